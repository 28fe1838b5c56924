namespace AgentFlow.Memory;

/// <summary>An exchange with the embedding of its text.</summary>
internal sealed record EmbeddedExchange
{
    /// <summary>The place in the session of its first message.</summary>
    public required long From { get; init; }

    /// <summary>The place behind its last.</summary>
    public required long To { get; init; }

    public required string Text { get; init; }

    public required float[] Vector { get; init; }
}
