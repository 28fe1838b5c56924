namespace AgentFlow.Runs;

/// <summary>Which runs a journal lists. Every property that is set narrows the list.</summary>
public sealed record RunQuery
{
    /// <summary>Only runs of this agent.</summary>
    public string? Agent { get; init; }

    /// <summary>Only runs of this session.</summary>
    public string? SessionId { get; init; }

    /// <summary>Only runs that stand so.</summary>
    public RunStatus? Status { get; init; }

    /// <summary>Only runs that are a part of this one, such as those of a plan's steps.</summary>
    public string? ParentRunId { get; init; }

    /// <summary>Whether to leave out runs that are a part of another.</summary>
    /// <value>False.</value>
    public bool TopLevelOnly { get; init; }

    /// <summary>At most so many. From 1.</summary>
    /// <value>100.</value>
    public int Limit { get; init; } = 100;

    /// <summary>Whether the oldest come first, as a queue wants it; otherwise the newest.</summary>
    /// <value>False.</value>
    public bool OldestFirst { get; init; }
}
