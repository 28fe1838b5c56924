namespace AgentFlow.Runs;

/// <summary>Where a run that is a copy of another comes from.</summary>
public sealed record ForkedFrom
{
    /// <summary>The run that was copied.</summary>
    public required string RunId { get; init; }

    /// <summary>How many of its events the copy began with.</summary>
    public required long Version { get; init; }
}
