namespace AgentFlow.Runs;

/// <summary>
/// What happens in the run of an agent that this one has called as a tool, for a listener who asked for it. Like <see cref="TextDelta"/> it is streamed and never journaled: the child run
/// has a journal of its own.
/// </summary>
public sealed record ChildEvent : RunEvent
{
    /// <summary>The child run; at any depth the one in which it happened.</summary>
    public required string RunId { get; init; }

    /// <summary>The name of the agent, with those that it was called by before it.</summary>
    public required string Agent { get; init; }

    /// <summary>What happened; never itself a <see cref="ChildEvent"/>.</summary>
    public required RunEvent Event { get; init; }
}
