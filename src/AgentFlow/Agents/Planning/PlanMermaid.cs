using System.Globalization;
using System.Text;
using AgentFlow.Chains;

namespace AgentFlow.Agents.Planning;

/// <summary>Draws a plan as a Mermaid flowchart; steps that have a state are marked with it.</summary>
internal static class PlanMermaid
{
    private const int Shown = 60;

    public static string Write(Plan plan, IReadOnlyList<PlanStepState> states)
    {
        var text = new StringBuilder("flowchart TD\n");
        var nodes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var step in plan.Steps)
        {
            // Ids of our own: a step may be called 'end', which Mermaid takes for a word of its language.
            var node = nodes[step.Id] = string.Create(CultureInfo.InvariantCulture, $"s{nodes.Count + 1}");
            var phase = states.FirstOrDefault(s => s.Step.Id == step.Id)?.Phase;
            text.Append(CultureInfo.InvariantCulture, $"  {node}[\"{MermaidWriter.Escape(Label(step, phase))}\"]\n");
        }
        foreach (var step in plan.Steps)
        {
            foreach (var dependency in step.DependsOn.Where(nodes.ContainsKey))
                text.Append(CultureInfo.InvariantCulture, $"  {nodes[dependency]} --> {nodes[step.Id]}\n");
        }
        return text.ToString();
    }

    private static string Label(PlanStep step, PlanStepPhase? phase)
    {
        var task = step.Task.Length > Shown ? string.Concat(step.Task.AsSpan(0, Shown), "...") : step.Task;
        return phase is null ? $"{step.Id}: {task}" : $"{step.Id} ({phase}): {task}";
    }
}
