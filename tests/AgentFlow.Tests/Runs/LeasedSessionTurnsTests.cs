using AgentFlow.Agents;
using AgentFlow.Memory;
using AgentFlow.Runs;
using AgentFlow.Testing;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Tests.Runs;

public sealed class LeasedSessionTurnsTests
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(10);

    private readonly ManualTimeProvider _time = new();
    private readonly InMemoryLeaseStore _leases;

    public LeasedSessionTurnsTests() => _leases = new InMemoryLeaseStore(_time);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EnterAsync_AnotherProcessIsInTheSession_WaitsUntilItLeaves()
    {
        var first = await Turns().EnterAsync("s", Token);
        var entering = Turns().EnterAsync("s", Token).AsTask();
        await AdvanceAsync(Duration * 5);
        var waited = !entering.IsCompleted;

        await first.DisposeAsync();

        await UntilAsync(entering);
        await (await entering).DisposeAsync();
        Assert.True(waited);
        Assert.Empty(await _leases.ListAsync("", Token).ToListAsync(Token));
    }

    [Fact]
    public async Task EnterAsync_HolderDied_EntersWhenItsLeaseEnds()
    {
        await _leases.AcquireAsync("session/s/the-dead/1", "the dead", Duration, Token);
        var entering = Turns().EnterAsync("s", Token).AsTask();
        await AdvanceAsync(Duration - TimeSpan.FromMilliseconds(100));
        var waited = !entering.IsCompleted;

        await UntilAsync(entering);

        Assert.True(waited);
        Assert.InRange(_time.GetUtcNow() - new ManualTimeProvider().GetUtcNow(), Duration, Duration * 2);
    }

    [Fact]
    public async Task EnterAsync_TwoProcessesWithManyRuns_TakeTurns()
    {
        var (one, two) = (Turns(), Turns());
        List<string> order = [];
        var first = await one.EnterAsync("s", Token);
        List<Task> all = [PassAsync(two, "b1"), PassAsync(two, "b2"), PassAsync(one, "a1"), PassAsync(one, "a2")];

        await first.DisposeAsync();
        await UntilAsync(Task.WhenAll(all));

        Assert.Equal(["b1", "a1", "b2", "a2"], order);

        async Task PassAsync(LeasedSessionTurns turns, string name)
        {
            await using var turn = await turns.EnterAsync("s", Token);
            order.Add(name);
            // Not before the next of the other process stands in the queue.
            while (await _leases.ListAsync("", Token).CountAsync(Token) < Math.Min(2, 4 - order.Count + 1))
                await Task.Yield();
        }
    }

    [Fact]
    public async Task EnterAsync_OtherSessions_DoNotWait()
    {
        await using var held = await Turns().EnterAsync("a/b", Token);

        var entering = Turns().EnterAsync("a", Token);

        Assert.True(entering.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task EnterAsync_CancelledWhileItWaits_LeavesTheQueue()
    {
        var first = await Turns().EnterAsync("s", Token);
        using var source = new CancellationTokenSource();
        var entering = Turns().EnterAsync("s", source.Token).AsTask();

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => entering);
        await first.DisposeAsync();
        Assert.Empty(await _leases.ListAsync("", Token).ToListAsync(Token));
    }

    [Fact]
    public async Task RunAsync_TurnIsLostWhileAToolRuns_StopsBeforeItActsAgain()
    {
        var journal = new SharedJournal(Turns());
        var calls = 0;
        async Task<string> Stall(CancellationToken token)
        {
            calls++;
            // Another takes the ticket, as it would of a process that stood still. The tool answers all the same.
            var lost = new TaskCompletionSource();
            await using var registration = token.Register(lost.SetResult);
            var ticket = await _leases.ListAsync("session/", Token).SingleAsync(Token);
            await _leases.ReleaseAsync(ticket, Token);
            _time.Advance(Duration);
            await lost.Task;
            return "done";
        }
        var model = new ScriptedChatClient().Calls("stall").Calls("stall").Says("never");
        var agent = new Agent(model, new AgentOptions { Journal = journal, TimeProvider = _time, Tools = [Tool.Create(Stall, "stall")] });

        var error = await Assert.ThrowsAsync<SessionTurnLostException>(() => agent.RunAsync(new RunRequest { RunId = "r", SessionId = "s", Messages = [new(ChatRole.User, "go")] }, Token));

        var state = await agent.LoadAsync("r", Token);
        Assert.Equal(("r", "s"), (error.RunId, error.SessionId));
        Assert.Equal(1, calls);
        Assert.Single(model.Requests);
        Assert.Equal(RunStatus.Running, state.Status);
    }

    private LeasedSessionTurns Turns() => new(_leases, Duration, _time);

    /// <summary>Lets time pass in steps, and what it sets off happen.</summary>
    private async Task AdvanceAsync(TimeSpan by)
    {
        for (var end = _time.GetUtcNow() + by; _time.GetUtcNow() < end;)
        {
            _time.Advance(TimeSpan.FromMilliseconds(50));
            for (var i = 0; i < 20; i++)
                await Task.Yield();
        }
    }

    private async Task UntilAsync(Task task)
    {
        while (!task.IsCompleted)
            await AdvanceAsync(TimeSpan.FromMilliseconds(50));
        await task;
    }

    private sealed class SharedJournal(ISessionTurns turns) : IRunJournal
    {
        private readonly InMemoryJournal _inner = new();

        public ISessionStore Sessions => _inner.Sessions;

        public ISessionTurns SessionTurns => turns;

        public ValueTask AppendAsync(RunAppend append, CancellationToken cancellationToken = default) => _inner.AppendAsync(append, cancellationToken);

        public IAsyncEnumerable<RunEvent> ReadAsync(string runId, CancellationToken cancellationToken = default) => _inner.ReadAsync(runId, cancellationToken);

        public IAsyncEnumerable<RunSummary> ListAsync(RunQuery query, CancellationToken cancellationToken = default) => _inner.ListAsync(query, cancellationToken);
    }
}
