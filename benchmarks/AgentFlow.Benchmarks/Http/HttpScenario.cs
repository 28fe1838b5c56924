using AgentFlow.Benchmarks.Measuring;
using AgentFlow.Benchmarks.Mock;
using static AgentFlow.Benchmarks.Measuring.MarkdownTable;

namespace AgentFlow.Benchmarks.Http;

/// <summary>One kind of work that every contender does, and the table of what it cost.</summary>
internal sealed class HttpScenario
{
    public required string Name { get; init; }

    public required string Title { get; init; }

    /// <summary>What the mock server does.</summary>
    public required string Path { get; init; }

    /// <summary>How often each contender does the work in one round.</summary>
    public required int Operations { get; init; }

    /// <summary>Measures one round of a contender that has just been made.</summary>
    public required Func<IContender, Task<Sample>> MeasureAsync { get; init; }

    public string Unit { get; init; } = "run";

    /// <summary>How many operations stand behind one line's figures; greater than one for chunks of a stream.</summary>
    public bool ShowsRate { get; init; }

    public async Task RunAsync(MockProcess mock, IReadOnlyList<HttpContenders.Entry> contenders, Rounds rounds, TextWriter writer)
    {
        var endpoint = mock.Endpoint(Path);
        var subjects = contenders.Select(c => new Rounds.Subject(c.Name, () => MeasureAsync(c.Create(endpoint)))).ToList();
        var results = await rounds.MeasureAsync(subjects);
        Write(writer, Title, Columns(), results.Select(Row));
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
