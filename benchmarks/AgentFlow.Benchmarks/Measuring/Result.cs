namespace AgentFlow.Benchmarks.Measuring;

/// <summary>A contender's samples, one for each round, beside those of the floor.</summary>
internal sealed class Result(string name, IReadOnlyList<Sample> samples, IReadOnlyList<Sample> floor)
{
    public string Name => name;

    public double Median => MedianOf(samples.Select(s => s.Microseconds));

    public double Least => samples.Min(s => s.Microseconds);

    public double Bytes => MedianOf(samples.Select(s => s.Bytes));

    public double Cpu => MedianOf(samples.Select(s => s.CpuMicroseconds));

    /// <summary>Time in multiples of the floor's of the same round.</summary>
    public double Ratio => MedianOf(samples.Zip(floor, (s, f) => s.Microseconds / f.Microseconds));

    private static double MedianOf(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
