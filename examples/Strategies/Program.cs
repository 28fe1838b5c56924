using System.ComponentModel;
using AgentFlow.Agents;
using AgentFlow.Agents.Strategies;
using AgentFlow.Models;
using AgentFlow.Runs;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;
using Strategies;

// One agent, five ways of working: `dotnet run -- rewoo`, or `react`, `reflection`, `self-ask`, `task-queue`; all of them when none is named. With
// `--model ollama/llama3.2` a real model works; else one that reads from a script stands in for it, so that it runs offline.
var modelName = Array.IndexOf(args, "--model") is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
var questions = new Dictionary<string, string>
{
    ["react"] = "How much higher is Mount Everest than Mont Blanc?",
    ["rewoo"] = "How much higher is Mount Everest than Mont Blanc?",
    ["reflection"] = "Describe Mount Everest in one sentence that gives its height.",
    ["self-ask"] = "Who was head of state in Nepal when Mount Everest was first climbed?",
    ["task-queue"] = "A short note for hikers about the highest mountains of Asia and of the Alps.",
};
if (modelName is null)
    Console.WriteLine("Offline: a scripted model stands in for one. --model names a real one.");
var chosen = args.Where(questions.ContainsKey).DefaultIfEmpty().First();
foreach (var (name, question) in questions.Where(q => chosen is null || q.Key == chosen))
{
    Console.WriteLine($"\n== {name}: {question}");
    using var model = modelName is null ? Script.Of(name) : ModelClient.Create(modelName);
    using var strategy = Use(model, name);
    var agent = new Agent(strategy, new AgentOptions { Name = name, Tools = [Encyclopedia()], Limits = new RunLimits { MaxIterations = 30 } });
    await foreach (var e in agent.StreamAsync(question))
        Show(e);
}

static IChatClient Use(IChatClient model, string name) => name switch
{
    "react" => model.UseReAct(),
    "rewoo" => model.UseReWoo(),
    "reflection" => model.UseReflection(new ReflectionOptions { Criteria = "One sentence, with the height in metres." }),
    "self-ask" => model.UseSelfAsk(),
    _ => model.UseTaskQueue(new TaskQueueOptions { MaxRounds = 3 }),
};

static AIFunction Encyclopedia() => Tool.Create(
    ([Description("What is looked up.")] string query) => query switch
    {
        _ when query.Contains("8849", StringComparison.Ordinal) && query.Contains("4806", StringComparison.Ordinal) => "8849 - 4806 = 4043",
        _ when query.Contains("first climbed", StringComparison.Ordinal) => "Mount Everest was first climbed in 1953.",
        _ when query.Contains("Everest", StringComparison.Ordinal) || query.Contains("Asia", StringComparison.Ordinal) => "Mount Everest is 8849 m high.",
        _ when query.Contains("Blanc", StringComparison.Ordinal) || query.Contains("Alps", StringComparison.Ordinal) => "Mont Blanc is 4806 m high.",
        _ when query.Contains("1953", StringComparison.Ordinal) => "King Tribhuvan reigned in Nepal in 1953.",
        _ => "There is no entry.",
    },
    "search", "A small encyclopedia, which also subtracts.", ToolEffect.Pure);

static void Show(RunEvent e)
{
    switch (e)
    {
        // What a strategy's turns say is not said to the user; it is reasoning, with the author of the turn.
        case ModelResponded { Message: var said } when said.Contents.OfType<TextReasoningContent>().FirstOrDefault() is { } thought:
            Console.WriteLine($"  [{said.AuthorName ?? "thought"}] {thought.Text.Trim().ReplaceLineEndings(" / ")}");
            break;
        case ToolStarted call:
            Console.WriteLine($"  > {call.Tool} {call.Arguments}");
            break;
        case ToolCompleted done:
            Console.WriteLine($"  < {done.Result}");
            break;
        case RunCompleted completed:
            Console.WriteLine($"  {completed.Text}");
            break;
    }
}
