using AgentFlow.Benchmarks.Measuring;

namespace AgentFlow.Benchmarks.InMemory;

/// <summary><c>allocations</c>: the types that a run of ten tool turns over a model in memory allocates.</summary>
internal static class AllocationsCommand
{
    private const int Runs = 2000;
    private const int Rounds = 30;

    public static async Task<int> RunAsync()
    {
        var sample = await MeasureAsync();
        using var profile = new AllocationProfile();
        var shares = await profile.MeasureAsync(async () =>
        {
            for (var i = 0; i < Rounds; i++)
                sample = await MeasureAsync();
        });
        MarkdownTable.Write(
            Console.Out,
            $"Ten tool turns in memory: {MarkdownTable.Figure(sample.Microseconds)} µs, {MarkdownTable.Figure(sample.Bytes)} bytes",
            ["type", "bytes per run"],
            shares.Select(s => (string[])[$"`{s.Type}`", MarkdownTable.Figure(s.Share * sample.Bytes)]));
        return 0;
    }

    private static Task<Sample> MeasureAsync()
    {
        var agent = AgentLoopBenchmarks.Create(10);
        return Sample.MeasureAsync(Runs, async () =>
        {
            for (var i = 0; i < Runs; i++)
                await agent.RunAsync("What is the sum?");
        });
    }
}
