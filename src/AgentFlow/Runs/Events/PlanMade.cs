using AgentFlow.Agents.Planning;

namespace AgentFlow.Runs;

/// <summary>The run has a plan, or a new version of it. Finished steps are in every version as they were.</summary>
public sealed record PlanMade : RunEvent
{
    /// <summary>The whole plan.</summary>
    public required Plan Plan { get; init; }

    /// <summary>Who made it.</summary>
    public required PlanAuthor By { get; init; }

    /// <summary>The child run in which the model made it; null when no model did.</summary>
    public string? RunId { get; init; }

    /// <summary>The tokens that it cost.</summary>
    public long Tokens { get; init; }
}
