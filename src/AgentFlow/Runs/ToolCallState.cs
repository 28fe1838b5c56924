using Microsoft.Extensions.AI;

namespace AgentFlow.Runs;

/// <summary>One call of the model's newest answer, as far as it got.</summary>
public sealed record ToolCallState
{
    /// <summary>What the model asked for.</summary>
    public required FunctionCallContent Call { get; init; }

    /// <summary>Where it stands.</summary>
    public ToolCallPhase Phase { get; init; }

    /// <summary>The consent that was asked for, if it was; the call runs with the arguments that stand in it.</summary>
    public ApprovalRequested? Approval { get; init; }

    /// <summary>How the tool was started, if it was.</summary>
    public ToolStarted? Started { get; init; }

    /// <summary>How it ended, if it did.</summary>
    public ToolCompleted? Completed { get; init; }

    /// <summary>The call whose tool made this one; null for a call of the model's.</summary>
    public string? ParentCallId { get; init; }

    /// <summary>By what a nested call is known again; null for a call of the model's, and for one that belongs to another run.</summary>
    internal string? CallHash { get; init; }

    /// <summary>What was decided about a call of another run, on whose behalf this one waited.</summary>
    internal ToolDecision? Decision { get; init; }

    /// <summary>When it was started first; later attempts leave it as it is.</summary>
    internal DateTimeOffset? FirstStartedAt { get; init; }

    /// <summary>The place of its completion among all events.</summary>
    internal long CompletedAt { get; init; }

    /// <summary>Whether it is a call of another run, shown here because the tool that began that run waits for it.</summary>
    internal bool IsForeign => ParentCallId is not null && CallHash is null;
}
