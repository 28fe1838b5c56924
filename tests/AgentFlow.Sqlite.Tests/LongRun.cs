using System.Text;
using AgentFlow.Agents;
using AgentFlow.Testing;
using AgentFlow.Tools;

namespace AgentFlow.Sqlite.Tests;

/// <summary>A run of many steps, each a call of a tool with seeded random text that nothing can compress below three quarters.</summary>
internal sealed class LongRun(int steps, int bytesPerStep)
{
    private readonly Random _random = new(17);

    /// <summary>The UTF-8 bytes of what was newly said: instructions, question, arguments, results, answer.</summary>
    public long Said { get; private set; }

    public int Calls { get; private set; }

    public async Task<RunResult> RunAsync(SqliteJournal journal, string? sessionId, CancellationToken cancellationToken)
    {
        using var model = new ScriptedChatClient();
        for (var i = 0; i < steps; i++)
            model.Calls("search", Count($$"""{"query":"{{Noise(bytesPerStep / 5 - 12)}}"}"""), $"call_{Noise(24)}");
        model.Says(Count(Noise(bytesPerStep)));
        var search = Tool.Create((string query) =>
        {
            Calls++;
            return Count(Noise(bytesPerStep * 4 / 5));
        }, "search");
        var agent = new Agent(model, new AgentOptions
        {
            Journal = journal,
            Instructions = Count("You look things up."),
            Tools = [search],
            Limits = new RunLimits { MaxIterations = steps + 10, MaxToolCalls = null, MaxTokens = null, MaxDuration = null },
        });
        return await agent.RunAsync(Count(Noise(bytesPerStep)), sessionId, cancellationToken);
    }

    private string Count(string text)
    {
        Said += Encoding.UTF8.GetByteCount(text);
        return text;
    }

    /// <summary>Six random bits in each byte.</summary>
    private string Noise(int length) => string.Create(Math.Max(1, length), _random, (span, random) =>
    {
        foreach (ref var c in span)
            c = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 _"[random.Next(64)];
    });
}
