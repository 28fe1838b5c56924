using System.Collections.Concurrent;
using AgentFlow.Agents.Planning;
using AgentFlow.Runs;
using AgentFlow.Tools;
using static AgentFlow.Tests.Agents.AgentTestExtensions;
using static AgentFlow.Tests.Agents.Planning.PlanModel;

namespace AgentFlow.Tests.Agents.Planning;

public sealed class PlanResumeTests
{
    [Fact]
    public async Task ResumeAsync_StoppedAfterEveryAppend_FinishedStepsAreNotRunAgainAndEveryEffectHappensOnce()
    {
        var points = 0;
        for (var appends = 1; ; appends++)
        {
            var memory = new InMemoryJournal();
            var effects = new ConcurrentBag<string>();
            var first = new StoppingJournal(memory, appends);
            if (await StopAsync(first, effects))
                break;
            points++;
            var done = await FinishedAsync(memory);
            var model = Model();

            var result = await Agent(model, memory, effects).ResumeAsync("r1", cancellationToken: Token);

            Assert.Equal(RunOutcome.Answered, result.Outcome);
            Assert.Equal(["a Done", "c Done", "d Done"], result.Phases());
            Assert.Equal(["r1.a", "r1.c", "r1.d"], effects.Distinct().Select(e => e[..e.IndexOf('.', 3)]).Order());
            Assert.DoesNotContain(model.Tasks, done.Contains);
        }
        Assert.True(points > 20, $"The run was stopped at {points} places only.");
    }

    [Fact]
    public async Task ResumeAsync_DecisionJournaledAndNotYetTaken_IsTakenOnceAfterTheCrash()
    {
        for (var appends = 1; appends <= 12; appends++)
        {
            var memory = new InMemoryJournal();
            var paid = 0;
            PlanModel Payer() => new PlanModel { Step = _ => Call("pay") }.Plans(Plan(("a", [])));
            PlanAndExecuteAgent With(IRunJournal journal) => Payer().Agent(o => o.Journal = journal, Tool.Create((ToolContext c) => ++paid, "pay", effect: ToolEffect.Keyed).WithApproval());
            var waiting = await With(memory).RunAsync(new PlanRequest { Goal = "the goal", RunId = "r1" }, Token);
            var stopping = new StoppingJournal(memory, appends);
            await Record.ExceptionAsync(() => With(stopping).ResumeAsync("r1", [waiting.Pending[0].Approve()], cancellationToken: Token));

            var result = await With(memory).ResumeAsync("r1", cancellationToken: Token);

            Assert.Equal(RunStatus.Completed, result.Status);
            Assert.InRange(paid, 1, 2); // Keyed: cut off before its end was journaled, it runs again with the same key.
        }
    }

    [Fact]
    public async Task StreamAsync_LeftEarly_StopsItsStepsAndCanBeResumed()
    {
        var model = new PlanModel().Plans(Plan(("a", []), ("b", ["a"])));
        var agent = model.Agent();
        await foreach (var e in agent.StreamAsync(new PlanRequest { Goal = "the goal", RunId = "r1" }, Token))
        {
            if (e is PlanStepCompleted)
                break;
        }

        var result = await agent.ResumeAsync("r1", cancellationToken: Token);

        Assert.Equal(["a Done", "b Done"], result.Phases());
        Assert.Single(model.Tasks, "task a");
    }

    [Fact]
    public async Task StreamResumeAsync_PlannerWasDown_GoesOnFromTheFailure()
    {
        var agent = new PlanModel().Agent();
        await Assert.ThrowsAsync<InvalidOperationException>(() => agent.RunAsync(new PlanRequest { Goal = "the goal", RunId = "r1" }, Token));
        var failed = await agent.LoadAsync("r1", Token);
        var again = new PlanModel().Plans(Plan(("a", []))).Agent(o => o.Journal = agent.Journal);

        var events = await again.StreamResumeAsync("r1", cancellationToken: Token).ToListAsync();

        Assert.Equal(RunStatus.Failed, failed.Status);
        Assert.IsType<RunResumed>(events[0]);
        Assert.IsType<RunCompleted>(events[^1]);
    }

    [Fact]
    public async Task ResumeAsync_CompletedRun_ReturnsItsAnswer()
    {
        var model = new PlanModel().Plans(Plan(("a", [])));
        var agent = model.Agent();
        var run = await agent.RunAsync("the goal", Token);

        var again = await agent.ResumeAsync(run.RunId, cancellationToken: Token);

        Assert.Equal(run.Text, again.Text);
        Assert.Equal(run.State.Version, again.State.Version);
    }

    [Fact]
    public async Task ResumeAsync_ByAnAgentThatDoesNotPlan_SaysWhoseRunItIs()
    {
        var model = new PlanModel().Plans(Plan(("a", [])));
        var planner = model.Agent();
        var run = await planner.RunAsync("the goal", Token);

        var error = await Assert.ThrowsAsync<ArgumentException>(() => new AgentFlow.Agents.Agent(model, new() { Journal = planner.Journal }).ResumeAsync(run.RunId, cancellationToken: Token));

        Assert.Contains("plan-and-execute agent 'plan-and-execute'", error.Message, StringComparison.Ordinal);
    }

    /// <summary>A plan whose step b fails, so that the run is replanned; every other step has an effect outside.</summary>
    private static PlanModel Model() => new PlanModel { Step = task => task == "task b" ? Text("CANNOT: no") : Call("act") }
        .Plans(Plan(("a", []), ("b", []), ("c", ["a"])))
        .Edits("""{"drop":["b"],"add":[{"id":"d","task":"task d","dependsOn":["a"]}]}""");

    private static PlanAndExecuteAgent Agent(PlanModel model, IRunJournal journal, ConcurrentBag<string> effects) => model.Agent(
        o =>
        {
            o.Journal = journal;
            o.PlanLimits.MaxStepRetries = 0;
        },
        Tool.Create((ToolContext c) => effects.Add(c.IdempotencyKey), "act", effect: ToolEffect.Keyed));

    /// <summary>True when the run came to its end before it was stopped.</summary>
    private static async Task<bool> StopAsync(StoppingJournal journal, ConcurrentBag<string> effects)
    {
        var error = await Record.ExceptionAsync(() => Agent(Model(), journal, effects).RunAsync(new PlanRequest { Goal = "the goal", RunId = "r1" }, Token));
        Assert.Equal(journal.HasStopped, error is not null);
        return !journal.HasStopped;
    }

    /// <summary>The tasks of the steps that the journal has as finished, in the run of the plan or in their own.</summary>
    private static async Task<List<string>> FinishedAsync(InMemoryJournal journal)
    {
        List<string> finished = [];
        await foreach (var run in journal.ListAsync(new RunQuery { Status = RunStatus.Completed }, Token))
            finished.Add($"task {run.RunId.Split('.')[1]}");
        return finished;
    }
}
