namespace AgentFlow.Runs;

/// <summary>The child run of a step waits for decisions of a person. Other steps go on.</summary>
public sealed record PlanStepSuspended : RunEvent
{
    /// <summary>The step.</summary>
    public required string StepId { get; init; }

    /// <summary>The child run.</summary>
    public required string RunId { get; init; }

    /// <summary>What it waits for, with the call ids of the child run.</summary>
    public required IReadOnlyList<PendingCall> Pending { get; init; }

    /// <summary>The child run's version when it began to wait, so that a decision is never given twice.</summary>
    public required long Version { get; init; }
}
