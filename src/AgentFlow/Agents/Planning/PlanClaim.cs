using System.ComponentModel;

namespace AgentFlow.Agents.Planning;

/// <summary>A part of the answer to a goal, and the finished steps that it comes from.</summary>
[Description("A part of the answer.")]
public sealed record PlanClaim
{
    /// <summary>What is claimed.</summary>
    [Description("What is claimed: a short paragraph.")]
    public required string Text { get; init; }

    /// <summary>The ids of the steps that it comes from; at least one.</summary>
    [Description("The ids of the finished steps that it comes from.")]
    public required IReadOnlyList<string> Steps { get; init; }

    /// <summary>The claim as the answer shows it, with its steps behind it in brackets.</summary>
    public override string ToString() => $"{Text} [{string.Join(", ", Steps)}]";
}
