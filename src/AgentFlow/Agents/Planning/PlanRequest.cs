namespace AgentFlow.Agents.Planning;

/// <summary>What a plan-and-execute agent is asked, when the goal alone is not enough.</summary>
public sealed class PlanRequest
{
    /// <summary>What is to be reached.</summary>
    public required string Goal { get; init; }

    /// <summary>A plan for it, most often out of a <see cref="PlanTemplate"/>; null to have one made by the planner.</summary>
    public Plan? Plan { get; init; }

    /// <summary>The session whose history the planner sees, and which gets the goal and the answer; null for none. Steps see nothing of it.</summary>
    public string? SessionId { get; init; }

    /// <summary>The user on whose behalf the run and those of its steps act; policies and tools go by it, no model is told. Null: not said.</summary>
    public string? User { get; init; }

    /// <summary>The tenant to which the user belongs. Null: there is one only.</summary>
    public string? Tenant { get; init; }

    /// <summary>The id of the run, to be given when a caller that repeats itself must not start it twice; null for a new one.</summary>
    public string? RunId { get; init; }
}
