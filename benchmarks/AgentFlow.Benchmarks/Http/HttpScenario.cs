using AgentFlow.Benchmarks.Measuring;
using AgentFlow.Benchmarks.Mock;
using static AgentFlow.Benchmarks.Measuring.MarkdownTable;

namespace AgentFlow.Benchmarks.Http;

/// <summary>One kind of work that every contender does, and the table of what it cost.</summary>
internal sealed class HttpScenario
{
    private const int ProfileRounds = 20;

    private const int ProfileLines = 70;

    public required string Name { get; init; }

    public required string Title { get; init; }

    /// <summary>What the mock server does.</summary>
    public required string Path { get; init; }

    /// <summary>Measures one round of a contender that has just been made; it does the work many times in it.</summary>
    public required Func<IContender, Task<Sample>> MeasureAsync { get; init; }

    /// <summary>What the figures are per.</summary>
    public string Unit { get; init; } = "run";

    /// <summary>Whether operations per second are shown, as where many are under way at once.</summary>
    public bool ShowsRate { get; init; }

    public async Task RunAsync(MockProcess mock, IReadOnlyList<HttpContenders.Entry> contenders, Rounds rounds, TextWriter writer)
    {
        var endpoint = mock.Endpoint(Path);
        var subjects = contenders.Select(c => new Rounds.Subject(c.Name, () => MeasureAsync(c.Create(endpoint)))).ToList();
        var results = await rounds.MeasureAsync(subjects);
        Write(writer, Title, Columns(), results.Select(Row));
    }

    /// <summary>Shows of which types the bytes are, for each contender.</summary>
    public async Task ProfileAsync(MockProcess mock, IReadOnlyList<HttpContenders.Entry> contenders, TextWriter writer)
    {
        foreach (var contender in contenders)
        {
            var bytes = 0.0;
            using var profile = new AllocationProfile();
            var shares = await profile.MeasureAsync(async () =>
            {
                for (var i = 0; i < ProfileRounds; i++)
                    bytes = (await MeasureAsync(contender.Create(mock.Endpoint(Path)))).Bytes;
            });
            Write(writer, $"{contender.Name}: bytes per {Unit} by type", ["type", "bytes"], shares.Take(ProfileLines).Select(s => (List<string>)[$"`{s.Type}`", Figure(s.Share * bytes)]));
        }
    }

    private List<string> Columns() =>
    [
        "contender", $"µs per {Unit}, median", "least", "× floor", "CPU µs", "bytes allocated",
        .. ShowsRate ? (string[])[$"{Unit}s/s", "% of floor"] : [],
    ];

    private List<string> Row(Result result) =>
    [
        result.Name, Figure(result.Median), Figure(result.Least), Figure(result.Ratio), Figure(result.Cpu), Figure(result.Bytes),
        .. ShowsRate ? (string[])[Figure(1e6 / result.Median), Figure(100 / result.Ratio)] : [],
    ];
}
