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
}
