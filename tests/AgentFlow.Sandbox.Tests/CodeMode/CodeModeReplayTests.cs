using AgentFlow.Agents;
using AgentFlow.Memory;
using AgentFlow.Runs;
using AgentFlow.Testing;
using AgentFlow.Tools;

namespace AgentFlow.Sandbox.Tests;

/// <summary>Scripts that are interrupted, by a person who must be asked or by the end of the process, and go on.</summary>
public sealed class CodeModeReplayTests
{
    private const string Order = """
        const items = await Promise.all([1, 2, 3].map(id => tools.look({ id })));
        const paid = [];
        for (const item of items)
          paid.push(await tools.pay({ amount: item.price }));
        const receipt = await tools.send({ text: paid.join(", "), dice: Math.random(), at: Date.now() });
        return { receipt, sum: items.reduce((s, i) => s + i.price, 0) };
        """;

    private readonly List<string> _effects = [];
    private readonly List<string> _texts = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CompensateAsync_ToolsThatOnlyScriptsMayCall_AreUndoneNewestFirst()
    {
        List<int> undone = [];
        var pay = Tool.Create((int amount) => "paid", "pay").WithUndo((_, arguments, _, _) =>
        {
            undone.Add(arguments.GetProperty("amount").GetInt32());
            return ValueTask.CompletedTask;
        });
        var run = new CodeModeRun("await tools.pay({ amount: 1 }); return await tools.pay({ amount: 2 });", pay);
        await run.ResultAsync();

        var result = await run.Agent.CompensateAsync("r1", CodeModeRun.Token);

        Assert.True(result.IsComplete);
        Assert.Equal([2, 1], undone);
        Assert.Null((await run.Agent.ReplayAsync("r1", cancellationToken: CodeModeRun.Token)).Difference);
    }

    [Fact]
    public async Task RunCode_InnerCallNeedsApproval_SuspendsAndGoesOnWithTheSameDiceAndDate()
    {
        var time = new ManualTimeProvider();
        var run = Run(new InMemoryJournal(), time);

        var result = await run.Agent.RunAsync(CodeModeRun.Request, Token);
        var began = time.GetUtcNow();
        var ids = new List<string>();
        while (result.Status == RunStatus.Suspended)
        {
            ids.Add(Assert.Single(result.Pending).CallId);
            time.Advance(TimeSpan.FromHours(5));
            result = await run.Agent.ResumeAsync("r1", [result.Pending[0].Approve()], Token);
        }

        Assert.Equal("Done.", result.Text);
        Assert.Equal(["c1/4", "c1/5", "c1/6"], ids);
        Assert.Equal(["pay r1/0/c1/4", "pay r1/0/c1/5", "pay r1/0/c1/6", "send r1/0/c1/7"], _effects);
        Assert.Equal("""{"receipt":"sent","sum":60}""", (await run.CompletedAsync()).Result);
        Assert.EndsWith($" {began.ToUnixTimeMilliseconds()}", Assert.Single(_texts), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunCode_Denied_TheScriptIsToldAndMayCatchIt()
    {
        var run = Run(new InMemoryJournal(), code: "try { return await tools.pay({ amount: 1 }); } catch (e) { return 'no: ' + e.message; }");

        var suspended = await run.Agent.RunAsync(CodeModeRun.Request, Token);
        await run.Agent.ResumeAsync("r1", [suspended.Pending[0].Deny("Too dear.")], Token);

        Assert.StartsWith("\"no: A person did not allow this call of 'pay'. Reason: Too dear.", (await run.CompletedAsync()).Result, StringComparison.Ordinal);
        Assert.Empty(_effects);
    }

    [Fact]
    public async Task RunCode_SeveralNeedApprovalAtOnce_AllAreAskedWhileOthersGoOn()
    {
        var run = Run(new InMemoryJournal(), code: """
            const chain = (async () => { const a = await tools.look({ id: 1 }); const b = await tools.look({ id: 2 }); return a.price + b.price; })();
            return await Promise.all([tools.pay({ amount: 1 }), chain, tools.pay({ amount: 2 })]);
            """);

        var suspended = await run.Agent.RunAsync(CodeModeRun.Request, Token);
        var result = await run.Agent.ResumeAsync("r1", [.. suspended.Pending.Select(p => p.Approve())], Token);

        Assert.Equal(["c1/2", "c1/3"], suspended.Pending.Select(p => p.CallId));
        Assert.Equal(2, (await run.EventsAsync()).OfType<ToolCompleted>().Count(c => c.Tool == "look"));
        Assert.Equal("Done.", result.Text);
        Assert.Equal("""["paid 1",30,"paid 2"]""", (await run.CompletedAsync()).Result);
    }

    /// <summary>The script acts on whichever call answers first; the one that was started last did. When it is run again it must see the same.</summary>
    [Fact]
    public async Task RunCode_ScriptThatRacesItsCalls_SeesTheSameOrderWhenItIsRunAgain()
    {
        var slow = new TaskCompletionSource();
        var wait = Tool.Create(async (string name) =>
        {
            if (name == "quick")
                _ = Task.Run(() => slow.TrySetResult(), CancellationToken.None);
            else
                await slow.Task;
            return name;
        }, "wait", effect: ToolEffect.Pure);
        var note = Tool.Create((string text) => text, "note", effect: ToolEffect.Keyed);
        var ask = Tool.Create((string text) => text, "ask", effect: ToolEffect.Keyed).WithApproval();
        var run = new CodeModeRun("""
            const order = [];
            await Promise.all(["slow", "slower", "quick"].map(async name => { order.push(await tools.wait({ name })); await tools.note({ text: order.join() }); }));
            return await tools.ask({ text: order.join(" ") });
            """, wait, note, ask);

        var suspended = await run.Agent.RunAsync(CodeModeRun.Request, Token);
        var asked = suspended.Pending[0].Arguments.GetProperty("text").GetString();
        var result = await run.Agent.ResumeAsync("r1", [suspended.Pending[0].Approve()], Token);

        Assert.Equal("Done.", result.Text);
        // Which of the three comes first is a race, and not what this is about.
        Assert.Equal(3, asked!.Split(' ').Length);
        Assert.Equal($"\"{asked}\"", (await run.CompletedAsync()).Result);
    }

    [Fact]
    public async Task ResumeAsync_AfterACrashAtAnyAppend_HasEveryEffectOnceAndTheSameResult()
    {
        var crashes = 0;

        for (var crashAt = 1; crashAt <= 100; crashAt++)
        {
            _effects.Clear();
            _texts.Clear();
            var journal = new InMemoryJournal();

            crashes += await BreaksAsync(Run(new BreakingJournal(journal, crashAt)).Agent) ? 1 : 0;
            var run = Run(journal);
            var result = await FinishAsync(run.Agent);

            Assert.Equal("Done.", result.Text);
            Assert.Equal("""{"receipt":"sent","sum":60}""", (await run.CompletedAsync()).Result);
            Assert.Equal(["pay r1/0/c1/4", "pay r1/0/c1/5", "pay r1/0/c1/6", "send r1/0/c1/7"], _effects);
            Assert.Single(_texts);
        }

        Assert.InRange(crashes, 40, 99);
    }

    [Fact]
    public async Task ResumeAsync_ScriptThatDiverges_EndsWithATypedErrorAndDoesNothingTwice()
    {
        var journal = new InMemoryJournal();
        var suspended = await Run(journal, code: "await tools.send({ text: 'a', dice: 0, at: 0 }); return await tools.pay({ amount: 1 });").Agent.RunAsync(CodeModeRun.Request, Token);
        var other = Run(journal);

        // What the model wrote is in the journal, so only a machine that computes otherwise can diverge: here a tool that has been renamed in a release.
        var renamed = CodeMode.Create([Tool.Create((string text) => "sent", "send"), Tool.Create((int amount) => "paid", "pay")], new CodeModeOptions { Engine = new OtherEngine() });
        var agent = new Agent(new ScriptedChatClient().Says("Done."), new AgentOptions { Journal = journal, Tools = [renamed] });
        await agent.ResumeAsync("r1", [suspended.Pending[0].Approve()], Token);

        var completed = await other.CompletedAsync();
        Assert.Equal(ToolOutcome.Failed, completed.Outcome);
        Assert.Contains("Call 1 was one of 'send' and is now one of 'pay'", completed.Result, StringComparison.Ordinal);
        Assert.Contains(nameof(ToolReplayException), completed.Error, StringComparison.Ordinal);
        Assert.Equal(["send r1/0/c1/1"], _effects);
    }

    private CodeModeRun Run(IRunJournal journal, TimeProvider? time = null, string code = Order)
    {
        var look = Tool.Create((int id) => new { id, price = id * 10 }, "look", effect: ToolEffect.Pure);
        var pay = Tool.Create((int amount, ToolContext context) => Act("pay", context, isKeyed: true, $"paid {amount}"), "pay", effect: ToolEffect.Keyed).WithApproval();
        var send = Tool.Create((string text, double dice, double at, ToolContext context) =>
        {
            lock (_effects)
                _texts.Add($"{text} {dice} {at}");
            return Act("send", context, isKeyed: false, "sent");
        }, "send", effect: ToolEffect.AtMostOnce,
            probe: (context, _, _) => ValueTask.FromResult(_effects.Contains($"send {context.IdempotencyKey}") ? "sent" : null));
        return new CodeModeRun(code, look, pay, send) { Journal = journal, Time = time ?? TimeProvider.System };
    }

    private string Act(string tool, ToolContext context, bool isKeyed, string result)
    {
        lock (_effects)
        {
            if (!isKeyed || !_effects.Contains($"{tool} {context.IdempotencyKey}"))
                _effects.Add($"{tool} {context.IdempotencyKey}");
        }
        return result;
    }

    private static async Task<bool> BreaksAsync(Agent agent)
    {
        try
        {
            var result = await agent.RunAsync(CodeModeRun.Request, Token);
            while (result.Status == RunStatus.Suspended)
                result = await agent.ResumeAsync("r1", [.. result.Pending.Select(p => p.Approve())], Token);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static async Task<RunResult> FinishAsync(Agent agent)
    {
        RunResult result;
        try
        {
            result = await agent.ResumeAsync("r1", cancellationToken: Token);
        }
        catch (RunNotFoundException)
        {
            result = await agent.RunAsync(CodeModeRun.Request, Token);
        }
        while (result.Status == RunStatus.Suspended)
            result = await agent.ResumeAsync("r1", [.. result.Pending.Select(p => p.Approve())], Token);
        return result;
    }

    /// <summary>A machine that understands every program otherwise.</summary>
    private sealed class OtherEngine : Engine.IScriptEngine
    {
        public Engine.IPreparedScript Prepare(string source) => new Engine.ScriptEngine().Prepare("return await tools.pay({ amount: 2 });");
    }

    /// <summary>Odd numbers: dies before an append; even ones: after it.</summary>
    private sealed class BreakingJournal(IRunJournal inner, int crashAt) : IRunJournal
    {
        private int _appends;

        public ISessionStore Sessions => inner.Sessions;

        public async ValueTask AppendAsync(RunAppend append, CancellationToken cancellationToken = default)
        {
            var moment = 2 * Interlocked.Increment(ref _appends);
            if (moment > crashAt)
                throw new IOException("The process has ended.");
            await inner.AppendAsync(append, cancellationToken);
            if (moment == crashAt)
                throw new IOException("The process has ended.");
        }

        public IAsyncEnumerable<RunEvent> ReadAsync(string runId, CancellationToken cancellationToken = default) => inner.ReadAsync(runId, cancellationToken);

        public IAsyncEnumerable<RunSummary> ListAsync(RunQuery query, CancellationToken cancellationToken = default) => inner.ListAsync(query, cancellationToken);
    }
}
