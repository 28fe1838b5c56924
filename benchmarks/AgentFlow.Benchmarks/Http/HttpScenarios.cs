using AgentFlow.Benchmarks.Measuring;
using AgentFlow.Benchmarks.Mock;

namespace AgentFlow.Benchmarks.Http;

/// <summary>What is measured over HTTP.</summary>
internal static class HttpScenarios
{
    private const string Question = "What is the sum of the numbers from 1 to 10?";

    private const int SessionTurns = 40;

    private const int Streams = 40;

    public static IReadOnlyList<HttpScenario> All { get; } =
    [
        ToolTurns(10, 200),
        Concurrent(64, 64 * 24),
        Concurrent(512, 512 * 4),
        .. ((int[])[0, 100, 1000, 5000]).Select(Session),
        Stream("stream-at-once", "500 chunks that the server writes at once", MockPaths.AtOnce),
        Stream("stream-flushed", "500 chunks, each flushed by the server", MockPaths.Flushed),
    ];

    private static HttpScenario ToolTurns(int turns, int operations) => new()
    {
        Name = "tool-turns",
        Title = $"{turns} tool turns and an answer ({turns + 1} requests), one run after the other",
        Path = MockPaths.ToolTurns(turns),
        MeasureAsync = contender => Sample.MeasureAsync(operations, async () =>
        {
            for (var i = 0; i < operations; i++)
                Check(await contender.RunAsync(Question, CancellationToken.None));
        }),
    };

    private static HttpScenario Concurrent(int width, int runs) => new()
    {
        Name = $"concurrent-{width}",
        Title = $"{width} runs at once, 3 turns each (two tool calls and an answer)",
        Path = MockPaths.ToolTurns(2),
        ShowsRate = true,
        MeasureAsync = contender => Sample.MeasureAsync(runs, () => Task.WhenAll(Enumerable.Range(0, width).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < runs / width; i++)
                Check(await contender.RunAsync(Question, CancellationToken.None));
        })))),
    };

    /// <summary>Texts of some 70 characters; a message is about 100 bytes on the wire.</summary>
    private static string[] History(int length) =>
        [.. Enumerable.Range(0, length).Select(i => $"Message number {i:0000} of this long talk says nothing that matters much.")];

    private static HttpScenario Session(int length) => new()
    {
        Name = $"session-{length}",
        Title = $"A turn in a session with {length:N0} messages",
        Path = MockPaths.ToolTurns(0),
        Unit = "turn",
        MeasureAsync = async contender =>
        {
            using var conversation = await contender.BeginAsync(History(length), CancellationToken.None);
            // The first turn writes the whole history; what is measured is the turns after it.
            Check(await conversation.TurnAsync(Question, CancellationToken.None));
            return await Sample.MeasureAsync(SessionTurns, async () =>
            {
                for (var i = 0; i < SessionTurns; i++)
                    Check(await conversation.TurnAsync(Question, CancellationToken.None));
            });
        },
    };

    private static HttpScenario Stream(string name, string title, string path) => new()
    {
        Name = name,
        Title = title,
        Path = path,
        Unit = "chunk",
        MeasureAsync = contender => Sample.MeasureAsync(Streams * MockPaths.ChunkCount, async () =>
        {
            for (var i = 0; i < Streams; i++)
                Check(await contender.StreamAsync(Question, CancellationToken.None), MockPaths.ChunkCount * MockAnswers.ChunkText(0).Length);
        }),
    };

    private static void Check(string answer)
    {
        if (answer != MockAnswers.FinalText)
            throw new InvalidOperationException($"The answer was '{answer}'; it must be '{MockAnswers.FinalText}'.");
    }

    private static void Check(int seen, int expected)
    {
        if (seen != expected)
            throw new InvalidOperationException($"{seen} characters of the stream were seen; there are {expected}.");
    }
}
