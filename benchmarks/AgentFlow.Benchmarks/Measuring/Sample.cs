using System.Diagnostics;

namespace AgentFlow.Benchmarks.Measuring;

/// <summary>What one operation cost in one round: time, bytes allocated, and time of all threads of this process.</summary>
internal readonly record struct Sample(double Microseconds, double Bytes, double CpuMicroseconds)
{
    /// <summary>Measures a block of operations, with the garbage of those before it out of the way.</summary>
    public static async Task<Sample> MeasureAsync(int operations, Func<Task> block)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var bytes = GC.GetTotalAllocatedBytes(precise: true);
        var cpu = Environment.CpuUsage.TotalTime;
        var began = Stopwatch.GetTimestamp();
        await block();
        var time = Stopwatch.GetElapsedTime(began);
        var spent = Environment.CpuUsage.TotalTime - cpu;
        return new Sample(
            time.TotalMicroseconds / operations,
            (double)(GC.GetTotalAllocatedBytes(precise: true) - bytes) / operations,
            spent.TotalMicroseconds / operations);
    }
}
