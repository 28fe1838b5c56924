namespace AgentFlow.Runs;

/// <summary>Two runs side by side.</summary>
public sealed class RunDiff
{
    private RunDiff()
    {
    }

    /// <summary>The id of the left run.</summary>
    public required string Left { get; init; }

    /// <summary>The id of the right run.</summary>
    public required string Right { get; init; }

    /// <summary>Everything that happened in either, aligned.</summary>
    public required IReadOnlyList<RunDiffLine> Lines { get; init; }

    /// <summary>The first line in which they differ; null when they do not.</summary>
    public RunDiffLine? First => Lines.FirstOrDefault(l => l.Kind != DiffKind.Same);

    /// <summary>The lines as text, one below the other.</summary>
    public override string ToString() => string.Join(Environment.NewLine, Lines);

    internal static RunDiff Create(string left, IReadOnlyList<TraceLine> ofLeft, string right, IReadOnlyList<TraceLine> ofRight) =>
        new() { Left = left, Right = right, Lines = TraceAlignment.Align(ofLeft, ofRight) };
}
