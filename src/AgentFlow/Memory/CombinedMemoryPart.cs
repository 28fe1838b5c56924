namespace AgentFlow.Memory;

/// <summary>One of the memories of a <see cref="CombinedMemory"/>.</summary>
public sealed class CombinedMemoryPart
{
    /// <summary>The memory.</summary>
    public required ConversationMemory Memory { get; init; }

    /// <summary>
    /// The share of the budget that what the memory derived (a summary, facts, recalled exchanges) may take; more is cut. From 0 to 1, and together at
    /// most 1. What no part takes is for messages.
    /// </summary>
    public required double Share { get; init; }
}
