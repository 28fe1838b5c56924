using System.ComponentModel;

namespace AgentFlow.Agents.Planning;

/// <summary>What the replanner answers with.</summary>
[Description("An edit of a plan.")]
internal sealed record PlanEdit
{
    [Description("Ids of unfinished steps to leave out.")]
    public IReadOnlyList<string> Drop { get; init => field = value ?? []; } = [];

    [Description("Steps that replace the unfinished step with the same id.")]
    public IReadOnlyList<PlanStep> Change { get; init => field = value ?? []; } = [];

    [Description("New steps with new ids.")]
    public IReadOnlyList<PlanStep> Add { get; init => field = value ?? []; } = [];

    public Plan ApplyTo(Plan plan) => plan with
    {
        Steps = [.. plan.Steps.Where(s => !Drop.Contains(s.Id)).Select(s => Change.LastOrDefault(c => c.Id == s.Id) ?? s), .. Add],
    };
}
