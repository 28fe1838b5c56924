using System.ComponentModel;

namespace AgentFlow.Agents.Planning;

/// <summary>What the synthesis answers with.</summary>
[Description("The answer, in claims.")]
internal sealed record PlanAnswer
{
    [Description("The claims, in the order in which they are read.")]
    public required IReadOnlyList<PlanClaim> Claims { get; init; }
}
