using System.ComponentModel;

namespace AgentFlow.Guardrails.Judge;

/// <summary>What a judge answers with.</summary>
[Description("The judgement of a text.")]
internal sealed record JudgeVerdict
{
    [Description("One sentence: why the text breaks the policy, or that it does not.")]
    public required string Reason { get; init; }

    [Description("Whether the text breaks the policy.")]
    public required bool BreaksPolicy { get; init; }
}
