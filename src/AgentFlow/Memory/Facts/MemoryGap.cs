namespace AgentFlow.Memory;

/// <summary>
/// Messages from which a memory could take no facts, because the model's answers were unusable although it was told why. They are in the log as
/// all others; the conversation went on without what they would have added.
/// </summary>
public sealed record MemoryGap
{
    /// <summary>The place in the session of the first of the messages.</summary>
    public required long From { get; init; }

    /// <summary>The place in the session behind the last of them.</summary>
    public required long To { get; init; }

    /// <summary>What was wrong with the last answer.</summary>
    public required string Error { get; init; }
}
