using AgentFlow.Agents;
using AgentFlow.Benchmarks.Measuring;
using AgentFlow.Memory;
using AgentFlow.Runs;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.AI;

namespace AgentFlow.Benchmarks.InMemory;

/// <summary>A turn in a session that has a history: what the agent does must not grow with it.</summary>
[Config(typeof(BenchmarkConfig))]
public class HistoryBenchmarks
{
    private const int Sessions = 50;
    private const int Turns = 4;

    private static readonly string[] SessionIds = [.. Enumerable.Range(0, Sessions).Select(i => $"session-{i}")];

    private Agent _agent = null!;

    [Params(10, 1000, 5000)]
    public int History { get; set; }

    /// <summary>How many tool turns stand before the answer.</summary>
    [Params(0, 10)]
    public int ToolTurns { get; set; }

    [GlobalSetup]
    public void WarmUp() => JitWarmUp.RunAsync(() =>
    {
        FillSessions();
        return RunAsync();
    }).GetAwaiter().GetResult();

    /// <summary>Many sessions, so that none of them grows by more than a few turns.</summary>
    [IterationSetup]
    public void FillSessions()
    {
        var journal = new InMemoryJournal();
        ChatMessage[] history = [.. Enumerable.Range(0, History).Select(i => new ChatMessage(i % 2 == 0 ? ChatRole.User : ChatRole.Assistant, $"Message number {i}."))];
        foreach (var id in SessionIds)
            _ = journal.Sessions.AppendAsync(new SessionAppend { SessionId = id, ExpectedVersion = 0, Messages = history }).AsTask();
        _agent = AgentLoopBenchmarks.Create(ToolTurns, journal);
    }

    [Benchmark(OperationsPerInvoke = Sessions * Turns)]
    public async Task RunAsync()
    {
        for (var turn = 0; turn < Turns; turn++)
        {
            foreach (var id in SessionIds)
                await _agent.RunAsync("What is the sum?", id);
        }
    }
}
