namespace AgentFlow.Benchmarks.Measuring;

/// <summary>
/// Contenders measured in turn, A B C A B C, because the machine is not the same from one minute to the next: a ratio is taken within a
/// round, and of the rounds the median. The first contender is the floor.
/// </summary>
internal sealed class Rounds(int count)
{
    public async Task<IReadOnlyList<Result>> MeasureAsync(IReadOnlyList<Subject> subjects)
    {
        foreach (var subject in subjects)
            await JitWarmUp.RunAsync(subject.MeasureAsync);
        var samples = subjects.Select(_ => new List<Sample>()).ToList();
        for (var round = 0; round < count; round++)
        {
            for (var i = 0; i < subjects.Count; i++)
                samples[i].Add(await subjects[i].MeasureAsync());
        }
        return [.. subjects.Select((s, i) => new Result(s.Name, samples[i], samples[0]))];
    }

    /// <summary>A contender in one scenario.</summary>
    internal sealed record Subject(string Name, Func<Task<Sample>> MeasureAsync);
}
