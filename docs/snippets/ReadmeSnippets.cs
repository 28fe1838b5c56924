using AgentFlow.Agents;
using AgentFlow.Models;
using AgentFlow.Runs;
using AgentFlow.Sqlite;
using AgentFlow.Tools;

namespace AgentFlow.Snippets;

public static class ReadmeSnippets
{
    public static async Task FirstAgent()
    {
        // begin-snippet: first-agent
        using var model = ModelClient.Create("offline"); // or "ollama/llama3.2", "openai/gpt-4o-mini", "anthropic/claude-sonnet-4-5"
        await using var journal = new SqliteJournal("bot.db");
        var weather = Tool.Create((string city) => $"Sunny, 24 °C in {city}.", "get_weather", "Tells today's weather in a city.", ToolEffect.Pure);

        var agent = new Agent(model, new AgentOptions
        {
            Instructions = "You are a helpful assistant.",
            Tools = [weather, CalculatorTool.Create()],
            Journal = journal,
        });

        await foreach (var e in agent.StreamAsync("How is the weather in Paris, and what is 12 * 12?", sessionId: "anna"))
            Console.Write(e is TextDelta delta ? delta.Text : "");
        // end-snippet
    }

    public static async Task Approval()
    {
        using var model = ModelClient.Create("offline");
        // begin-snippet: approval
        var transfer = Tool.Create((decimal amount) => $"Transferred {amount}.", "transfer_money", "Transfers an amount of money.").WithApproval();
        var agent = new Agent(model, new AgentOptions { Tools = [transfer] });

        var run = await agent.RunAsync("Transfer 50");
        if (run.Status == RunStatus.Suspended) // now, or in another process next week:
            run = await agent.ResumeAsync(run.RunId, [run.Pending[0].Approve()]);
        // end-snippet

        if (!run.Text.Contains("50", StringComparison.Ordinal))
            throw new InvalidOperationException($"The transfer should have been made; the answer was '{run.Text}'.");
    }

    public static async Task Effects()
    {
        // begin-snippet: effects
        var lookUp = Tool.Create((string city) => "24 °C", "look_up", effect: ToolEffect.Pure); // run again after a crash
        var charge = Tool.Create((decimal amount, ToolContext call) => Charge(amount, call.IdempotencyKey), "charge", effect: ToolEffect.Keyed);
        var mail = Tool.Create((string to) => Send(to), "send_mail", // at most once: after a crash the probe is asked, or a person
            probe: async (call, arguments, token) => await WasSentAsync(call.IdempotencyKey, token) ? "Sent." : null);
        // end-snippet

        await Task.CompletedTask;
        _ = (lookUp, charge, mail);

        static string Charge(decimal amount, string key) => $"{amount} {key}";
        static string Send(string to) => to;
        static Task<bool> WasSentAsync(string key, CancellationToken token) => Task.FromResult(key.Length > token.GetHashCode());
    }
}
