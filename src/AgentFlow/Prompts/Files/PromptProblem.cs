namespace AgentFlow.Prompts;

/// <summary>Something wrong in a prompt file, and where.</summary>
public sealed record PromptProblem
{
    /// <summary>The file, or the resource.</summary>
    public required string Source { get; init; }

    /// <summary>The line, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>The character in the line, from 1.</summary>
    public required int Column { get; init; }

    /// <summary>What is wrong, and what to do.</summary>
    public required string Message { get; init; }

    /// <summary>File, place and message in the form that editors and terminals make links of.</summary>
    public override string ToString() => $"{Source}:{Line}:{Column}: {Message}";
}
