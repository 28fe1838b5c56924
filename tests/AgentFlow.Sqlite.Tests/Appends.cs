using AgentFlow.Memory;
using AgentFlow.Runs;
using Microsoft.Extensions.AI;

namespace AgentFlow.Sqlite.Tests;

/// <summary>Appends as the tests need them.</summary>
internal static class Appends
{
    public static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static RunAppend Begin(string runId, string? instructions = null) =>
        To(runId, 0, new RunStarted { At = Start, Agent = "bot", Instructions = instructions, Input = [new(ChatRole.User, "Hello")] });

    public static RunAppend Next(string runId, long version) => To(runId, version, new RunFailed { At = Start, Code = "code", Message = $"event {version}" });

    public static RunAppend To(string runId, long version, params IReadOnlyList<RunEvent> events) =>
        new() { RunId = runId, ExpectedVersion = version, Events = events };

    public static SessionAppend Say(string sessionId, long version, params IEnumerable<string> texts) =>
        new() { SessionId = sessionId, ExpectedVersion = version, Messages = [.. texts.Select(t => new ChatMessage(ChatRole.User, t))] };
}
