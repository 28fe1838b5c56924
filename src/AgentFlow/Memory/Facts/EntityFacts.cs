namespace AgentFlow.Memory;

/// <summary>What a conversation has told of one person, place or thing.</summary>
public sealed record EntityFacts
{
    /// <summary>Its name as it was first written.</summary>
    public required string Name { get; init; }

    /// <summary>All that is known of it, in a few sentences.</summary>
    public required string Facts { get; init; }

    /// <summary>The place in the session behind the newest message that the facts are from.</summary>
    public required long UpdatedAt { get; init; }
}
