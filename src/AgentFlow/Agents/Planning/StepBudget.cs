namespace AgentFlow.Agents.Planning;

/// <summary>The part of a plan's <see cref="RunLimits"/> that a step was given. Null stands for no limit.</summary>
public sealed record StepBudget
{
    /// <summary>Tokens in and out.</summary>
    public long? MaxTokens { get; init; }

    /// <summary>Tool calls.</summary>
    public int? MaxToolCalls { get; init; }

    /// <summary>The time that the step may work: all that is left of the run's, because steps work at the same time.</summary>
    public TimeSpan? MaxDuration { get; init; }
}
