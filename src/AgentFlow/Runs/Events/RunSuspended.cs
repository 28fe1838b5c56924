namespace AgentFlow.Runs;

/// <summary>Nothing can go on until somebody decides. <see cref="RunState.Pending"/> lists what is waited for.</summary>
public sealed record RunSuspended : RunEvent
{
    /// <summary>The calls that wait for a decision.</summary>
    public required IReadOnlyList<string> CallIds { get; init; }
}
