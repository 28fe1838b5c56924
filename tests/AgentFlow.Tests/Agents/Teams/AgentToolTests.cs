using AgentFlow.Agents;
using AgentFlow.Agents.Teams;
using AgentFlow.Prompts;
using AgentFlow.Runs;
using AgentFlow.Testing;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;
using static AgentFlow.Tests.Agents.AgentTestExtensions;
using static AgentFlow.Tests.Agents.Teams.TeamTestExtensions;

namespace AgentFlow.Tests.Agents.Teams;

public sealed class AgentToolTests
{
    [Fact]
    public async Task RunAsync_AgentAsTool_IsAChildRunThatSeesItsTaskOnly()
    {
        var clerk = new ScriptedChatClient().Says("It is 20 degrees.");
        var boss = new ScriptedChatClient().Calls("clerk", """{"task":"Weather in Rome?"}""").Says("Warm.");
        var agent = boss.Named("boss", clerk.Named("clerk").AsTool(null, "Looks things up."));

        var result = await agent.RunAsync(Ask("How is Rome?"), Token);

        Assert.Equal("Warm.", result.Text);
        Assert.Equal(["Weather in Rome?"], clerk.Requests[0].Texts());
        Assert.Equal("It is 20 degrees.", boss.Requests[1].Messages[^1].Contents.OfType<FunctionResultContent>().Single().Result);
        var child = (await agent.EventsAsync("r1.0.call_1")).Single<RunStarted>();
        Assert.Equal(("boss/clerk", "r1"), (child.Agent, child.ParentRunId));
        Assert.Equal("r1.0.call_1", (await agent.EventsAsync("r1")).Single<ToolStarted>().ChildRunId);
    }

    [Fact]
    public async Task RunAsync_AgentAsTool_ActsForTheSameUserAndCountsInTheParent()
    {
        ToolContext? seen = null;
        var clerk = new ScriptedChatClient().Calls("look").Says("Found.");
        var look = Tool.Create((ToolContext c) => { seen = c; return "x"; }, "look");
        var agent = new ScriptedChatClient().Calls("clerk", """{"task":"Look."}""").Says("Done.").Named("boss", clerk.Named("clerk", look).AsTool(null, "Looks."));

        var result = await agent.RunAsync(new RunRequest { Messages = [new(ChatRole.User, "Go.")], SessionId = "s", User = "ada", Tenant = "acme" }, Token);

        Assert.Equal(("ada", "acme", null), (seen!.User, seen.Tenant, seen.SessionId));
        Assert.Equal(60, result.State.Tokens);
        Assert.Equal(2, result.State.ToolCalls);
        Assert.Equal(30, result.State.Tokens - (await agent.LoadAsync(seen.RunId, Token)).Tokens);
    }

    [Fact]
    public async Task RunAsync_CallIdsThatDifferInADotOnly_AreTwoChildRuns()
    {
        var clerk = new ScriptedChatClient().Says("one").Says("two");
        var boss = new ScriptedChatClient().CallsAll(("clerk", """{"task":"x"}""", "a/b"), ("clerk", """{"task":"y"}""", "a.b")).Says("Done.");
        var agent = boss.Named("boss", clerk.Named("clerk").AsTool(null, "Looks things up."));

        await agent.RunAsync(Ask("Go."), Token);

        Assert.Equal(["r1.0.a..b", "r1.0.a.b"], (await agent.EventsAsync("r1")).OfType<ToolStarted>().Select(s => s.ChildRunId).Order(StringComparer.Ordinal));
        Assert.Equal(2, clerk.Requests.Count);
    }

    [Fact]
    public async Task RunAsync_TokensOfTheParentAreUsedUp_TheChildStopsAndTheParentConcludes()
    {
        var deepest = By(m => Call("again", $$"""{"n":{{m.Count}}}""")).Named("deepest", Tool.Create((int n) => n, "again"));
        var middle = By(m => m[^1].Role == ChatRole.Tool ? Text("middle done") : Call("deepest", """{"task":"x"}""")).Named("middle", deepest.AsTool(null, "Goes on for ever."));
        var top = new Agent(By(m => m[^1].Role == ChatRole.Tool ? Text("top done") : Call("middle", """{"task":"x"}""")), new AgentOptions
        {
            Name = "top",
            Tools = [middle.AsTool(null, "Asks the deepest.")],
            Limits = { MaxTokens = 100 },
        });

        var result = await top.RunAsync(Ask("Go."), Token);

        Assert.Equal(RunOutcome.TokenBudget, result.Outcome);
        // Each level may go over by the answer that it is in and the one that concludes.
        Assert.InRange(result.State.Tokens, 100, 130);
        var leaf = await top.LoadAsync("r1.0.c1.0.c1", Token);
        Assert.Equal(RunOutcome.TokenBudget, leaf.Completed!.Outcome);
        Assert.Equal(90, leaf.Tokens); // 80 of the 100 that the levels above have left it, and its conclusion.
    }

    [Fact]
    public async Task RunAsync_CallsOfTheParentAreUsedUp_TheChildrenGetNoMoreThanWhatIsLeftBetweenThem()
    {
        var calls = 0;
        Agent Worker(string name) => By(m => Call("act", $$"""{"n":{{m.Count}}}""")).Named(name, Tool.Create((int n) => Interlocked.Increment(ref calls), "act"));
        var top = new Agent(
            new ScriptedChatClient().CallsAll(("a", """{"task":"x"}""", "1"), ("b", """{"task":"x"}""", "2")).Says("Done."),
            new AgentOptions { Tools = [Worker("a").AsTool(null, "A."), Worker("b").AsTool(null, "B.")], Limits = { MaxToolCalls = 12 } });

        var result = await top.RunAsync("Go.", cancellationToken: Token);

        Assert.Equal(10, calls);
        Assert.Equal(RunOutcome.CallBudget, result.Outcome);
        Assert.Equal(12, result.State.ToolCalls);
    }

    [Fact]
    public async Task RunAsync_NoTokensLeftForAChild_ItIsNotBegunAndTheModelIsTold()
    {
        var model = new ScriptedChatClient().Calls("clerk", """{"task":"x"}""").Says("Then not.");
        var agent = new Agent(model, new AgentOptions { Tools = [new ScriptedChatClient().Named("clerk").AsTool(null, "Looks.")], Limits = { MaxTokens = 15 } });

        var result = await agent.RunAsync(Ask("Go."), Token);

        Assert.Equal(RunOutcome.TokenBudget, result.Outcome);
        Assert.Contains("token budget", (await agent.EventsAsync("r1")).Single<ToolCompleted>().Result, StringComparison.Ordinal);
        Assert.Empty(await agent.EventsAsync("r1.0.call_1"));
    }

    [Fact]
    public async Task RunAsync_TimeOfTheParent_IsTheChildsAndItConcludesWithinIt()
    {
        var time = new ManualTimeProvider();
        async IAsyncEnumerable<ChatResponseUpdate> For(TimeSpan duration, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken token)
        {
            time.Advance(duration);
            await Task.Yield();
            token.ThrowIfCancellationRequested();
            yield return new ChatResponseUpdate(ChatRole.Assistant, [ScriptedChatClient.Call("act", $$"""{"n":{{time.GetUtcNow().Ticks}}}""", "c")]);
        }
        var clerk = new ScriptedChatClient();
        for (var i = 0; i < 5; i++)
            clerk.Then((_, token) => For(TimeSpan.FromSeconds(10), token));
        clerk.Says("As far as I came.");
        var child = new Agent(clerk, new AgentOptions { Name = "clerk", Tools = [Tool.Create((long n) => n, "act")], TimeProvider = time });
        var agent = new Agent(new ScriptedChatClient().Calls("clerk", """{"task":"x"}""").Says("Done."), new AgentOptions
        {
            Tools = [child.AsTool(null, "Slow.")],
            TimeProvider = time,
            Limits = { MaxDuration = TimeSpan.FromSeconds(60) },
        });

        var result = await agent.RunAsync(Ask("Go."), Token);

        Assert.Equal(RunOutcome.TimeBudget, (await agent.LoadAsync("r1.0.call_1", Token)).Completed!.Outcome);
        Assert.Equal("As far as I came.", (await agent.EventsAsync("r1")).Single<ToolCompleted>().Result);
        Assert.Equal(RunStatus.Completed, result.Status);
    }

    [Fact]
    public async Task RunAsync_ChildDoesNotHeedTheTimeOfTheParent_ItIsCutOffAndItsCostCounts()
    {
        var time = new ManualTimeProvider();
        async IAsyncEnumerable<ChatResponseUpdate> Hang()
        {
            await Task.Yield();
            time.Advance(TimeSpan.FromMinutes(2));
            await new TaskCompletionSource().Task;
            yield break;
        }
        var model = new ScriptedChatClient().Calls("look").Then((_, _) => Hang());
        var child = new Agent(model, new AgentOptions { Name = "clerk", Tools = [Tool.Create(() => 1, "look")], TimeProvider = time });
        var agent = new Agent(new ScriptedChatClient().Calls("clerk", """{"task":"x"}""").Says("Too slow."), new AgentOptions
        {
            Tools = [child.AsTool(null, "Slow.")],
            TimeProvider = time,
            Limits = { MaxDuration = TimeSpan.FromSeconds(60) },
        });

        var result = await agent.RunAsync(Ask("Go."), Token);

        Assert.Equal((RunOutcome.TimeBudget, 45L), (result.Outcome!.Value, result.State.Tokens));
        Assert.Equal((ToolOutcome.TimedOut, 15L), ((await agent.EventsAsync("r1")).Single<ToolCompleted>().Outcome, (await agent.EventsAsync("r1")).Single<ToolCompleted>().Tokens));
    }

    [Fact]
    public async Task RunAsync_ChildTakesLongerThanATool_IsNotCutOff()
    {
        var time = new ManualTimeProvider();
        var child = new Agent(By(_ => { time.Advance(TimeSpan.FromMinutes(5)); return Text("late"); }), new AgentOptions { Name = "clerk", TimeProvider = time });
        var agent = new Agent(new ScriptedChatClient().Calls("clerk", """{"task":"x"}""").Says("Done."), new AgentOptions { Tools = [child.AsTool(null, "Slow.")], TimeProvider = time });

        await agent.RunAsync(Ask("Go."), Token);

        Assert.Equal("late", (await agent.EventsAsync("r1")).Single<ToolCompleted>().Result);
    }

    [Fact]
    public async Task RunAsync_ChildFails_TheParentsModelHearsOfItAndTheCostCounts()
    {
        var clerk = new ScriptedChatClient().Calls("look").Throws(new HttpRequestException("down"));
        var agent = new ScriptedChatClient().Calls("clerk", """{"task":"x"}""").Says("It is down.").Named("boss", clerk.Named("clerk", Tool.Create(() => 1, "look")).AsTool(null, "Looks."));

        var result = await agent.RunAsync(Ask("Go."), Token);

        Assert.Equal("It is down.", result.Text);
        var completed = (await agent.EventsAsync("r1")).Single<ToolCompleted>();
        Assert.Equal((ToolOutcome.Failed, 15L, 1), (completed.Outcome, completed.Tokens, completed.ToolCalls));
        Assert.Equal(RunStatus.Failed, (await agent.LoadAsync("r1.0.call_1", Token)).Status);
    }

    [Fact]
    public async Task RunAsync_Cancelled_TheChildStopsAndGoesOnWithTheParent()
    {
        using var source = new CancellationTokenSource();
        var asked = 0;
        var clerk = By(_ => ++asked == 1 ? throw Cancelled(source) : Text("found"));
        var agent = By(m => m[^1].Role == ChatRole.Tool ? Text("done") : Call("clerk", """{"task":"x"}""")).Named("boss", clerk.Named("clerk").AsTool(null, "Looks."));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => agent.RunAsync(Ask("Go."), source.Token));
        var result = await agent.ResumeAsync("r1", cancellationToken: Token);

        Assert.Equal("done", result.Text);
        Assert.Equal(2, asked);
        Assert.Single(await agent.EventsAsync("r1.0.c1"), e => e is RunStarted);
        Assert.Single(await agent.EventsAsync("r1.0.c1"), e => e is RunResumed);
    }

    [Fact]
    public async Task StreamAsync_ShowEvents_TheListenerSeesEveryDepthAndTheJournalNothingOfIt()
    {
        var options = new AgentToolOptions { ShowEvents = true };
        var deepest = new ScriptedChatClient().Says("deep answer").Named("deepest");
        var middle = new ScriptedChatClient().Calls("deepest", """{"task":"x"}""").Says("middle answer").Named("middle", deepest.AsTool(null, "Deep.", options));
        var top = new ScriptedChatClient().Calls("middle", """{"task":"x"}""").Says("top answer").Named("top", middle.AsTool(null, "Middle.", options));

        var events = await top.StreamAsync(Ask("Go."), Token).ToListAsync();

        var shown = events.OfType<ChildEvent>().ToList();
        Assert.Equal(["r1.0.call_1", "r1.0.call_1.0.call_1"], shown.Select(e => e.RunId).Distinct().Order());
        Assert.Equal("deep answer", string.Concat(shown.Where(e => e.Agent == "top/middle/deepest").Select(e => e.Event).OfType<TextDelta>().Select(d => d.Text)));
        Assert.DoesNotContain(shown, e => e.Event is ChildEvent);
        Assert.Equal(await top.EventsAsync("r1"), events.Where(e => e is not (ChildEvent or TextDelta)));
    }

    [Fact]
    public async Task StreamAsync_ShowEventsNotAskedFor_ShowsTheParentsOnly()
    {
        var clerk = new ScriptedChatClient().Says("found");
        var agent = new ScriptedChatClient().Calls("clerk", """{"task":"x"}""").Says("done").Named("boss", clerk.Named("clerk").AsTool(null, "Looks."));

        var events = await agent.StreamAsync("Go.", cancellationToken: Token).ToListAsync();

        Assert.DoesNotContain(events, e => e is ChildEvent);
    }

    [Fact]
    public async Task InvokeAsync_ByNoAgent_RunsAlone()
    {
        var tool = new ScriptedChatClient().Says("found").Named("clerk").AsTool("look", "Looks.");

        var result = await tool.InvokeAsync(new AIFunctionArguments { ["task"] = "x" }, Token);

        Assert.Equal("found", result);
    }

    [Theory]
    [InlineData("back office!", "back_office_")]
    [InlineData("clerk-2", "clerk-2")]
    public void AsTool_Name_IsOneThatProvidersTake(string name, string expected)
    {
        var agent = new ScriptedChatClient().Named(name);

        Assert.Equal(expected, agent.AsTool(null, "Looks.").Name);
        Assert.Equal(expected, agent.AsTool(name, "Looks.").Name);
    }

    [Fact]
    public void AsTool_PlaceholderThatIsNotGiven_Throws()
    {
        var options = new AgentToolOptions { Prompts = new TeamPrompts { TaskParameter = PromptTemplate.Parse("{x}") } };

        var error = Assert.Throws<ArgumentException>(() => new ScriptedChatClient().Named("a").AsTool(null, "Looks.", options));

        Assert.Contains("team.task-parameter", error.Message, StringComparison.Ordinal);
    }

    private static OperationCanceledException Cancelled(CancellationTokenSource source)
    {
        source.Cancel();
        return new OperationCanceledException(source.Token);
    }
}
