using System.Text.RegularExpressions;
using AgentFlow.Output.Json;

namespace AgentFlow.Agents.Planning;

/// <summary>Finds what keeps a plan, an edit or an answer from being used, in sentences that a model can act on.</summary>
internal sealed partial class PlanValidator(PlanPrompts prompts, int maxSteps, IReadOnlyList<string> known)
{
    private const int QuotedLength = 80;

    public IReadOnlyList<string> FindProblems(Plan plan)
    {
        if (plan.Steps.Count == 0)
            return [prompts.ProblemEmpty.Format()];
        List<string> problems = [];
        if (plan.Steps.Count > maxSteps)
            problems.Add(prompts.ProblemTooMany.Format(("count", plan.Steps.Count), ("most", maxSteps)));
        foreach (var id in plan.Steps.GroupBy(s => s.Id, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key))
            problems.Add(prompts.ProblemDuplicate.Format(("step", id)));
        foreach (var step in plan.Steps)
            Check(step, plan, problems);
        if (problems.Count == 0 && FindCycle(plan) is { } cycle)
            problems.Add(prompts.ProblemCycle.Format(("cycle", string.Join(" -> ", cycle))));
        return problems;
    }

    public IReadOnlyList<string> FindProblems(PlanEdit edit, PlanState state)
    {
        List<string> problems = [];
        var open = state.Steps.Where(s => s.Phase != PlanStepPhase.Done).Select(s => s.Step.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var id in edit.Drop.Concat(edit.Change.Select(c => c.Id)).Distinct(StringComparer.Ordinal).Where(id => !open.Contains(id)))
        {
            problems.Add(state.Find(id) is null
                ? prompts.ProblemUnknown.Format(("step", id), ("steps", string.Join(", ", open)))
                : prompts.ProblemFinished.Format(("step", id)));
        }
        foreach (var added in edit.Add.Where(a => state.Find(a.Id) is not null && !edit.Drop.Contains(a.Id)))
            problems.Add(prompts.ProblemExists.Format(("step", added.Id)));
        foreach (var failed in state.Steps.Where(s => s.Phase == PlanStepPhase.Failed && !edit.Drop.Contains(s.Step.Id) && !edit.Change.Any(c => c.Id == s.Step.Id && !c.IsSameAs(s.Step))))
            problems.Add(prompts.ProblemFailed.Format(("step", failed.Step.Id)));
        return problems.Count > 0 ? problems : FindProblems(edit.ApplyTo(state.Plan!));
    }

    public IReadOnlyList<string> FindProblems(PlanAnswer answer, PlanState state)
    {
        var done = state.Steps.Where(s => s.Phase == PlanStepPhase.Done).Select(s => s.Step.Id).ToHashSet(StringComparer.Ordinal);
        List<string> problems =
        [
            .. from claim in answer.Claims
               where claim.Steps.Count == 0 || !claim.Steps.All(done.Contains)
               select prompts.ProblemClaim.Format(("claim", Cut(claim.Text)), ("steps", string.Join(", ", done))),
        ];
        if (answer.Claims.Count == 0)
            problems.Add(prompts.ProblemClaim.Format(("claim", string.Empty), ("steps", string.Join(", ", done))));
        return problems;
    }

    private void Check(PlanStep step, Plan plan, List<string> problems)
    {
        if (!Id().IsMatch(step.Id))
            problems.Add(prompts.ProblemId.Format(("step", step.Id)));
        if (string.IsNullOrWhiteSpace(step.Task))
            problems.Add(prompts.ProblemTask.Format(("step", step.Id)));
        foreach (var dependency in step.DependsOn.Where(d => !plan.Steps.Any(s => s.Id == d)))
            problems.Add(prompts.ProblemDependency.Format(("step", step.Id), ("dependency", dependency), ("steps", string.Join(", ", plan.Steps.Select(s => s.Id)))));
        if (step.Use is { } use && !known.Contains(use))
            problems.Add(prompts.ProblemUse.Format(("step", step.Id), ("use", use), ("known", string.Join(", ", known))));
        if (step.OutputSchema is { } schema)
        {
            try
            {
                OutputChecks.ThrowIfInvalid(schema);
            }
            catch (ArgumentException error)
            {
                problems.Add(prompts.ProblemSchema.Format(("step", step.Id), ("error", error.Message)));
            }
        }
    }

    /// <summary>Takes away steps that wait for nothing until none is left; what cannot be taken away waits for itself.</summary>
    private static List<string>? FindCycle(Plan plan)
    {
        var open = plan.Steps.ToDictionary(s => s.Id, s => s, StringComparer.Ordinal);
        while (open.Values.FirstOrDefault(s => !s.DependsOn.Any(open.ContainsKey)) is { } free)
            open.Remove(free.Id);
        if (open.Count == 0)
            return null;
        List<string> path = [open.Keys.First()];
        while (true)
        {
            var next = open[path[^1]].DependsOn.First(open.ContainsKey);
            var at = path.IndexOf(next);
            path.Add(next);
            if (at >= 0)
                return path[at..];
        }
    }

    private static string Cut(string text) => text.Length > QuotedLength ? string.Concat(text.AsSpan(0, QuotedLength), "...") : text;

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,40}\z")]
    private static partial Regex Id();
}
