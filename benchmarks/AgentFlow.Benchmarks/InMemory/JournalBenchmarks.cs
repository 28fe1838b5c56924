using AgentFlow.Agents;
using AgentFlow.Benchmarks.Measuring;
using AgentFlow.Sqlite;
using BenchmarkDotNet.Attributes;

namespace AgentFlow.Benchmarks.InMemory;

/// <summary>Ten tool turns and an answer, journaled in memory and on disk; on disk each of its events is there before the next step is taken.</summary>
[Config(typeof(BenchmarkConfig))]
public class JournalBenchmarks
{
    private const int Runs = 20;

    private DirectoryInfo? _folder;
    private Agent _agent = null!;

    /// <summary>Where the journal is kept.</summary>
    [ParamsAllValues]
    public JournalKind Journal { get; set; }

    [GlobalSetup]
    public void WarmUp() => JitWarmUp.RunAsync(async () =>
    {
        MakeAgent();
        await RunAsync();
        Delete();
    }).GetAwaiter().GetResult();

    [IterationSetup]
    public void MakeAgent()
    {
        _folder = Directory.CreateTempSubdirectory("agentflow-benchmarks-");
        var journal = JournalKinds.Open(Journal, Path.Combine(_folder.FullName, "runs.db"));
        _agent = AgentLoopBenchmarks.Create(10, journal);
        _agent.RunAsync("Opens the file.").GetAwaiter().GetResult();
    }

    [IterationCleanup]
    public void Delete()
    {
        if (_agent.Journal is SqliteJournal sqlite)
            sqlite.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _folder!.Delete(recursive: true);
    }

    [Benchmark(OperationsPerInvoke = Runs)]
    public async Task RunAsync()
    {
        for (var i = 0; i < Runs; i++)
            await _agent.RunAsync("What is the sum?");
    }
}
