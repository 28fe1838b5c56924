namespace AgentFlow.Runs;

/// <summary>A step of a plan is finished and is not done again.</summary>
public sealed record PlanStepCompleted : RunEvent
{
    /// <summary>The step.</summary>
    public required string StepId { get; init; }

    /// <summary>The child run, whose answer is the whole result.</summary>
    public required string RunId { get; init; }

    /// <summary>The beginning of the result, as much as others are shown of it.</summary>
    public required string Result { get; init; }

    /// <summary>The length of the whole result, in characters.</summary>
    public required int ResultLength { get; init; }

    /// <summary>The tokens that the child run took in all.</summary>
    public long Tokens { get; init; }

    /// <summary>The tool calls that the child run made in all.</summary>
    public int ToolCalls { get; init; }
}
