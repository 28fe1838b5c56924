using AgentFlow.Agents;
using AgentFlow.Benchmarks.Measuring;
using AgentFlow.Runs;
using AgentFlow.Tools;
using BenchmarkDotNet.Attributes;

namespace AgentFlow.Benchmarks.InMemory;

/// <summary>A run over a model in memory: one call of it, and ten tool turns with an answer behind them.</summary>
[Config(typeof(BenchmarkConfig))]
public class AgentLoopBenchmarks
{
    private const int Runs = 200;

    private Agent _agent = null!;

    /// <summary>How many tool turns stand before the answer.</summary>
    [Params(0, 10)]
    public int ToolTurns { get; set; }

    /// <summary>Waits by itself: in the process of the host a setup that returns a task is not awaited.</summary>
    [GlobalSetup]
    public void WarmUp() => JitWarmUp.RunAsync(async () =>
    {
        MakeAgent();
        await RunAsync();
        await StreamAsync();
    }).GetAwaiter().GetResult();

    [IterationSetup]
    public void MakeAgent() => _agent = Create(ToolTurns);

    [Benchmark(OperationsPerInvoke = Runs)]
    public async Task RunAsync()
    {
        for (var i = 0; i < Runs; i++)
            await _agent.RunAsync("What is the sum?");
    }

    [Benchmark(OperationsPerInvoke = Runs)]
    public async Task<int> StreamAsync()
    {
        var events = 0;
        for (var i = 0; i < Runs; i++)
        {
            await foreach (var _ in _agent.StreamAsync("What is the sum?"))
                events++;
        }
        return events;
    }

    internal static Agent Create(int toolTurns, IRunJournal? journal = null) => new(new FixedModel(toolTurns), new AgentOptions
    {
        Tools = [Tool.Create((int a, int b) => a + b, "add", "Adds two numbers.", ToolEffect.Pure)],
        Journal = journal,
    });
}
