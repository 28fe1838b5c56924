using AgentFlow.Agents;
using AgentFlow.Runs;
using AgentFlow.Testing;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;
using static AgentFlow.Tests.Agents.AgentTestExtensions;

namespace AgentFlow.Tests.Agents;

/// <summary>A process that ends in the middle is played by a tool that cancels the run while it is running.</summary>
public sealed class AgentResumeTests
{
    private readonly InMemoryJournal _journal = new();
    private readonly List<string> _keys = [];
    private readonly CancellationTokenSource _crash = new();
    private bool _isCrashing = true;

    [Theory]
    [InlineData(ToolEffect.Pure)]
    [InlineData(ToolEffect.Keyed)]
    public async Task ResumeAsync_PureOrKeyedToolHadStarted_RunsItAgainWithTheSameKey(ToolEffect effect)
    {
        await CrashAsync(effect);

        var result = await Agent(new ScriptedChatClient().Says("done"), effect).ResumeAsync("r1", cancellationToken: Token);

        Assert.Equal("done", result.Text);
        Assert.Equal(["r1/0/c1", "r1/0/c1"], _keys);
    }

    [Fact]
    public async Task ResumeAsync_AtMostOnceToolHadStarted_SuspendsInDoubt()
    {
        await CrashAsync(ToolEffect.AtMostOnce);

        var result = await Agent(new ScriptedChatClient(), ToolEffect.AtMostOnce).ResumeAsync("r1", cancellationToken: Token);

        Assert.Equal(RunStatus.Suspended, result.Status);
        Assert.True(Assert.Single(result.Pending).InDoubt);
        Assert.Single(_keys);
    }

    [Fact]
    public async Task ResumeAsync_PersonSaysItHappened_ItIsNotRunAgainAndTheModelGetsTheResult()
    {
        await CrashAsync(ToolEffect.AtMostOnce);
        var model = new ScriptedChatClient().Says("good");
        var suspended = await Agent(model, ToolEffect.AtMostOnce).ResumeAsync("r1", cancellationToken: Token);

        var result = await Agent(model, ToolEffect.AtMostOnce).ResumeAsync("r1", [suspended.Pending[0].AlreadyDone("sent, number 17")], Token);

        Assert.Equal("good", result.Text);
        Assert.Equal("sent, number 17", model.Requests[0].LastText);
        Assert.Single(_keys);
    }

    [Fact]
    public async Task ResumeAsync_PersonSaysItDidNotHappen_ItIsRunAgain()
    {
        await CrashAsync(ToolEffect.AtMostOnce);
        var model = new ScriptedChatClient().Says("good");
        var suspended = await Agent(model, ToolEffect.AtMostOnce).ResumeAsync("r1", cancellationToken: Token);

        var result = await Agent(model, ToolEffect.AtMostOnce).ResumeAsync("r1", [suspended.Pending[0].Approve()], Token);

        Assert.Equal("good", result.Text);
        Assert.Equal(2, _keys.Count);
    }

    [Fact]
    public async Task ResumeAsync_ProbeSaysItHappened_GoesOnWithItsResult()
    {
        await CrashAsync(ToolEffect.AtMostOnce);
        var model = new ScriptedChatClient().Says("good");

        var result = await Agent(model, ToolEffect.AtMostOnce, (context, _, _) => ValueTask.FromResult<string?>($"found {context.IdempotencyKey}")).ResumeAsync("r1", cancellationToken: Token);

        Assert.Equal("good", result.Text);
        Assert.Equal("found r1/0/c1", model.Requests[0].LastText);
        Assert.Single(_keys);
    }

    [Fact]
    public async Task ResumeAsync_ProbeSaysItDidNotHappen_RunsItAgain()
    {
        await CrashAsync(ToolEffect.AtMostOnce);

        var result = await Agent(new ScriptedChatClient().Says("good"), ToolEffect.AtMostOnce, (_, _, _) => ValueTask.FromResult<string?>(null)).ResumeAsync("r1", cancellationToken: Token);

        Assert.Equal("good", result.Text);
        Assert.Equal(2, _keys.Count);
    }

    [Fact]
    public async Task ResumeAsync_ProbeCannotTell_APersonIsAsked()
    {
        await CrashAsync(ToolEffect.AtMostOnce);

        var result = await Agent(new ScriptedChatClient(), ToolEffect.AtMostOnce, (_, _, _) => throw new TimeoutException()).ResumeAsync("r1", cancellationToken: Token);

        Assert.True(Assert.Single(result.Pending).InDoubt);
        Assert.Contains(nameof(TimeoutException), (await _journal.ReadAsync("r1", Token).ToListAsync()).Single<DoubtRaised>().Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResumeAsync_ProbeTimesOutByItself_APersonIsAskedAndTheRunIsNotTakenForCancelled()
    {
        await CrashAsync(ToolEffect.AtMostOnce);

        var result = await Agent(new ScriptedChatClient(), ToolEffect.AtMostOnce, (_, _, _) => throw new TaskCanceledException("its own timeout")).ResumeAsync("r1", cancellationToken: Token);

        Assert.True(Assert.Single(result.Pending).InDoubt);
    }

    [Fact]
    public async Task ResumeAsync_CompletedRun_ReturnsItsAnswerAndCallsNoModel()
    {
        var agent = new Agent(new ScriptedChatClient().Says("once"), new AgentOptions { Journal = _journal });
        var first = await agent.RunAsync("hi", cancellationToken: Token);

        var again = await agent.ResumeAsync(first.RunId, cancellationToken: Token);

        Assert.Equal("once", again.Text);
        Assert.Equal(first.State.Version, again.State.Version);
    }

    [Fact]
    public async Task ResumeAsync_UnknownRun_ThrowsAndNamesIt()
    {
        var error = await Assert.ThrowsAsync<RunNotFoundException>(() => new ScriptedChatClient().Agent().ResumeAsync("nope", cancellationToken: Token));

        Assert.Contains("'nope'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResumeAsync_FromEveryPrefixOfTheJournal_EndsWithTheSameAnswerAndOneEffect()
    {
        var effects = new HashSet<string>();
        var tool = Tool.Create((ToolContext c) => effects.Add(c.IdempotencyKey), "send", effect: ToolEffect.Keyed);
        ScriptedChatClient Model() => new ScriptedChatClient().Calls("send", callId: "c1").Calls("send", callId: "c2").Says("done");
        var whole = new Agent(Model(), new AgentOptions { Tools = [tool], Journal = _journal });
        await whole.RunAsync(new RunRequest { Messages = [new(ChatRole.User, "hi")], SessionId = "s", RunId = "r1" }, Token);
        var events = await whole.EventsAsync("r1");

        for (var length = 1; length <= events.Count; length++)
        {
            var journal = new InMemoryJournal();
            await journal.AppendAsync(new RunAppend { RunId = "r1", ExpectedVersion = 0, Events = events[..length] }, Token);
            var model = Model();
            for (var said = events.Take(length).OfType<ModelResponded>().Count(); said > 0; said--)
                await model.GetResponseAsync([], cancellationToken: Token);

            var result = await new Agent(model, new AgentOptions { Tools = [tool], Journal = journal }).ResumeAsync("r1", cancellationToken: Token);

            Assert.Equal("done", result.Text);
            Assert.Equal(["user", "assistant", "tool", "assistant", "tool", "assistant"], result.Messages.Select(m => m.Role.Value));
        }
        Assert.Equal(["r1/0/c1", "r1/1/c2"], effects.Order());
    }

    [Theory]
    [InlineData(ToolEffect.Keyed, RunStatus.Completed, 2)]
    [InlineData(ToolEffect.AtMostOnce, RunStatus.Suspended, 1)]
    public async Task ResumeAsync_WhileAnotherProcessStillRunsIt_TheOlderOneLosesTheRun(ToolEffect effect, RunStatus status, int attempts)
    {
        RunResult? taken = null;
        var tool = Tool.Create(async (ToolContext context) =>
        {
            _keys.Add(context.IdempotencyKey);
            if (taken is null && _keys.Count == 1)
                taken = await new Agent(new ScriptedChatClient().Says("taken over"), new AgentOptions { Tools = [Tool.Create((ToolContext c) => _keys.Add(c.IdempotencyKey), "send", effect: effect)], Journal = _journal }).ResumeAsync("r1", cancellationToken: Token);
        }, "send", effect: effect);
        var older = new Agent(new ScriptedChatClient().Calls("send").Says("never said"), new AgentOptions { Tools = [tool], Journal = _journal });

        await Assert.ThrowsAsync<RunConflictException>(() => older.RunAsync(new RunRequest { Messages = [new(ChatRole.User, "hi")], RunId = "r1" }, Token));

        Assert.Equal(status, taken!.Status);
        Assert.Equal(attempts, _keys.Count);
        Assert.Single(_keys.Distinct());
    }

    private async Task CrashAsync(ToolEffect effect)
    {
        var agent = Agent(new ScriptedChatClient().Calls("send", callId: "c1"), effect);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => agent.RunAsync(new RunRequest { Messages = [new(ChatRole.User, "hi")], RunId = "r1" }, _crash.Token));
        _isCrashing = false;
    }

    private Agent Agent(ScriptedChatClient model, ToolEffect effect, ToolProbe? probe = null)
    {
        var tool = Tool.Create(async (ToolContext context, CancellationToken token) =>
        {
            _keys.Add(context.IdempotencyKey);
            if (_isCrashing)
                await _crash.CancelAsync();
            token.ThrowIfCancellationRequested();
            return "sent";
        }, "send", effect: effect, probe: probe);
        return new(model, new AgentOptions { Tools = [tool], Journal = _journal });
    }
}
