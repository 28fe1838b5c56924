using System.Globalization;

namespace AgentFlow.Benchmarks.Mock;

/// <summary>The paths by which a client says what the mock server shall do.</summary>
internal static class MockPaths
{
    /// <summary>A text in <see cref="ChunkCount"/> chunks, written in one piece.</summary>
    public const string AtOnce = "/at-once";

    /// <summary>The same text, each chunk flushed before the next is written.</summary>
    public const string Flushed = "/flushed";

    public const int ChunkCount = 500;

    public const int MostToolTurns = 32;

    private const string ToolTurnsPrefix = "/tools-";

    /// <summary>So many turns with one tool call each, then the final text.</summary>
    public static string ToolTurns(int count) => string.Create(CultureInfo.InvariantCulture, $"{ToolTurnsPrefix}{count}");

    public static int ToolTurnsOf(ReadOnlySpan<char> path)
    {
        if (!path.StartsWith(ToolTurnsPrefix))
            return 0;
        var rest = path[ToolTurnsPrefix.Length..];
        var end = rest.IndexOf('/');
        return int.Parse(end < 0 ? rest : rest[..end], CultureInfo.InvariantCulture);
    }
}
