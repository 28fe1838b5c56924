namespace AgentFlow.Memory;

/// <summary>A session as a store lists it, without its messages.</summary>
public sealed record SessionSummary
{
    /// <summary>The session's id.</summary>
    public required string Id { get; init; }

    /// <summary>Its version, which is the number of messages ever appended.</summary>
    public required long Version { get; init; }

    /// <summary>When it was last written to.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}
