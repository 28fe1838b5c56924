namespace AgentFlow.Runs;

/// <summary>A try of a step failed. It is tried again, or the replanner hears of it.</summary>
public sealed record PlanStepFailed : RunEvent
{
    /// <summary>The step.</summary>
    public required string StepId { get; init; }

    /// <summary>The child run.</summary>
    public required string RunId { get; init; }

    /// <summary>Why it failed.</summary>
    public required string Error { get; init; }

    /// <summary>Whether the child run stopped on an error and can go on; otherwise it has ended, and a further try begins anew.</summary>
    public bool CanResume { get; init; }

    /// <summary>The tokens that the child run took in all.</summary>
    public long Tokens { get; init; }

    /// <summary>The tool calls that the child run made in all.</summary>
    public int ToolCalls { get; init; }
}
