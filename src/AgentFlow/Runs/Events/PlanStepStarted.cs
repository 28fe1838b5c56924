using AgentFlow.Agents.Planning;

namespace AgentFlow.Runs;

/// <summary>A step of a plan is begun, or goes on after a crash, a failure or a decision: then its child run is the one that it had.</summary>
public sealed record PlanStepStarted : RunEvent
{
    /// <summary>The step.</summary>
    public required string StepId { get; init; }

    /// <summary>The child run that does it. The id is known before the run exists, so that a resume finds it or begins it.</summary>
    public required string RunId { get; init; }

    /// <summary>The name of the executor.</summary>
    public required string Agent { get; init; }

    /// <summary>What it may cost.</summary>
    public required StepBudget Budget { get; init; }
}
