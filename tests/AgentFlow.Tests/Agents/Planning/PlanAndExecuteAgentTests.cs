using AgentFlow.Agents.Planning;
using AgentFlow.Runs;
using AgentFlow.Tools;
using static AgentFlow.Tests.Agents.AgentTestExtensions;
using static AgentFlow.Tests.Agents.Planning.PlanModel;

namespace AgentFlow.Tests.Agents.Planning;

public sealed class PlanAndExecuteAgentTests
{
    [Fact]
    public async Task RunAsync_PlanWithDependencies_RunsEachStepOnceInOrderAndClaimsNameTheirSteps()
    {
        var model = new PlanModel { Answer = """{"claims":[{"text":"First.","steps":["a"]},{"text":"Second.","steps":["b","c"]}]}""" }
            .Plans(Plan(("c", ["a", "b"]), ("a", []), ("b", ["a"])));

        var result = await model.Agent().RunAsync("the goal", Token);

        Assert.Equal("First. [a]\n\nSecond. [b, c]", result.Text);
        Assert.Equal(RunOutcome.Answered, result.Outcome);
        Assert.Equal(["task a", "task b", "task c"], model.Tasks);
        Assert.Equal(["a"], result.State.Plan!.Claims[0].Steps);
    }

    [Fact]
    public async Task RunAsync_StepWithDependencies_IsShownTheirResultsAndNoOthers()
    {
        var model = new PlanModel().Plans(Plan(("a", []), ("b", []), ("c", ["a"])));

        await model.Agent().RunAsync("the goal", Token);

        var prompt = model.Prompts.Single(p => p.Contains("Your step: task c", StringComparison.Ordinal));
        Assert.Contains("[a] task a\nresult of task a", prompt, StringComparison.Ordinal);
        Assert.DoesNotContain("result of task b", prompt, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_IndependentSteps_RunAtTheSameTimeUpToTheBound()
    {
        using var both = new Barrier(2);
        var most = 0;
        var running = 0;
        var model = new PlanModel
        {
            Step = task =>
            {
                most = Math.Max(most, Interlocked.Increment(ref running));
                both.SignalAndWait(Token);
                Interlocked.Decrement(ref running);
                return Text(task);
            },
        }.Plans(Plan(("a", []), ("b", []), ("c", []), ("d", [])));

        var result = await model.Agent(o => o.PlanLimits.MaxParallelSteps = 2).RunAsync("the goal", Token);

        Assert.Equal(RunOutcome.Answered, result.Outcome);
        Assert.Equal(2, most);
    }

    [Fact]
    public async Task RunAsync_OneSlowStep_DelaysOnlyItsDependants()
    {
        using var othersAreDone = new ManualResetEventSlim();
        var model = new PlanModel
        {
            Step = task =>
            {
                if (task == "task slow")
                    othersAreDone.Wait(Token);
                if (task == "task c")
                    othersAreDone.Set();
                return Text(task);
            },
        }.Plans(Plan(("slow", []), ("late", ["slow"]), ("a", []), ("b", ["a"]), ("c", ["b"])));

        await model.Agent(o => o.PlanLimits.MaxParallelSteps = 2).RunAsync("the goal", Token);

        Assert.Equal(["task late"], model.Tasks.Skip(4));
    }

    [Fact]
    public async Task RunAsync_StepNamesAToolOrAnAgent_IsDoneByTheExecutorThatHasOrIsIt()
    {
        var model = new PlanModel().Plans("""{"goal":"g","steps":[{"id":"a","task":"t"},{"id":"b","task":"t","use":"look"},{"id":"c","task":"t","use":"third"}]}""");
        var agent = model.Agent(o =>
        {
            o.Executors.Add(new(model, new() { Name = "second", Tools = [Tool.Create(() => 1, "look", "Looks.")] }));
            o.Executors.Add(new(model, new() { Name = "third" }));
        });

        var events = await agent.StreamAsync("the goal", Token).ToListAsync();

        Assert.Equal(["a worker", "b second", "c third"], events.OfType<PlanStepStarted>().Select(s => $"{s.StepId} {s.Agent}").Order());
        Assert.Contains("- agent second, with look (Looks.)", model.Prompts.First(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_StepSaysWhenItIsDone_WhoeverDoesItIsTold()
    {
        var model = new PlanModel().Plans("""{"goal":"g","steps":[{"id":"a","task":"t","doneWhen":"There is a price."}]}""");

        await model.Agent().RunAsync("the goal", Token);

        Assert.Contains("It is done when: There is a price.", model.Prompts.ElementAt(1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_PromptsOfALibrary_AreTheOnesThatTheModelGets()
    {
        var model = new PlanModel { Answer = "{}" }.Plans(Plan(("a", [])));

        await model.Agent(o => o.Prompts = new PlanPrompts { Make = AgentFlow.Prompts.PromptTemplate.Parse("Make a plan, quickly: {goal}") }).RunAsync("the goal", Token);

        Assert.Equal("Make a plan, quickly: the goal", model.Prompts.First());
    }

    [Theory]
    [InlineData("""{"goal":"g","steps":[]}""", "The plan has no steps.")]
    [InlineData("""{"goal":"g","steps":[{"id":"a","task":"t","dependsOn":["x"]}]}""", "Step 'a' depends on 'x', which is no step of the plan. Steps: a.")]
    [InlineData("""{"goal":"g","steps":[{"id":"a","task":"t","dependsOn":["b"]},{"id":"b","task":"t","dependsOn":["a"]}]}""", "a -> b -> a")]
    [InlineData("""{"goal":"g","steps":[{"id":"a","task":"t","dependsOn":["a"]}]}""", "a -> a")]
    [InlineData("""{"goal":"g","steps":[{"id":"a","task":"t"},{"id":"a","task":"t"}]}""", "Several steps have the id 'a'.")]
    [InlineData("""{"goal":"g","steps":[{"id":"a/b","task":"t"}]}""", "The id 'a/b' cannot be used.")]
    [InlineData("""{"goal":"g","steps":[{"id":"a","task":" "}]}""", "Step 'a' has no task.")]
    [InlineData("""{"goal":"g","steps":[{"id":"a","task":"t","use":"nobody"}]}""", "neither an agent nor a tool. There are: worker.")]
    [InlineData("""{"goal":"g","steps":[{"id":"a","task":"t","outputSchema":{"type":"string"}}]}""", "The outputSchema of step 'a' cannot be used.")]
    [InlineData("""{"goal":"g","steps":[{"id":"a","task":"t"},{"id":"b","task":"t"},{"id":"c","task":"t"},{"id":"d","task":"t"}]}""", "The plan has 4 steps; at most 3 are allowed.")]
    public async Task RunAsync_InvalidPlan_GoesBackToThePlannerWithAPreciseError(string plan, string error)
    {
        var model = new PlanModel().Plans(plan, Plan(("a", [])));

        var result = await model.Agent(o => o.PlanLimits.MaxSteps = 3).RunAsync("the goal", Token);

        Assert.Contains(error, model.Prompts.ElementAt(1), StringComparison.Ordinal);
        Assert.Equal(["a Done"], result.Phases());
    }

    [Fact]
    public async Task RunAsync_PlannerNeverGivesAValidPlan_EndsBoundedAndSaysWhatWasWrong()
    {
        var model = new PlanModel().Plans(Plan(), Plan());

        var result = await model.Agent(o => o.PlanLimits.MaxPlanRetries = 1).RunAsync("the goal", Token);

        Assert.Equal(RunOutcome.InvalidOutput, result.Outcome);
        Assert.Contains("The plan has no steps.", result.Text, StringComparison.Ordinal);
        Assert.Equal(2, model.Prompts.Count);
    }

    [Fact]
    public async Task RunAsync_StepsAreChildRuns_WithIdsOfTheirOwnInTheSameJournal()
    {
        var model = new PlanModel { Step = task => task == "task a" ? Call("look") : Text(task) }.Plans(Plan(("a", []), ("b", ["a"])));
        var agent = model.Agent(null, Tool.Create(() => "seen", "look", effect: ToolEffect.Pure));

        var result = await agent.RunAsync(new PlanRequest { Goal = "the goal", RunId = "r1" }, Token);

        var child = Assert.IsType<RunStarted>((await agent.Journal.ReadAsync("r1.a.1", Token).ToListAsync())[0]);
        Assert.Equal("r1", child.ParentRunId);
        Assert.Equal("result of task a with seen", result.State.Plan!.Find("a")!.Result);
        Assert.Equal(1, result.State.ToolCalls);
        Assert.Equal(50, result.State.Tokens);
    }

    [Fact]
    public async Task StreamAsync_SameEngine_YieldsWhatRunAsyncJournals()
    {
        var model = new PlanModel().Plans(Plan(("a", []), ("b", ["a"])), Plan(("a", []), ("b", ["a"])));
        var agent = model.Agent();
        var run = await agent.RunAsync("the goal", Token);

        var streamed = await agent.StreamAsync("the goal", Token).ToListAsync();

        var journaled = await agent.Journal.ReadAsync(run.RunId, Token).ToListAsync();
        Assert.Equal(journaled.Select(e => e.GetType().Name), streamed.Select(e => e.GetType().Name));
        Assert.Equal(
            ["RunStarted", "PlanMade", "PlanStepStarted", "PlanStepCompleted", "PlanStepStarted", "PlanStepCompleted", "PlanSynthesized", "RunCompleted"],
            streamed.Select(e => e.GetType().Name));
    }

    [Fact]
    public async Task RunAsync_LongResult_IsCutForDependantsWhoCanReadOn()
    {
        var model = new PlanModel
        {
            Step = task => task == "task a" ? Text(new string('x', 150) + "END")
                : new(new Microsoft.Extensions.AI.ChatMessage(Microsoft.Extensions.AI.ChatRole.Assistant, [new Microsoft.Extensions.AI.FunctionCallContent("c1", "read_step_result", new Dictionary<string, object?> { ["step"] = "a", ["start"] = 100 })])),
        }.Plans(Plan(("a", []), ("b", ["a"])));

        var result = await model.Agent(o => o.PlanLimits.MaxResultLength = 100).RunAsync("the goal", Token);

        Assert.Contains("[Cut after 100 of 153 characters.", model.Prompts.Single(p => p.Contains("Your step: task b", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.EndsWith("xxxEND", result.State.Plan!.Find("b")!.Result, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_ClaimsWithoutSources_AreSentBackAndAtLastTheResultsStandForThemselves()
    {
        var model = new PlanModel { Answer = """{"claims":[{"text":"Trust me.","steps":["z"]}]}""" }.Plans(Plan(("a", [])));

        var result = await model.Agent(o => o.PlanLimits.MaxPlanRetries = 1).RunAsync("the goal", Token);

        Assert.Contains("Finished steps: a.", model.Prompts.Last(), StringComparison.Ordinal);
        Assert.Equal(RunOutcome.InvalidOutput, result.Outcome);
        Assert.Equal("[a] task a\nresult of task a", result.Text);
    }

    [Fact]
    public async Task RunAsync_StepNamesASchema_ItsResultIsHeldToIt()
    {
        var answers = new Queue<string>(["none", """{"price":12}"""]);
        var model = new PlanModel { Step = _ => Text(answers.Dequeue()) }
            .Plans("""{"goal":"g","steps":[{"id":"a","task":"t","outputSchema":{"type":"object","properties":{"price":{"type":"number"}},"required":["price"]}}]}""");

        var result = await model.Agent().RunAsync("the goal", Token);

        Assert.Equal("""{"price":12}""", result.State.Plan!.Find("a")!.Result);
    }

    [Fact]
    public void Constructor_BadOptions_ReportsAllProblemsTogether()
    {
        var error = Assert.Throws<ArgumentException>(() => new PlanAndExecuteAgent(new PlanModel(), new PlanAndExecuteOptions { Name = " ", PlanLimits = new() { MaxSteps = 0 } }));

        Assert.Contains("Name must not be empty. Executors is empty; at least one agent is needed to do the steps. PlanLimits.MaxSteps is '0'", error.Message, StringComparison.Ordinal);
    }
}
