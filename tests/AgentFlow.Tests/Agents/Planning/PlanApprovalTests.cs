using AgentFlow.Agents.Planning;
using AgentFlow.Runs;
using AgentFlow.Tools;
using static AgentFlow.Tests.Agents.AgentTestExtensions;
using static AgentFlow.Tests.Agents.Planning.PlanModel;

namespace AgentFlow.Tests.Agents.Planning;

public sealed class PlanApprovalTests
{
    [Fact]
    public async Task RunAsync_ApprovalRequired_SuspendsBeforeTheFirstStepAndGoesOnWhenApproved()
    {
        var model = new PlanModel().Plans(Plan(("a", [])));
        var agent = model.Agent(o => o.RequireApproval = true);
        var waiting = await agent.RunAsync("the goal", Token);

        var result = await agent.ResumeAsync(waiting.RunId, [Assert.Single(waiting.Pending).Approve()], cancellationToken: Token);

        Assert.Equal(RunStatus.Suspended, waiting.Status);
        Assert.Equal("task a", waiting.Pending[0].Arguments.GetProperty("steps")[0].GetProperty("task").GetString());
        Assert.Equal(RunOutcome.Answered, result.Outcome);
    }

    [Fact]
    public async Task ResumeAsync_EditedPlan_IsWhatIsExecuted()
    {
        var model = new PlanModel().Plans(Plan(("b", []), ("c", [])));
        var agent = model.Agent(o => o.RequireApproval = true);
        var waiting = await agent.RunAsync("the goal", Token);

        await agent.ResumeAsync(waiting.RunId, plan: new Plan { Goal = "g", Steps = [new PlanStep { Id = "a", Task = "mine" }] }, cancellationToken: Token);

        Assert.Equal(["mine"], model.Tasks);
    }

    [Fact]
    public async Task ResumeAsync_EditedPlanIsInvalid_ThrowsAllProblemsAndGoesOnWaiting()
    {
        var model = new PlanModel().Plans(Plan(("a", [])));
        var agent = model.Agent(o => o.RequireApproval = true);
        var waiting = await agent.RunAsync("the goal", Token);

        var error = await Assert.ThrowsAsync<ArgumentException>(() => agent.ResumeAsync(waiting.RunId, plan: new Plan { Goal = "g", Steps = [] }, cancellationToken: Token));

        Assert.Contains("The plan has no steps.", error.Message, StringComparison.Ordinal);
        Assert.True((await agent.LoadAsync(waiting.RunId, Token)).Plan!.AwaitsApproval);
    }

    [Fact]
    public async Task ResumeAsync_PlanRefused_PlannerIsToldWhyAndTheNextPlanWaitsAgain()
    {
        var model = new PlanModel().Plans(Plan(("a", [])), Plan(("b", [])));
        var agent = model.Agent(o => o.RequireApproval = true);
        var waiting = await agent.RunAsync("the goal", Token);

        var again = await agent.ResumeAsync(waiting.RunId, [waiting.Pending[0].Deny("too expensive")], cancellationToken: Token);

        Assert.Equal(RunStatus.Suspended, again.Status);
        Assert.Contains("Reason: too expensive", model.Prompts.Last(), StringComparison.Ordinal);
        Assert.Equal(["b Waiting"], again.Phases());
    }

    [Fact]
    public async Task RunAsync_ToolOfAStepNeedsApproval_ReachesTheTopWhileOtherStepsGoOn()
    {
        var paid = 0;
        var model = new PlanModel { Step = task => task == "task a" ? Call("pay") : Text("fine") }.Plans(Plan(("a", []), ("b", []), ("c", ["a"])));
        var agent = model.Agent(null, Tool.Create(() => ++paid, "pay").WithApproval());
        var waiting = await agent.RunAsync("the goal", Token);

        var result = await agent.ResumeAsync(waiting.RunId, [Assert.Single(waiting.Pending).Approve()], cancellationToken: Token);

        Assert.Equal(["a Suspended", "b Done", "c Waiting"], waiting.Phases());
        Assert.Equal("a/c1", waiting.Pending[0].CallId);
        Assert.Equal(RunOutcome.Answered, result.Outcome);
        Assert.Equal(1, paid);
    }

    [Fact]
    public async Task ResumeAsync_DecisionAboutNothingThatWaits_Throws()
    {
        var model = new PlanModel().Plans(Plan(("a", [])));
        var agent = model.Agent(o => o.RequireApproval = true);
        var waiting = await agent.RunAsync("the goal", Token);

        var error = await Assert.ThrowsAsync<ArgumentException>(() => agent.ResumeAsync(waiting.RunId, [new ToolDecision { CallId = "a/c9" }], cancellationToken: Token));

        Assert.Contains("'a/c9'", error.Message, StringComparison.Ordinal);
    }
}
