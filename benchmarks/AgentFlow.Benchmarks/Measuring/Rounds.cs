namespace AgentFlow.Benchmarks.Measuring;

/// <summary>
/// Contenders measured in turn, A B C A B C, because the machine is not the same from one minute to the next: a ratio is taken within a
/// round, and of the rounds the median. The first contender is the floor.
/// </summary>
internal sealed class Rounds(int count)
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1.5);

    public async Task<IReadOnlyList<Result>> MeasureAsync(IReadOnlyList<Subject> subjects)
    {
        foreach (var subject in subjects)
            await WarmUpAsync(subject);
        var samples = subjects.Select(_ => new List<Sample>()).ToList();
        for (var round = 0; round < count; round++)
        {
            for (var i = 0; i < subjects.Count; i++)
                samples[i].Add(await subjects[i].MeasureAsync());
        }
        return [.. subjects.Select((s, i) => new Result(s.Name, samples[i], samples[0]))];
    }

    /// <summary>Until the JIT has compiled what is hot a second time: by time and not by count, as it works in the background.</summary>
    private static async Task WarmUpAsync(Subject subject)
    {
        var began = System.Diagnostics.Stopwatch.GetTimestamp();
        do
        {
            await subject.MeasureAsync();
        }
        while (System.Diagnostics.Stopwatch.GetElapsedTime(began) < WarmUp);
    }

    /// <summary>A contender in one scenario.</summary>
    internal sealed record Subject(string Name, Func<Task<Sample>> MeasureAsync);
}
