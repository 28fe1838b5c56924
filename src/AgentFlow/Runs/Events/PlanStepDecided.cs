namespace AgentFlow.Runs;

/// <summary>A person decided about calls of a step's child run, which goes on with the decisions next.</summary>
public sealed record PlanStepDecided : RunEvent
{
    /// <summary>The step.</summary>
    public required string StepId { get; init; }

    /// <summary>The decisions, with the call ids of the child run.</summary>
    public required IReadOnlyList<ToolDecision> Decisions { get; init; }
}
