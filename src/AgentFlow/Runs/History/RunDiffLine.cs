namespace AgentFlow.Runs;

/// <summary>One thing that happened in one of two runs, or in both.</summary>
public sealed record RunDiffLine
{
    /// <summary>How they compare.</summary>
    public required DiffKind Kind { get; init; }

    /// <summary>The number of the event of the left run, from 0; null when it has none.</summary>
    public long? Left { get; init; }

    /// <summary>The number of the event of the right run, from 0; null when it has none.</summary>
    public long? Right { get; init; }

    /// <summary>What happened in the left run, in words; null when nothing did.</summary>
    public string? LeftText { get; init; }

    /// <summary>What happened in the right run, in words; null when nothing did.</summary>
    public string? RightText { get; init; }

    /// <summary>The line as a person reads it: what both have behind two spaces, what the left one had behind a minus, what the right one had behind a plus.</summary>
    public override string ToString() => Kind switch
    {
        DiffKind.Same => $"  {Left,4} {LeftText}",
        DiffKind.OnlyLeft => $"- {Left,4} {LeftText}",
        DiffKind.OnlyRight => $"+ {Right,4} {RightText}",
        _ => $"- {Left,4} {LeftText}{Environment.NewLine}+ {Right,4} {RightText}",
    };
}
