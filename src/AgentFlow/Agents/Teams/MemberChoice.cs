using Microsoft.Extensions.AI;

namespace AgentFlow.Agents.Teams;

/// <summary>Whom somebody chose.</summary>
/// <param name="Name">The member's name; null for nobody.</param>
/// <param name="Reason">Why, if it was said.</param>
/// <param name="IsValid">Whether a model's answer could be read.</param>
/// <param name="Usage">What asking a model has cost.</param>
/// <param name="ModelId">The model that was asked.</param>
internal readonly record struct MemberChoice(string? Name, string? Reason = null, bool IsValid = true, UsageDetails? Usage = null, string? ModelId = null);
