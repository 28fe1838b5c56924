namespace AgentFlow.Benchmarks.Measuring;

/// <summary>
/// Contenders measured in turn, A B C A B C, because the machine is not the same from one minute to the next: a ratio is taken within a
/// round, and of the rounds the median. The first contender is the floor.
/// </summary>
internal sealed class Rounds(int count)
{
    private const int WarmUps = 8;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

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

    /// <summary>
    /// Until the JIT has compiled what is hot for the second and third time. It does so in the background once nothing new was compiled
    /// for a tenth of a second, so that what it needs is pauses, not a count of repetitions.
    /// </summary>
    private static async Task WarmUpAsync(Subject subject)
    {
        for (var i = 0; i < WarmUps; i++)
        {
            await subject.MeasureAsync();
            await Task.Delay(Pause);
        }
    }

    /// <summary>A contender in one scenario.</summary>
    internal sealed record Subject(string Name, Func<Task<Sample>> MeasureAsync);
}
