using System.Collections.Concurrent;
using AgentFlow.Agents;
using AgentFlow.Agents.Strategies;
using AgentFlow.Runs;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Tests.Agents.Strategies;

/// <summary>A strategy with a model that takes it through all its turns, for the tests that hold for every one of them.</summary>
internal sealed class StrategyCase
{
    public static readonly string[] All = ["react", "rewoo", "reflection", "self-ask", "task-queue"];

    private StrategyCase(RuleModel model, Func<IChatClient, IChatClient> use, string answer) => (Model, Use, Answer) = (model, use, answer);

    public RuleModel Model { get; }

    public Func<IChatClient, IChatClient> Use { get; }

    public string Answer { get; }

    /// <summary>The questions that the search tool was asked, by whoever ran it.</summary>
    public ConcurrentQueue<string> Searched { get; } = new();

    public Agent Agent(IRunJournal journal, bool needsApproval = false, RunLimits? limits = null, IChatReducer? memory = null)
    {
        AIFunction search = Tool.Create((string query) =>
        {
            Searched.Enqueue(query);
            return query == "height of Everest" ? "8849 m" : $"about {query}";
        }, "search", "Looks something up.", ToolEffect.Keyed);
        return new Agent(Use(Model), new AgentOptions { Name = "a", Tools = [needsApproval ? search.WithApproval() : search], Journal = journal, Limits = limits ?? new(), Memory = memory });
    }

    public static StrategyCase Of(string name) => name switch
    {
        "react" => new(
            new RuleModel()
                .When("Observation: 8849 m", "Thought: I know it.\nFinal Answer: It is 8849 m.")
                .When("neither a line", "Thought: Search.\nAction: search\nAction Input: {\"query\": \"height of Everest\"}\nObservation: 9000 m\nFinal Answer: 9000 m")
                .When("question", "I wonder."),
            m => m.UseReAct(), "It is 8849 m."),
        "rewoo" => new(
            new RuleModel()
                .When("with what these calls", "It is 8849 m.")
                .When("could not be used", """{"steps":[{"id":"E1","plan":"find","tool":"search","arguments":{"query":"height of Everest"}},{"id":"E2","plan":"other","tool":"search","arguments":{"query":"b"}},{"id":"E3","plan":"more","tool":"search","arguments":{"query":"who measured #E1"}}]}""")
                .When("Plan the calls", """{"steps":[{"id":"E1","plan":"find","tool":"serch","arguments":{}}]}"""),
            m => m.UseReWoo(), "It is 8849 m."),
        "reflection" => new(
            new RuleModel()
                .When(r => r.Messages[^1].Role == ChatRole.Tool, _ => [new TextContent("It is 8000 m.")])
                .When("Judge the draft of an answer to the request below. Do not answer the request yourself.\n\nRequest: the question\n\nDraft:\nIt is 8849 m.", """{"critique":"Good.","accepted":true}""")
                .When("Judge the draft", """{"critique":"Wrong height.","accepted":false}""")
                .When("Wrong height.", "It is 8849 m.")
                .Calls("question", "search", """{"query":"height of Everest"}"""),
            m => m.UseReflection(), "It is 8849 m."),
        "self-ask" => new(
            new RuleModel()
                .When("Intermediate answer: 8849 m", "So the final answer is: It is 8849 m.")
                .When("question", "Yes.\nFollow up: height of Everest"),
            m => m.UseSelfAsk(), "It is 8849 m."),
        _ => new(
            new RuleModel()
                .When("with what these tasks have found", "It is 8849 m.")
                .When("Name the tasks with which", """{"tasks":["Find the height","find the HEIGHT.","Check it"]}""")
                .When("The task: Find the height", """{"tasks":["Write it down","Check it!"]}""")
                .When("has been carried out", """{"tasks":[]}""")
                .When("Put the waiting tasks", """{"order":[3,99]}""")
                .When(r => r.Messages[^1].Role == ChatRole.Tool, _ => [new TextContent("found 8849 m")])
                .Calls("Your task: Find the height", "search", """{"query":"height of Everest"}""")
                .When("Your task", "done"),
            m => m.UseTaskQueue(), "It is 8849 m."),
    };
}
