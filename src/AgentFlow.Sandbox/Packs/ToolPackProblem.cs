namespace AgentFlow.Sandbox.Packs;

/// <summary>Something wrong with a tool of a folder, and where. The tool is not offered; the others are.</summary>
public sealed record ToolPackProblem
{
    /// <summary>The name of the tool's folder.</summary>
    public required string Tool { get; init; }

    /// <summary>The file.</summary>
    public required string Source { get; init; }

    /// <summary>The line, from 1.</summary>
    public int Line { get; init; } = 1;

    /// <summary>The character in the line, from 1.</summary>
    public int Column { get; init; } = 1;

    /// <summary>What is wrong, and what to do.</summary>
    public required string Message { get; init; }

    /// <summary>File, place and message in the form that editors and terminals make links of.</summary>
    public override string ToString() => $"{Source}:{Line}:{Column}: {Message}";
}
