using AgentFlow.Agents;
using AgentFlow.Agents.Strategies;
using AgentFlow.Prompts;
using AgentFlow.Testing;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Snippets;

public static class StrategySnippets
{
    public static async Task ReAct()
    {
        var model = new ScriptedChatClient()
            .Says("Thought: I need the weather.\nAction: get_weather\nAction Input: {\"city\": \"Oslo\"}")
            .Says("Thought: I know the answer.\nFinal Answer: No, the sun shines.");
        // begin-snippet: react
        var weather = Tool.Create((string city) => $"Sun in {city}.", "get_weather", "The weather of a city.", ToolEffect.Pure);
        var agent = new Agent(model.UseReAct(), new AgentOptions { Tools = [weather] });

        var result = await agent.RunAsync("Do I need an umbrella in Oslo?"); // No, the sun shines.
        // end-snippet

        Expect(result.Text, "No, the sun shines.");
    }

    public static IChatClient ReActPrompts(IChatClient model)
    {
        // begin-snippet: react-prompts
        var german = new ReActPrompts { ProblemNothing = PromptTemplate.Parse("Schreibe entweder 'Action:' mit einem von {names} oder 'Final Answer:'.") };
        return model.UseReAct(new ReActOptions { Prompts = german, MaxFormatErrors = 1 });
        // end-snippet
    }

    public static async Task ReWoo()
    {
        var model = new ScriptedChatClient()
            .Says("""{"steps":[{"id":"E1","plan":"Find the capital.","tool":"search","arguments":{"query":"capital of Norway"}},{"id":"E2","plan":"Find its weather.","tool":"search","arguments":{"query":"weather in #E1"}}]}""")
            .Says("It rains in Oslo.");
        // begin-snippet: rewoo
        var search = Tool.Create((string query) => query == "capital of Norway" ? "Oslo" : $"Rain ({query}).", "search", "Looks something up.", ToolEffect.Pure);
        var agent = new Agent(model.UseReWoo(), new AgentOptions { Tools = [search] });

        var result = await agent.RunAsync("What is the weather in the capital of Norway?"); // It rains in Oslo.
        // end-snippet

        Expect(result.Text, "It rains in Oslo.");
    }

    public static async Task Reflection()
    {
        var model = new ScriptedChatClient().Says("Our kettle is nice.").Says("It boils a litre in 90 seconds.");
        var critic = new ScriptedChatClient().Says("""{"critique":"Say something that can be checked.","accepted":false}""").Says("""{"critique":"Nothing must change.","accepted":true}""");
        // begin-snippet: reflection
        var writer = model.UseReflection(new ReflectionOptions { Critic = critic, Criteria = "One sentence, no empty praise." });
        var agent = new Agent(writer);

        var result = await agent.RunAsync("Advertise our kettle: 90 seconds for a litre."); // It boils a litre in 90 seconds.
        // end-snippet

        Expect(result.Text, "It boils a litre in 90 seconds.");
    }

    public static async Task SelfAsk()
    {
        var model = new ScriptedChatClient()
            .Says("Are follow up questions needed here: Yes.\nFollow up: Who wrote Faust?")
            .Says("Follow up: When was Goethe born?")
            .Says("So the final answer is: 1749");
        // begin-snippet: self-ask
        var search = Tool.Create((string question) => question.Contains("Faust") ? "Goethe wrote Faust." : "Goethe was born in 1749.", "search", "An encyclopedia.", ToolEffect.Pure);
        var agent = new Agent(model.UseSelfAsk(), new AgentOptions { Tools = [search] });

        var result = await agent.RunAsync("When was the author of Faust born?"); // 1749
        // end-snippet

        Expect(result.Text, "1749");
    }

    public static async Task TaskQueue()
    {
        var model = new ScriptedChatClient()
            .Says("""{"tasks":["Name the guests"]}""").Says("Ada and Bob.")
            .Says("""{"tasks":["Choose a date"]}""").Says("Friday.")
            .Says("""{"tasks":[]}""").Says("Ada and Bob come on Friday.");
        // begin-snippet: task-queue
        var agent = new Agent(model.UseTaskQueue(new TaskQueueOptions { MaxRounds = 4 }), new AgentOptions { Limits = new RunLimits { MaxIterations = 30 } });

        var result = await agent.RunAsync("Plan a dinner."); // Ada and Bob come on Friday.
        // end-snippet

        Expect(result.Text, "Ada and Bob come on Friday.");
    }

    public static async Task OfYourOwn()
    {
        var model = new ScriptedChatClient().Says("42").Says("Forty-two.");
        var result = await new Agent(new ThinkFirst(model)).RunAsync("Six times seven?");

        Expect(result.Text, "Forty-two.");
    }

    private static void Expect(string actual, string expected)
    {
        if (actual != expected)
            throw new InvalidOperationException($"The page promises '{expected}', and it is '{actual}'.");
    }
}
