using AgentFlow.Agents;
using AgentFlow.Agents.Planning;
using AgentFlow.Runs;
using AgentFlow.Testing;
using AgentFlow.Tools;
using static AgentFlow.Tests.Agents.AgentTestExtensions;
using static AgentFlow.Tests.Agents.Planning.PlanModel;

namespace AgentFlow.Tests.Agents.Planning;

public sealed class PlanFailureTests
{
    [Fact]
    public async Task RunAsync_StepFailsOnce_IsTriedAgainAndToldWhy()
    {
        var tries = 0;
        var model = new PlanModel { Step = task => ++tries == 1 ? Text("CANNOT: no seats") : Text("fine") }.Plans(Plan(("a", [])));

        var result = await model.Agent().RunAsync("the goal", Token);

        Assert.Equal(RunOutcome.Answered, result.Outcome);
        Assert.Contains("An earlier try failed: no seats", model.Prompts.ElementAt(2), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_StepThrows_GoesOnInTheSameChildRunSoThatNoToolRunsTwice()
    {
        var calls = 0;
        var throws = 1;
        var model = new FailingOnResults(() => throws-- > 0, new PlanModel { Step = _ => Call("send") }.Plans(Plan(("a", []))));
        var worker = new Agent(model, new AgentOptions { Name = "worker", Tools = [Tool.Create(() => ++calls, "send")] });
        var agent = new PlanAndExecuteAgent(model, new PlanAndExecuteOptions { Executors = [worker] });

        var result = await agent.RunAsync("the goal", Token);

        Assert.Equal(["a Done"], result.Phases());
        Assert.Equal(1, calls);
        Assert.Equal(40, result.State.Tokens);
    }

    [Fact]
    public async Task RunAsync_StepKeepsFailing_ReplannerSeesDoneFailedAndWhyAndFinishedStepsAreNotRedone()
    {
        var model = new PlanModel { Step = task => task == "task b" ? Text("CANNOT: the road is closed") : Text($"result of {task}") }
            .Plans(Plan(("a", []), ("b", ["a"]), ("c", ["b"])))
            .Edits("""{"drop":["b"],"change":[{"id":"c","task":"task c2","dependsOn":["d"]}],"add":[{"id":"d","task":"task d","dependsOn":["a"]}]}""");

        var result = await model.Agent().RunAsync("the goal", Token);

        var prompt = model.Prompts.Single(p => p.StartsWith("Some steps", StringComparison.Ordinal));
        Assert.Contains("[a] task a\nresult of task a", prompt, StringComparison.Ordinal);
        Assert.Contains("[b] task b\nFailed: the road is closed", prompt, StringComparison.Ordinal);
        Assert.Equal(["a Done", "c Done", "d Done"], result.Phases());
        Assert.Equal(["task a", "task b", "task b", "task d", "task c2"], model.Tasks);
    }

    [Theory]
    [InlineData("""{"drop":["a","b"]}""", "Step 'a' is finished and stays as it is.")]
    [InlineData("""{"change":[{"id":"z","task":"t"}]}""", "There is no unfinished step 'z' to drop or change. Unfinished steps: b.")]
    [InlineData("""{"add":[{"id":"c","task":"t"}]}""", "Step 'b' has failed. Drop it or change it.")]
    [InlineData("""{"drop":["b"],"add":[{"id":"a","task":"t"}]}""", "There is a step 'a' already.")]
    [InlineData("""{"change":[{"id":"b","task":"t","dependsOn":["q"]}]}""", "Step 'b' depends on 'q'")]
    public async Task RunAsync_InvalidEdit_GoesBackToTheReplanner(string edit, string error)
    {
        var model = new PlanModel { Step = task => task == "task b" ? Text("CANNOT: no") : Text("fine") }
            .Plans(Plan(("a", []), ("b", ["a"])))
            .Edits(edit, """{"drop":["b"]}""");

        var result = await model.Agent().RunAsync("the goal", Token);

        Assert.Contains(model.Prompts, p => p.Contains(error, StringComparison.Ordinal));
        Assert.Equal(["a Done"], result.Phases());
    }

    [Fact]
    public async Task RunAsync_NoProgressAfterSomeReplans_StopsAndAnswersWithWhatIsKnown()
    {
        var model = new PlanModel { Step = task => task == "task a" ? Text("fine") : Text("CANNOT: no") }
            .Plans(Plan(("a", []), ("b", [])))
            .Edits("""{"change":[{"id":"b","task":"try 2"}]}""", """{"change":[{"id":"b","task":"try 3"}]}""");

        var result = await model.Agent(o => o.PlanLimits.MaxStepRetries = 0).RunAsync("the goal", Token);

        Assert.Equal(RunOutcome.NoProgress, result.Outcome);
        Assert.Equal("All is done. [a]", result.Text);
        Assert.Equal(["a Done", "b Failed"], result.Phases());
        Assert.Contains("[b] try 3\nFailed: no", model.Prompts.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_NothingDone_SaysSoWithoutAskingTheModel()
    {
        var model = new PlanModel { Step = _ => Text("CANNOT: no") }.Plans(Plan(("a", [])));

        var result = await model.Agent(o => o.PlanLimits.MaxReplansWithoutProgress = 0).RunAsync("the goal", Token);

        Assert.Equal(RunOutcome.NoProgress, result.Outcome);
        Assert.Contains("Failed: no", result.Text, StringComparison.Ordinal);
        Assert.Equal(0, model.SynthesisCalls);
    }

    [Fact]
    public async Task RunAsync_TokenBudgetReached_BeginsNoFurtherStepAndAnswersWithWhatIsKnown()
    {
        var model = new PlanModel().Plans(Plan(("a", []), ("b", ["a"])));

        var result = await model.Agent(o => o.Limits.MaxTokens = 20).RunAsync("the goal", Token);

        Assert.Equal(RunOutcome.TokenBudget, result.Outcome);
        Assert.Equal(["task a"], model.Tasks);
        Assert.Contains("It was not begun.", model.Prompts.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_TimeIsUp_NoFurtherStepBeginsAndTheAnswerIsStillMade()
    {
        var clock = new ManualTimeProvider();
        var model = new PlanModel
        {
            Step = task =>
            {
                clock.Advance(task == "task b" ? TimeSpan.FromMinutes(2) : TimeSpan.Zero);
                return Text("fine");
            },
        }.Plans(Plan(("a", []), ("b", ["a"]), ("c", ["b"])));
        var agent = model.Agent(o => (o.TimeProvider, o.Limits.MaxDuration) = (clock, TimeSpan.FromMinutes(1)));

        var result = await agent.RunAsync("the goal", Token);

        Assert.Equal(RunOutcome.TimeBudget, result.Outcome);
        Assert.Equal("All is done. [a]", result.Text);
        Assert.Equal("c Waiting", result.Phases().Last());
    }

    [Fact]
    public async Task RunAsync_Budget_IsSharedOutAmongTheSteps()
    {
        var model = new PlanModel().Plans(Plan(("a", []), ("b", []), ("c", ["a", "b"])));
        var agent = model.Agent(o => (o.Limits.MaxTokens, o.Limits.MaxToolCalls) = (310, 9));

        var result = await agent.RunAsync("the goal", Token);

        var started = (await agent.Journal.ReadAsync(result.RunId, Token).ToListAsync()).OfType<PlanStepStarted>().ToList();
        Assert.Equal([100L, 100L, 280L], started.Select(s => s.Budget.MaxTokens!.Value));
        Assert.Equal([3, 3, 9], started.Select(s => s.Budget.MaxToolCalls!.Value));
    }
}
