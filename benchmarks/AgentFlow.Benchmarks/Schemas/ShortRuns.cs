using System.Diagnostics;

namespace AgentFlow.Benchmarks.Schemas;

/// <summary>
/// Measures things that take microseconds on a machine that others use too: many runs of a few milliseconds, the subjects in turn. The
/// least of them is what the code takes when nobody interferes; the median says what interference there was.
/// </summary>
internal static class ShortRuns
{
    private static readonly TimeSpan RunLength = TimeSpan.FromMilliseconds(4);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    public static IReadOnlyList<Result> Measure(int runs, IReadOnlyList<Subject> subjects)
    {
        var counts = subjects.Select(s => WarmUp(s.Act)).ToList();
        var times = subjects.Select(_ => new List<double>()).ToList();
        var bytes = subjects.Select(_ => double.MaxValue).ToList();
        for (var run = 0; run < runs; run++)
        {
            for (var i = 0; i < subjects.Count; i++)
            {
                var allocated = GC.GetAllocatedBytesForCurrentThread();
                var began = Stopwatch.GetTimestamp();
                for (var count = 0; count < counts[i]; count++)
                    subjects[i].Act();
                times[i].Add(Stopwatch.GetElapsedTime(began).TotalNanoseconds / counts[i]);
                bytes[i] = Math.Min(bytes[i], (double)(GC.GetAllocatedBytesForCurrentThread() - allocated) / counts[i]);
            }
        }
        return [.. subjects.Select((s, i) => new Result(s.Name, times[i].Min(), times[i].Order().ElementAt(runs / 2), bytes[i]))];
    }

    /// <summary>Runs until the JIT has done what it does, and says how many repetitions make a run.</summary>
    private static int WarmUp(Action act)
    {
        var count = 1;
        for (var round = 0; round < 8; round++)
        {
            var began = Stopwatch.GetTimestamp();
            count = 0;
            while (Stopwatch.GetElapsedTime(began) < RunLength * 4)
            {
                act();
                count++;
            }
            Thread.Sleep(Pause); // sync: the JIT compiles in the background once nothing new was compiled for a while.
        }
        return Math.Max(1, count / 4);
    }

    internal sealed record Subject(string Name, Action Act);

    internal sealed record Result(string Name, double LeastNanoseconds, double MedianNanoseconds, double Bytes);
}
