using System.Text.Json;
using System.Text.RegularExpressions;
using AgentFlow.JsonSchema;
using AgentFlow.JsonSchema.Coercion;
using Microsoft.Extensions.AI;

namespace AgentFlow.Agents.Strategies;

/// <summary>Finds what keeps a plan from being carried out, in sentences that a model can act on: once calls run, no model is there to mend them.</summary>
internal sealed partial class ReWooValidator(ReWooPrompts prompts, int maxSteps, IReadOnlyList<AIFunctionDeclaration> tools)
{
    public IReadOnlyList<string> FindProblems(ReWooPlan plan)
    {
        List<string> problems = [];
        if (plan.Steps.Count > maxSteps)
            problems.Add(prompts.ProblemTooMany.Format(("count", plan.Steps.Count), ("most", maxSteps)));
        for (var i = 0; i < plan.Steps.Count; i++)
        {
            var step = plan.Steps[i];
            if (!Id().IsMatch(step.Id))
                problems.Add(prompts.ProblemId.Format(("step", step.Id)));
            else if (plan.Steps.Take(i).Any(s => s.Id == step.Id))
                problems.Add(prompts.ProblemDuplicate.Format(("step", step.Id)));
            CheckVariables(plan, i, problems);
            CheckCall(step, problems);
        }
        return problems;
    }

    private void CheckVariables(ReWooPlan plan, int index, List<string> problems)
    {
        var step = plan.Steps[index];
        foreach (var used in ReWooVariables.UsedBy(step))
        {
            if (!plan.Steps.Any(s => s.Id == used))
                problems.Add(prompts.ProblemVariable.Format(("step", step.Id), ("variable", used), ("steps", string.Join(", ", plan.Steps.Select(s => s.Id)))));
            else if (Reaches(plan, used, step.Id, []))
                problems.Add(prompts.ProblemCycle.Format(("step", step.Id), ("variable", used)));
            else if (!plan.Steps.Take(index).Any(s => s.Id == used))
                problems.Add(prompts.ProblemForward.Format(("step", step.Id), ("variable", used)));
        }
    }

    /// <summary>Whether a step waits, through however many others, for another.</summary>
    private static bool Reaches(ReWooPlan plan, string from, string to, HashSet<string> seen) => from == to
        || (seen.Add(from) && plan.Steps.Where(s => s.Id == from).SelectMany(ReWooVariables.UsedBy).Any(used => Reaches(plan, used, to, seen)));

    private void CheckCall(ReWooStep step, List<string> problems)
    {
        if (tools.FirstOrDefault(t => t.Name == step.Tool) is not { } tool)
        {
            problems.Add(prompts.ProblemTool.Format(("step", step.Id), ("tool", step.Tool), ("tools", tools.Count == 0 ? prompts.None.Format() : string.Join(", ", tools.Select(t => t.Name)))));
            return;
        }
        if (step.Arguments.ValueKind != JsonValueKind.Object)
            problems.Add(prompts.ProblemArguments.Format(("step", step.Id), ("tool", step.Tool), ("errors", $"The arguments are no JSON object but {step.Arguments.GetRawText()}.")));
        else if (ReWooVariables.UsedBy(step).Count == 0 && CompiledSchema.Compile(tool.JsonSchema).Validate(ArgumentCoercer.Compile(tool.JsonSchema).Coerce(step.Arguments).Value) is { Count: > 0 } errors)
            problems.Add(prompts.ProblemArguments.Format(("step", step.Id), ("tool", step.Tool), ("errors", string.Join(' ', errors.Select(e => e.Message)))));
    }

    [GeneratedRegex(@"\AE[1-9]\d{0,3}\z")]
    private static partial Regex Id();
}
