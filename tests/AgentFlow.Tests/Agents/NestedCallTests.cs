using System.Text.Json;
using AgentFlow.Agents;
using AgentFlow.Runs;
using AgentFlow.Testing;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;
using static AgentFlow.Tests.Agents.AgentTestExtensions;

namespace AgentFlow.Tests.Agents;

public sealed class NestedCallTests
{
    private readonly List<string> _done = [];
    private readonly InMemoryJournal _journal = new();
    private readonly AIFunction _add;
    private readonly AIFunction _pay;
    private readonly AIFunction _send;

    public NestedCallTests()
    {
        _add = Tool.Create((int a, int b) => Done($"add {a} {b}", a + b), "add", effect: ToolEffect.Pure);
        _pay = Tool.Create((int amount, ToolContext context) => Done($"pay {amount} {context.IdempotencyKey}", $"paid {amount}"), "pay", effect: ToolEffect.Keyed).WithApproval();
        _send = Tool.Create((string to) => Done($"send {to}", new { to }), "send");
    }

    [Fact]
    public async Task CallAsync_Succeeds_ResultIsJsonAndTheEventsAreTheRunsUnderPathIds()
    {
        var agent = Agent(Once("outer"), Outer(async (context, call) =>
        {
            var sum = await call(_add, """{"a":1,"b":2}""");
            var sent = await call(_send, """{"to":"ann"}""");
            return $"{sum.Result} {sent.Result}";
        }));

        var result = await agent.RunAsync(Request(), Token);

        Assert.Equal("""3 {"to":"ann"}""", await OuterResultAsync());
        Assert.Equal(3, result.State.ToolCalls);
        var events = await agent.EventsAsync("r1");
        var started = events.OfType<ToolStarted>().ToList();
        Assert.Equal(["c1", "c1/1", "c1/2"], started.Select(s => s.CallId));
        Assert.Equal([null, "c1", "c1"], started.Select(s => s.ParentCallId));
        Assert.Equal("r1/0/c1/1", started[1].IdempotencyKey);
        Assert.Equal(["c1/1", "c1/2", "c1"], events.OfType<ToolCompleted>().Select(s => s.CallId));
        Assert.Empty(result.State.NestedCalls);
    }

    [Fact]
    public async Task StreamAsync_NestedCalls_AreSeenWithinTheOuterOne()
    {
        var agent = Agent(Once("outer"), Outer(async (_, call) => (await call(_add, """{"a":1,"b":2}""")).Result));

        var events = await agent.StreamAsync(Request(), Token).ToListAsync();

        Assert.Equal(["ToolStarted c1", "ToolStarted c1/1", "ToolCompleted c1/1", "ToolCompleted c1"], events.Where(e => e is ToolStarted or ToolCompleted).Select(e => $"{e.GetType().Name} {(e as ToolStarted)?.CallId ?? ((ToolCompleted)e).CallId}"));
    }

    [Fact]
    public async Task CallAsync_ArgumentsBreakTheSchema_GivesTheMessageThatAModelWouldGet()
    {
        ToolCompleted? refused = null;
        var agent = Agent(Once("outer"), Outer(async (_, call) =>
        {
            refused = await call(_add, """{"a":"x","b":2}""");
            return "ok";
        }));

        await agent.RunAsync(Request(), Token);

        Assert.Equal(ToolOutcome.InvalidArguments, refused!.Outcome);
        Assert.Contains("a", refused.Result, StringComparison.Ordinal);
        Assert.Empty(_done);
    }

    [Fact]
    public async Task CallAsync_AlmostRightArguments_AreRepairedAndReported()
    {
        var agent = Agent(Once("outer"), Outer(async (_, call) => (await call(_add, """{"a":"1","b":2}""")).Result));

        await agent.RunAsync(Request(), Token);

        Assert.NotEmpty((await agent.EventsAsync("r1")).OfType<ToolStarted>().Single(s => s.CallId == "c1/1").Repairs);
    }

    [Theory]
    [InlineData("c1", "c1/1", "c1", "c1_1_1")]
    [InlineData("c1/1", "c1", "c1/1", "c1_1")]
    [InlineData("c1", "c1", "c1", "c1_1")]
    [InlineData("c1~2", "c1\u001b[2K", "c1_2", "c1_[2K")]
    [InlineData("a/b", "a.b", "a/b", "a.b")]
    public async Task RunAsync_ModelGivesIdsThatCollide_EveryCallHasAnIdOfItsOwn(string first, string second, string firstSeen, string secondSeen)
    {
        var model = new ScriptedChatClient().CallsAll(("outer", "{}", first), ("pay", """{"amount":1000}""", second)).Says("Done.");
        var agent = new Agent(model, new AgentOptions { Journal = _journal, Tools = [Outer(async (_, call) => (await call(_pay, """{"amount":1}""")).Result), _pay] });

        var suspended = await agent.RunAsync(Request(), Token);
        await agent.ResumeAsync("r1", [suspended.Pending.Single(p => p.CallId == $"{firstSeen}/1").Approve(), suspended.Pending.Single(p => p.CallId == secondSeen).Deny()], Token);

        Assert.Equal([$"pay 1 r1/0/{firstSeen}/1"], _done);
    }

    [Fact]
    public async Task CallAsync_BeyondTheBudgetOfTheRun_IsRefused()
    {
        var outcomes = new List<ToolOutcome>();
        var agent = Agent(Once("outer"), Outer(async (_, call) =>
        {
            for (var i = 0; i < 3; i++)
                outcomes.Add((await call(_add, $$"""{"a":{{i}},"b":2}""")).Outcome);
            return "ok";
        }), limits: new RunLimits { MaxToolCalls = 3 });

        await agent.RunAsync(Request(), Token);

        Assert.Equal([ToolOutcome.Succeeded, ToolOutcome.Succeeded, ToolOutcome.OverBudget], outcomes);
    }

    [Fact]
    public async Task CallAsync_SameCallManyTimes_IsNotTakenForAModelThatGoesInCircles()
    {
        var agent = Agent(Once("outer"), Outer(async (_, call) =>
        {
            for (var i = 0; i < 10; i++)
                Assert.Equal(ToolOutcome.Succeeded, (await call(_add, """{"a":1,"b":2}""")).Outcome);
            return "ok";
        }));

        await agent.RunAsync(Request(), Token);

        Assert.Equal("ok", await OuterResultAsync());
    }

    [Fact]
    public async Task CallAsync_ToolThrows_IsAnOutcomeAndNotAnException()
    {
        var bad = Tool.Create(string () => throw new ToolException("No such thing."), "bad");
        var agent = Agent(Once("outer"), Outer(async (_, call) => (await call(bad, "{}")) is { Outcome: ToolOutcome.Failed } failed ? failed.Result : "?"));

        await agent.RunAsync(Request(), Token);

        Assert.Equal("Tool 'bad' failed: No such thing.", await OuterResultAsync());
    }

    [Fact]
    public async Task CallAsync_ToolThatIsNotKeyed_IsToldWhatToDeclare()
    {
        var outer = Outer(async (_, call) => (await call(_add, """{"a":1,"b":2}""")).Result, ToolEffect.AtMostOnce);
        var agent = Agent(Once("outer"), outer);

        await agent.RunAsync(Request(), Token);

        Assert.Contains("declare it with WithEffect", (await agent.EventsAsync("r1")).Single<ToolCompleted>().Error, StringComparison.Ordinal);
        Assert.Empty(_done);
    }

    [Fact]
    public async Task CallAsync_NeedsApproval_SuspendsAndGoesOnWithoutRepeatingWhatWasDone()
    {
        var agent = Agent(Once("outer", "Done."), Outer(PayBetweenAsync));

        var suspended = await agent.RunAsync(Request(), Token);
        var pending = Assert.Single(suspended.Pending);
        var result = await agent.ResumeAsync("r1", [pending.Approve()], Token);

        Assert.Equal(RunStatus.Suspended, suspended.Status);
        Assert.Equal(("c1/2", "pay", 5), (pending.CallId, pending.Tool, pending.Arguments.GetProperty("amount").GetInt32()));
        Assert.Equal(ToolCallPhase.AwaitingNested, Assert.Single(suspended.State.Calls).Phase);
        Assert.Equal("Done.", result.Text);
        Assert.Equal(["send ann", "pay 5 r1/0/c1/2", "send bob"], _done);
        Assert.Equal("""{"to":"ann"} "paid 5" {"to":"bob"}""", await OuterResultAsync());
    }

    [Fact]
    public async Task CallAsync_Denied_TheToolIsToldWhy()
    {
        var agent = Agent(Once("outer", "Done."), Outer(PayBetweenAsync));

        var suspended = await agent.RunAsync(Request(), Token);
        await agent.ResumeAsync("r1", [suspended.Pending[0].Deny("Too much.")], Token);

        Assert.Equal(["send ann", "send bob"], _done);
        Assert.Contains("A person did not allow this call of 'pay'. Reason: Too much.", await OuterResultAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CallAsync_SeveralWaitAtOnce_AllAreAskedAndEachDecisionCountsByItself()
    {
        var agent = Agent(Once("outer", "Done."), Outer(async (_, call) =>
        {
            var all = await Task.WhenAll(call(_pay, """{"amount":1}"""), call(_send, """{"to":"ann"}"""), call(_pay, """{"amount":2}"""));
            return string.Join(' ', all.Select(a => a.Result));
        }));

        var suspended = await agent.RunAsync(Request(), Token);
        var half = await agent.ResumeAsync("r1", [suspended.Pending[1].Approve()], Token);
        var whole = await agent.ResumeAsync("r1", [half.Pending[0].Approve()], Token);

        Assert.Equal(["c1/1", "c1/3"], suspended.Pending.Select(p => p.CallId));
        Assert.Equal("c1/1", Assert.Single(half.Pending).CallId);
        Assert.Equal("Done.", whole.Text);
        Assert.Equal(["send ann", "pay 2 r1/0/c1/3", "pay 1 r1/0/c1/1"], _done);
        Assert.Equal("""
            "paid 1" {"to":"ann"} "paid 2"
            """, await OuterResultAsync());
    }

    [Fact]
    public async Task CallAsync_ToolHidesThatItWaits_ItsResultIsNotUsed()
    {
        var agent = Agent(Once("outer", "Done."), Outer(async (_, call) =>
        {
            try
            {
                return (await call(_pay, """{"amount":1}""")).Result;
            }
            catch (ToolWaitsException)
            {
                return "hidden";
            }
        }));

        var suspended = await agent.RunAsync(Request(), Token);

        Assert.Equal(RunStatus.Suspended, suspended.Status);
        Assert.DoesNotContain(await agent.EventsAsync("r1"), e => e is ToolCompleted);
    }

    [Fact]
    public async Task ResumeAsync_NestedAtMostOnceCallWasCutOff_IsInDoubtUnderItsId()
    {
        using var crash = new CancellationTokenSource();
        var mail = Tool.Create((CancellationToken token) =>
        {
            _done.Add("mail");
            crash.Cancel();
            token.ThrowIfCancellationRequested();
            return "mailed";
        }, "mail");
        var agent = Agent(Once("outer", "Done."), Outer(async (_, call) => (await call(_send, """{"to":"ann"}""")).Result + (await call(mail, "{}")).Result));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => agent.RunAsync(Request(), crash.Token));

        var suspended = await agent.ResumeAsync("r1", cancellationToken: Token);
        var result = await agent.ResumeAsync("r1", [suspended.Pending[0].AlreadyDone("it was mailed")], Token);

        Assert.Equal(("c1/2", true), (suspended.Pending[0].CallId, suspended.Pending[0].InDoubt));
        Assert.Equal("Done.", result.Text);
        Assert.Equal(["send ann", "mail"], _done);
        Assert.Equal("{\"to\":\"ann\"}\"it was mailed\"", await OuterResultAsync());
    }

    [Fact]
    public async Task ResumeAsync_NestedCallWithAProbe_AsksIt()
    {
        using var crash = new CancellationTokenSource();
        var mail = Tool.Create((CancellationToken token) =>
        {
            _done.Add("mail");
            crash.Cancel();
            token.ThrowIfCancellationRequested();
            return "mailed";
        }, "mail", effect: ToolEffect.AtMostOnce, probe: (context, _, _) => ValueTask.FromResult<string?>($"found {context.IdempotencyKey}"));
        var agent = Agent(Once("outer", "Done."), Outer(async (_, call) => (await call(mail, "{}")).Result));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => agent.RunAsync(Request(), crash.Token));

        await agent.ResumeAsync("r1", cancellationToken: Token);

        Assert.Equal(["mail"], _done);
        Assert.Equal("\"found r1/0/c1/1\"", await OuterResultAsync());
    }

    [Theory]
    [InlineData("add", """{"a":9,"b":9}""", "Call 1 was one of 'send' and is now one of 'add'.")]
    [InlineData("send", """{"to":"eve"}""", "Call 1 was one of 'send' and is now one of 'send' with other arguments.")]
    [InlineData(null, "", "It had made more calls before than the 0 that it made now.")]
    public async Task ResumeAsync_OuterToolDoesSomethingElse_EndsWithATypedError(string? tool, string arguments, string difference)
    {
        var attempts = 0;
        var agent = Agent(Once("outer", "Done."), Outer(async (_, call) =>
        {
            if (attempts++ == 0)
                await call(_send, """{"to":"ann"}""");
            else if (tool is not null)
                await call(tool == "add" ? _add : _send, arguments);
            return attempts == 1 ? (await call(_pay, """{"amount":5}""")).Result : "pretends to be fine";
        }));

        var suspended = await agent.RunAsync(Request(), Token);
        var result = await agent.ResumeAsync("r1", [suspended.Pending[0].Approve()], Token);

        Assert.Equal("Done.", result.Text);
        Assert.Equal(["send ann"], _done);
        var completed = (await agent.EventsAsync("r1")).OfType<ToolCompleted>().Last();
        Assert.Equal(ToolOutcome.Failed, completed.Outcome);
        Assert.Contains(difference, completed.Result, StringComparison.Ordinal);
        Assert.Contains(nameof(ToolReplayException), completed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CallAsync_WithinANestedCall_WorksAtAnyDepth()
    {
        var middle = Outer(PayBetweenAsync, name: "middle");
        var agent = Agent(Once("outer", "Done."), Outer(async (_, call) => (await call(middle, "{}")).Result));

        var suspended = await agent.RunAsync(Request(), Token);
        var result = await agent.ResumeAsync("r1", [suspended.Pending[0].Approve()], Token);

        Assert.Equal("c1/1/2", suspended.Pending[0].CallId);
        Assert.Equal("Done.", result.Text);
        Assert.Equal(["send ann", "pay 5 r1/0/c1/1/2", "send bob"], _done);
    }

    [Fact]
    public async Task CallAsync_SlowNestedCalls_DoNotCountAgainstTheToolsOwnTime()
    {
        var time = new ManualTimeProvider();
        var slow = Tool.Create(async () =>
        {
            await Task.Yield();
            time.Advance(TimeSpan.FromSeconds(20));
            return "slow";
        }, "slow", effect: ToolEffect.Pure);
        var agent = new Agent(Once("outer", "Done."), new AgentOptions
        {
            Journal = _journal,
            TimeProvider = time,
            Tools = [Outer(async (_, call) =>
            {
                for (var i = 0; i < 5; i++)
                    await call(slow, "{}");
                return "all of them";
            })],
        });

        await agent.RunAsync(Request(), Token);

        Assert.Equal("all of them", await OuterResultAsync());
    }

    [Fact]
    public async Task StartedAt_LaterAttempt_IsTheFirstOnes()
    {
        var time = new ManualTimeProvider();
        var seen = new List<DateTimeOffset>();
        var agent = new Agent(Once("outer", "Done."), new AgentOptions
        {
            Journal = _journal,
            TimeProvider = time,
            Tools = [Outer(async (context, call) =>
            {
                seen.Add(context.StartedAt);
                return (await call(_pay, """{"amount":5}""")).Result;
            })],
        });
        var suspended = await agent.RunAsync(Request(), Token);
        time.Advance(TimeSpan.FromHours(1));

        await agent.ResumeAsync("r1", [suspended.Pending[0].Approve()], Token);

        Assert.Equal(2, seen.Count);
        Assert.Equal(seen[0], seen[1]);
    }

    private async Task<string> PayBetweenAsync(ToolContext context, CallTool call)
    {
        var first = await call(_send, """{"to":"ann"}""");
        var second = await call(_pay, """{"amount":5}""");
        var third = await call(_send, """{"to":"bob"}""");
        return $"{first.Result} {second.Result} {third.Result}";
    }

    private T Done<T>(string what, T result)
    {
        lock (_done)
            _done.Add(what);
        return result;
    }

    private delegate Task<ToolCompleted> CallTool(AIFunction tool, string arguments);

    private static AIFunction Outer(Func<ToolContext, CallTool, Task<string>> body, ToolEffect effect = ToolEffect.Keyed, string name = "outer") =>
        Tool.Create((ToolContext context) => body(context, (tool, arguments) => context.CallAsync(tool, JsonElement.Parse(arguments), Token)), name, effect: effect);

    private static ScriptedChatClient Once(string tool, string answer = "Done.") => new ScriptedChatClient().Calls(tool, "{}", "c1").Says(answer);

    private Agent Agent(ScriptedChatClient model, AIFunction tool, RunLimits? limits = null) =>
        new(model, new AgentOptions { Journal = _journal, Tools = [tool], Limits = limits ?? new RunLimits() });

    private static RunRequest Request() => new() { Messages = [new ChatMessage(ChatRole.User, "go")], RunId = "r1" };

    private async Task<string> OuterResultAsync() => (await _journal.ReadAsync("r1", Token).ToListAsync()).OfType<ToolCompleted>().Single(c => c.ParentCallId is null).Result;
}
