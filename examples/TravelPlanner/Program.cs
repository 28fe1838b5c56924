using System.ComponentModel;
using AgentFlow.Agents;
using AgentFlow.Agents.Planning;
using AgentFlow.Models;
using AgentFlow.Runs;
using AgentFlow.Tools;
using TravelPlanner;

// Plans a trip: `TravelPlanner [--model ollama/llama3.2] [--approve] ["a week in Lisbon in May"]`. With no model named a scripted planner
// stands in for one, so that it runs offline; one of its steps fails, so that the plan is edited on the way. Prices are made up.
var goal = args.Where((a, i) => !a.StartsWith("--", StringComparison.Ordinal) && (i == 0 || args[i - 1] != "--model")).FirstOrDefault() ?? "A week in Lisbon in May";
var modelName = Array.IndexOf(args, "--model") is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
using var model = modelName is null ? new ScriptedPlanner() : ModelClient.Create(modelName);
if (modelName is null)
    Console.WriteLine("Offline: a scripted planner stands in for a model and plans every trip alike. --model names a real one.\n");

var clerk = new Agent(model, new AgentOptions
{
    Name = "clerk",
    Instructions = "You book trips. Use your tools; do not invent prices.",
    Tools =
    [
        Tool.Create(([Description("The city to fly to.")] string city) => $"Flight to {city}: 180 EUR", "find_flight", "Finds a flight.", ToolEffect.Pure),
        Tool.Create(([Description("The city.")] string city) => city.Length > 0 ? $"No beach hotel in {city} is free." : "", "find_beach_hotel", "Finds a hotel at the beach.", ToolEffect.Pure),
        Tool.Create(([Description("The city.")] string city) => $"City hotel in {city}: 520 EUR for the week", "find_city_hotel", "Finds a hotel in the city.", ToolEffect.Pure),
    ],
});
var agent = new PlanAndExecuteAgent(model, new PlanAndExecuteOptions
{
    Name = "travel-planner",
    Executors = [clerk],
    RequireApproval = args.Contains("--approve"),
    PlanLimits = new PlanLimits { MaxStepRetries = 0 },
});

var runId = Guid.NewGuid().ToString("n");
await foreach (var e in agent.StreamAsync(new PlanRequest { Goal = goal, RunId = runId }))
    Show(e);
var state = await agent.LoadAsync(runId);
if (state.Status == RunStatus.Suspended)
{
    Console.Write("Execute this plan? [y/n] ");
    var decision = Console.ReadLine() is "y" ? state.Pending[0].Approve() : null;
    if (decision is null)
        return;
    await foreach (var e in agent.StreamResumeAsync(runId, [decision]))
        Show(e);
    state = await agent.LoadAsync(runId);
}
Console.WriteLine($"\n{state.Completed!.Text}\n\nWhat was done:\n{state.Plan!.ToMermaid()}");

static void Show(RunEvent e)
{
    switch (e)
    {
        case PlanMade made:
            Console.WriteLine($"Plan by the {made.By.ToString().ToLowerInvariant()}:\n{made.Plan.ToMermaid()}");
            break;
        case PlanStepStarted started:
            Console.WriteLine($"  > {started.StepId}");
            break;
        case PlanStepCompleted done:
            Console.WriteLine($"  < {done.StepId}: {done.Result}");
            break;
        case PlanStepFailed failed:
            Console.WriteLine($"  ! {failed.StepId}: {failed.Error}");
            break;
    }
}
