using System.Text.Json;
using AgentFlow.Agents;
using AgentFlow.Agents.Middleware;
using AgentFlow.Hosting;
using AgentFlow.Runs;
using AgentFlow.Testing;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Snippets;

public static class MiddlewareSnippets
{
    public static async Task Use()
    {
        using var model = new ScriptedChatClient().Calls("pay", """{"amount":500}""").Says("You have paid 100.");
        var pay = Tool.Create((decimal amount) => $"{amount} paid", "pay");
        // begin-snippet: middleware-use
        var cap = new AgentMiddleware
        {
            Name = "cap",
            BeforeTool = (call, _) => new(call.Tool.Name == "pay" && call.Arguments.GetProperty("amount").GetDecimal() > 100
                ? Verdict.Change(JsonElement.Parse("""{"amount":100}"""), "More than 100 was asked for.")
                : Verdict.Pass),
        };
        var signed = new AgentMiddleware
        {
            Name = "signature",
            OnMessage = (message, _) => new(message.IsAnswer ? Verdict.Change($"{message.Text} (Your bank)", "Signed.") : Verdict.Pass),
        };
        var agent = new Agent(model, new AgentOptions { Tools = [pay] }).Use(cap, signed);

        var result = await agent.RunAsync("Pay 500 to Ann.");

        Console.WriteLine(result.Text); // You have paid 100. (Your bank)
        await foreach (var e in agent.Journal.ReadAsync(result.RunId))
        {
            if (e is RailApplied rail)
                Console.WriteLine($"{rail.Rail} {rail.Action} at {rail.Point}: {rail.Reason}"); // cap Change at BeforeTool: ...
        }
        // end-snippet

        Expect.That(result.Text == "You have paid 100. (Your bank)", result.Text);
    }

    public static void InAHost(AgentFlowBuilder flow, IChatClient judge)
    {
        // begin-snippet: middleware-host
        flow.AddAgent(
            "clerk",
            (services, options) => options.Instructions = "You answer questions about our shop.",
            services => [Guardrails.TextRails.Length(4000).OnInput(), Guardrails.TextRails.Judged(judge, "No legal advice.").OnOutput()]);
        // end-snippet
    }

    private static class Expect
    {
        public static void That(bool isTrue, string text)
        {
            if (!isTrue)
                throw new InvalidOperationException($"The page promises something else than '{text}'.");
        }
    }
}
