using System.Diagnostics;
using AgentFlow.Benchmarks.Measuring;
using static AgentFlow.Benchmarks.Measuring.MarkdownTable;

namespace AgentFlow.Benchmarks.Prompts;

/// <summary><c>prompts</c>: how often a second one core renders a prompt of ten variables. The contenders take turns.</summary>
internal static class PromptsCommand
{
    private const int Rounds = 9;
    private const int PerBlock = 20_000;
    private static readonly TimeSpan RoundLength = TimeSpan.FromMilliseconds(300);

    public static async Task<int> RunAsync()
    {
        var contenders = new PromptContenders().All;
        if (contenders.Select(c => c.Render()).Distinct().Count() != 1)
            throw new InvalidOperationException("The contenders do not render the same text.");
        foreach (var (_, render) in contenders)
            await JitWarmUp.RunAsync(() => Task.FromResult(Measure(render, TimeSpan.FromMilliseconds(50))));
        var rates = contenders.Select(_ => new List<double>()).ToList();
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < contenders.Count; i++)
                rates[i].Add(Measure(contenders[i].Render, RoundLength));
        }
        Write(Console.Out, $"A prompt of ten variables, {contenders[0].Render()} characters", ["how", "million/s, median", "most", "bytes allocated"], contenders.Select((c, i) =>
            (string[])[c.Name, Figure(rates[i].Order().ElementAt(Rounds / 2) / 1e6), Figure(rates[i].Max() / 1e6), $"{Allocated(c.Render)}"]));
        return 0;
    }

    private static double Measure(Func<int> render, TimeSpan length)
    {
        var (count, clock) = (0L, Stopwatch.StartNew());
        while (clock.Elapsed < length)
        {
            for (var i = 0; i < PerBlock; i++)
                render();
            count += PerBlock;
        }
        return count / clock.Elapsed.TotalSeconds;
    }

    private static long Allocated(Func<int> render)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            render();
        return (GC.GetAllocatedBytesForCurrentThread() - before) / 1000;
    }
}
