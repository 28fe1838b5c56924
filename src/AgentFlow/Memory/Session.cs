namespace AgentFlow.Memory;

/// <summary>A session at one moment: everything that was said in it. What of it a model sees is the business of a memory.</summary>
public sealed class Session
{
    /// <summary>The session's id.</summary>
    public required string Id { get; init; }

    /// <summary>Grows with every message that is appended; 0 for a session that nobody has written to.</summary>
    public required long Version { get; init; }

    /// <summary>The messages, oldest first; only the end of them when that was asked for (<see cref="MessageLog.FirstIndex"/>).</summary>
    public required MessageLog Messages { get; init; }
}
