using AgentFlow.Agents;
using AgentFlow.Agents.Planning;
using AgentFlow.Testing;

namespace AgentFlow.Snippets;

public static class PlanSnippets
{
    public static async Task Run()
    {
        var model = Model();
        // begin-snippet: plan-run
        var clerk = new Agent(model, new AgentOptions { Name = "clerk", Instructions = "You look things up." });
        var planner = new PlanAndExecuteAgent(model, new PlanAndExecuteOptions { Executors = [clerk] });

        var result = await planner.RunAsync("A weekend in Lisbon");

        Console.WriteLine(result.Text); // Fly on Friday. [flight]
        Console.WriteLine(result.State.Plan!.ToMermaid());
        // end-snippet

        Expect(result.Text, "Fly on Friday. [flight]");
    }

    public static async Task Approve()
    {
        var model = Model();
        var clerk = new Agent(model, new AgentOptions { Name = "clerk" });
        // begin-snippet: plan-approve
        var planner = new PlanAndExecuteAgent(model, new PlanAndExecuteOptions { Executors = [clerk], RequireApproval = true });

        var waiting = await planner.RunAsync("A weekend in Lisbon");

        var plan = waiting.State.Plan!.Plan!;
        var edited = plan with { Steps = [.. plan.Steps.Select(s => s with { DoneWhen = "There is a price." })] };
        var result = await planner.ResumeAsync(waiting.RunId, plan: edited);
        // Or as it is: planner.ResumeAsync(waiting.RunId, [waiting.Pending[0].Approve()])
        // Or another:  planner.ResumeAsync(waiting.RunId, [waiting.Pending[0].Deny("Too expensive.")])
        // end-snippet

        Expect(result.State.Plan!.Steps[0].Step.DoneWhen ?? "", "There is a price.");
    }

    public static async Task Template()
    {
        var first = Model();
        var result = await new PlanAndExecuteAgent(first, new PlanAndExecuteOptions { Executors = [new Agent(first)] }).RunAsync("A weekend in Lisbon");
        using var model = new ScriptedChatClient().Says("180 EUR").Says("""{"claims":[{"text":"It is 180 EUR.","steps":["flight"]}]}""");
        var planner = new PlanAndExecuteAgent(model, new PlanAndExecuteOptions { Executors = [new Agent(model)] });
        // begin-snippet: plan-template
        var template = PlanTemplate.From("trip", result.State.Plan!.Plan!, ("city", "Lisbon"));
        var json = template.ToJson(); // keep it wherever texts are

        var plan = PlanTemplate.FromJson(json).Fill(("city", "Rome"));
        var again = await planner.RunAsync(new PlanRequest { Goal = plan.Goal, Plan = plan });
        // end-snippet

        Expect(again.State.Plan!.Steps[0].Step.Task, "Find a flight to Rome");
    }

    private static ScriptedChatClient Model() => new ScriptedChatClient()
        .Says("""{"goal":"A weekend in Lisbon","steps":[{"id":"flight","task":"Find a flight to Lisbon"}]}""")
        .Says("Friday, 180 EUR")
        .Says("""{"claims":[{"text":"Fly on Friday.","steps":["flight"]}]}""");

    private static void Expect(string actual, string expected)
    {
        if (actual != expected)
            throw new InvalidOperationException($"The page promises '{expected}', and it is '{actual}'.");
    }
}
