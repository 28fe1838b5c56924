using AgentFlow.Runs;

namespace AgentFlow.Agents.Planning;

/// <summary>What a step of a plan has come to.</summary>
public sealed record PlanStepState
{
    /// <summary>The step.</summary>
    public required PlanStep Step { get; init; }

    /// <summary>Where it stands.</summary>
    public PlanStepPhase Phase { get; init; }

    /// <summary>The child run of its newest try, in the journal of the plan's run; null while it has not begun.</summary>
    public string? RunId { get; init; }

    /// <summary>What it may cost.</summary>
    public StepBudget? Budget { get; init; }

    /// <summary>How often it has failed since it is in the plan as it stands.</summary>
    public int Failures { get; init; }

    /// <summary>Why the newest try failed.</summary>
    public string? Error { get; init; }

    /// <summary>The beginning of its result; empty while it is not done. The whole is the answer of the child run.</summary>
    public string Result { get; init; } = string.Empty;

    /// <summary>The length of the whole result, in characters.</summary>
    public int ResultLength { get; init; }

    /// <summary>The calls of the child run that wait for decisions, with the ids that they have there.</summary>
    public IReadOnlyList<PendingCall> Pending { get; init; } = [];

    /// <summary>The child run's version when it began to wait: decisions are for a run that has not moved since.</summary>
    internal long PendingVersion { get; init; }

    internal IReadOnlyList<ToolDecision> Decisions { get; init; } = [];

    /// <summary>Whether the child run stopped on an error and can go on from there, so that a further try does nothing twice.</summary>
    internal bool CanResume { get; init; }

    /// <summary>What of the child run's cost the plan's run has counted, since a run that goes on tells its whole cost again.</summary>
    internal long CountedTokens { get; init; }

    internal int CountedToolCalls { get; init; }
}
