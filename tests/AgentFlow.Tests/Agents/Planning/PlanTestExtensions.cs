using AgentFlow.Agents;
using AgentFlow.Agents.Planning;
using Microsoft.Extensions.AI;

namespace AgentFlow.Tests.Agents.Planning;

internal static class PlanTestExtensions
{
    public static PlanAndExecuteAgent Agent(this PlanModel model, Action<PlanAndExecuteOptions>? configure = null, params AIFunction[] tools)
    {
        var options = new PlanAndExecuteOptions { Executors = [new Agent(model, new AgentOptions { Name = "worker", Tools = tools })] };
        configure?.Invoke(options);
        return new PlanAndExecuteAgent(model, options);
    }

    public static IEnumerable<string> Phases(this RunResult result) => result.State.Plan!.Steps.Select(s => $"{s.Step.Id} {s.Phase}");
}
