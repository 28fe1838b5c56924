using System.ComponentModel;

namespace AgentFlow.Agents.Planning;

/// <summary>A plan as data: a goal, and steps that depend on one another. A model makes it, a person may edit it, the journal keeps it.</summary>
[Description("A plan: steps that lead to a goal.")]
public sealed record Plan
{
    /// <summary>What is to be reached.</summary>
    [Description("What is to be reached.")]
    public required string Goal { get; init; }

    /// <summary>The steps, in any order: what runs when is a matter of <see cref="PlanStep.DependsOn"/>.</summary>
    [Description("The steps.")]
    public required IReadOnlyList<PlanStep> Steps { get; init; }

    /// <summary>The plan as a Mermaid flowchart: a box for each step, an arrow for each dependency.</summary>
    public string ToMermaid() => PlanMermaid.Write(this, []);
}
