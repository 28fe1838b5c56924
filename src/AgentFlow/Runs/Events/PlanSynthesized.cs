using AgentFlow.Agents.Planning;

namespace AgentFlow.Runs;

/// <summary>The results of a plan's steps were put together into the answer.</summary>
public sealed record PlanSynthesized : RunEvent
{
    /// <summary>The parts of the answer, each with the steps that it comes from.</summary>
    public required IReadOnlyList<PlanClaim> Claims { get; init; }

    /// <summary>The child run in which the model did it.</summary>
    public required string RunId { get; init; }

    /// <summary>The tokens that it cost.</summary>
    public long Tokens { get; init; }
}
