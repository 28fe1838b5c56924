using AgentFlow.Agents.Planning;
using AgentFlow.Runs;
using AgentFlow.Tests.Agents.Teams;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;
using static AgentFlow.Tests.Agents.AgentTestExtensions;
using static AgentFlow.Tests.Agents.Teams.TeamTestExtensions;

namespace AgentFlow.Tests.Agents.Planning;

public sealed class PlanSessionTests
{
    private readonly List<IReadOnlyList<string>> _seenByPlanner = [];
    private ToolContext? _context;

    [Fact]
    public async Task RunAsync_Session_ThePlannerSeesItAndItGetsGoalAndAnswer()
    {
        var agent = Agent();

        await agent.RunAsync(new PlanRequest { Goal = "first goal", SessionId = "s" }, Token);
        await agent.RunAsync(new PlanRequest { Goal = "second goal", SessionId = "s" }, Token);

        Assert.Equal(["first goal", "All is done. [a]"], _seenByPlanner[1].SkipLast(1));
        Assert.Equal(["first goal", "All is done. [a]", "second goal", "All is done. [a]"], (await agent.Journal.Sessions.LoadAsync("s", Token)).Messages.Select(m => m.Text));
    }

    [Fact]
    public async Task RunAsync_TwoGoalsOfASessionAtOnce_AreReachedOneAfterTheOther()
    {
        var agent = Agent();

        var first = agent.RunAsync(new PlanRequest { Goal = "first goal", SessionId = "s" }, Token);
        var second = agent.StreamAsync(new PlanRequest { Goal = "second goal", SessionId = "s" }, Token).ToListAsync();
        await Task.WhenAll(first, second);

        Assert.Equal([1, 3], _seenByPlanner.Select(s => s.Count));
    }

    [Fact]
    public async Task RunAsync_User_IsTheOneOfTheStepsAsWell()
    {
        await Agent().RunAsync(new PlanRequest { Goal = "goal", SessionId = "s", User = "ada", Tenant = "acme" }, Token);

        Assert.Equal(("ada", "acme", null), (_context!.User, _context.Tenant, _context.SessionId));
    }

    [Fact]
    public async Task EnqueueAsync_TwoGoals_AreBegunByResumeAndTheSecondSeesTheFirst()
    {
        var agent = Agent();
        var first = await agent.EnqueueAsync(new PlanRequest { Goal = "first goal", SessionId = "s" }, Token);
        var second = await agent.EnqueueAsync(new PlanRequest { Goal = "second goal", SessionId = "s" }, Token);
        var queued = await agent.LoadAsync(first, Token);

        await agent.ResumeAsync(first, cancellationToken: Token);
        var result = await agent.ResumeAsync(second, cancellationToken: Token);

        Assert.Equal(RunStatus.Queued, queued.Status);
        Assert.Equal("All is done. [a]", result.Text);
        Assert.Equal(["first goal", "All is done. [a]"], _seenByPlanner[1].SkipLast(1));
    }

    [Fact]
    public async Task ResumeAsync_PlanOfASessionWaitsForApproval_OthersOfTheSessionGoFirst()
    {
        var journal = new InMemoryJournal();
        var waiting = await Agent(journal, requireApproval: true).RunAsync(new PlanRequest { Goal = "slow goal", SessionId = "s" }, Token);
        await Agent(journal).RunAsync(new PlanRequest { Goal = "quick goal", SessionId = "s" }, Token);

        await Agent(journal, requireApproval: true).ResumeAsync(waiting.RunId, [waiting.Pending[0].Approve()], cancellationToken: Token);

        Assert.Equal(["quick goal", "All is done. [a]", "slow goal", "All is done. [a]"], (await journal.Sessions.LoadAsync("s", Token)).Messages.Select(m => m.Text));
    }

    private PlanAndExecuteAgent Agent(IRunJournal? journal = null, bool requireApproval = false)
    {
        var model = By(messages =>
        {
            var asked = messages.Last(m => m.Role == ChatRole.User).Text;
            if (asked.StartsWith("Make a plan", StringComparison.Ordinal))
            {
                _seenByPlanner.Add([.. messages.Select(m => m.Text)]);
                return Text("""{"goal":"goal","steps":[{"id":"a","task":"task a"}]}""");
            }
            if (asked.StartsWith("Answer with what", StringComparison.Ordinal))
                return Text("""{"claims":[{"text":"All is done.","steps":["a"]}]}""");
            return messages[^1].Role == ChatRole.Tool ? Text("done") : Call("look");
        });
        var look = Tool.Create((ToolContext context) => { _context = context; return "x"; }, "look", effect: ToolEffect.Pure);
        return new PlanAndExecuteAgent(model, new PlanAndExecuteOptions { Executors = [model.Named("clerk", look)], Journal = journal, RequireApproval = requireApproval });
    }
}
