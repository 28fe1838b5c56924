using AgentFlow.Agents;
using AgentFlow.Runs;
using AgentFlow.Sqlite;
using AgentFlow.Testing;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AgentFlow.Hosting.Tests;

public sealed class RunWorkerTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("agentflow-").FullName;
    private readonly ManualTimeProvider _time = new();
    private SqliteJournal _file = null!;
    private WatchedJournal _journal = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _file = new SqliteJournal(Path.Combine(_folder, "runs.db"));
        _journal = new WatchedJournal(_file);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _file.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Worker_RunsQueuedBeforeItStarts_AreFinishedOldestFirst()
    {
        var model = new ScriptedChatClient().Says("first").Says("second");
        using var host = Host(model, o => o.MaxConcurrentRuns = 1);
        var agent = host.Services.GetRequiredService<Agent>();
        var first = await agent.EnqueueAsync(RunRequest.FromText("one"), Token);
        _time.Advance(TimeSpan.FromSeconds(1));
        var second = await agent.EnqueueAsync(RunRequest.FromText("two"), Token);

        await host.StartAsync(Token);
        await _journal.WaitForAsync<RunCompleted>(second);
        await host.StopAsync(Token);

        Assert.Equal("first", (await agent.LoadAsync(first, Token)).Completed!.Text);
        Assert.Equal("second", (await agent.LoadAsync(second, Token)).Completed!.Text);
    }

    [Fact]
    public async Task Worker_RunQueuedWhileItRuns_IsTakenAtTheNextPoll()
    {
        using var host = Host(new ScriptedChatClient().Says("one").Says("two"));
        var agent = host.Services.GetRequiredService<Agent>();
        var before = await agent.EnqueueAsync(RunRequest.FromText("one"), Token);
        await host.StartAsync(Token);
        await _journal.WaitForAsync<RunCompleted>(before);

        var runId = await agent.EnqueueAsync(RunRequest.FromText("two"), Token);
        var completed = _journal.WaitForAsync<RunCompleted>(runId);
        while (!completed.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
        await completed;
        await host.StopAsync(Token);

        Assert.Equal("two", (await agent.LoadAsync(runId, Token)).Completed!.Text);
    }

    [Fact]
    public async Task Worker_RunThatACrashCutOff_IsFinished()
    {
        await _journal.AppendAsync(new RunAppend
        {
            RunId = "cut",
            ExpectedVersion = 0,
            Events = [new RunStarted { At = _time.GetUtcNow(), Agent = "clerk", Input = [new ChatMessage(ChatRole.User, "hi")] }],
        }, Token);
        using var host = Host(new ScriptedChatClient().Says("finished after all"));

        await host.StartAsync(Token);
        await _journal.WaitForAsync<RunCompleted>("cut");
        await host.StopAsync(Token);

        Assert.Equal("finished after all", (await host.Services.GetRequiredService<Agent>().LoadAsync("cut", Token)).Completed!.Text);
    }

    [Fact]
    public async Task Worker_ResumeInterruptedOff_LeavesItAlone()
    {
        await _journal.AppendAsync(new RunAppend
        {
            RunId = "cut",
            ExpectedVersion = 0,
            Events = [new RunStarted { At = _time.GetUtcNow(), Agent = "clerk", Input = [new ChatMessage(ChatRole.User, "hi")] }],
        }, Token);
        using var host = Host(new ScriptedChatClient().Says("queued one"), o => o.ResumeInterrupted = false);
        var agent = host.Services.GetRequiredService<Agent>();
        var queued = await agent.EnqueueAsync(RunRequest.FromText("one"), Token);

        await host.StartAsync(Token);
        await _journal.WaitForAsync<RunCompleted>(queued);
        await host.StopAsync(Token);

        Assert.Equal(RunStatus.Running, (await agent.LoadAsync("cut", Token)).Status);
    }

    [Fact]
    public async Task Worker_OneRunFails_TheNextIsFinishedAndTheFailureIsJournaled()
    {
        using var host = Host(new ScriptedChatClient().Throws(new HttpRequestException("down")).Says("fine"), o => o.MaxConcurrentRuns = 1);
        var agent = host.Services.GetRequiredService<Agent>();
        var failing = await agent.EnqueueAsync(RunRequest.FromText("one"), Token);
        _time.Advance(TimeSpan.FromSeconds(1));
        var fine = await agent.EnqueueAsync(RunRequest.FromText("two"), Token);

        await host.StartAsync(Token);
        await _journal.WaitForAsync<RunCompleted>(fine);
        await host.StopAsync(Token);

        Assert.Equal("down", (await agent.LoadAsync(failing, Token)).Failure!.Message);
    }

    [Fact]
    public async Task Worker_HostStopsInTheMiddle_RunGoesOnAtTheNextStart()
    {
        var started = new TaskCompletionSource();
        async IAsyncEnumerable<ChatResponseUpdate> Hang([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken token)
        {
            yield return new ChatResponseUpdate(ChatRole.Assistant, "so");
            started.SetResult();
            await Task.Delay(Timeout.Infinite, token);
        }
        string runId;
        using (var first = Host(new ScriptedChatClient().Then((_, token) => Hang(token))))
        {
            runId = await first.Services.GetRequiredService<Agent>().EnqueueAsync(RunRequest.FromText("one"), Token);
            await first.StartAsync(Token);
            await started.Task;
            await first.StopAsync(Token);
        }

        using var second = Host(new ScriptedChatClient().Says("whole"));
        await second.StartAsync(Token);
        await _journal.WaitForAsync<RunCompleted>(runId);
        await second.StopAsync(Token);

        Assert.Equal("whole", (await second.Services.GetRequiredService<Agent>().LoadAsync(runId, Token)).Completed!.Text);
    }

    [Fact]
    public async Task Worker_RunNeedsConsent_IsLeftSuspended()
    {
        using var host = Host(new ScriptedChatClient().Calls("pay"), tools: [Tool.Create(() => "paid", "pay").WithApproval()]);
        var agent = host.Services.GetRequiredService<Agent>();
        var runId = await agent.EnqueueAsync(RunRequest.FromText("pay"), Token);

        await host.StartAsync(Token);
        await _journal.WaitForAsync<RunSuspended>(runId);
        await host.StopAsync(Token);

        Assert.Single((await agent.LoadAsync(runId, Token)).Pending);
    }

    [Fact]
    public async Task Worker_RunOfAWorkerThatDied_IsTakenOverWhenItsLeaseEnds()
    {
        var leases = new InMemoryLeaseStore(_time);
        await leases.AcquireAsync("run/cut", "the dead", TimeSpan.FromMinutes(1), Token);
        await BeginAsync("cut");
        using var host = Host(new ScriptedChatClient().Says("finished after all"), leases: leases);
        await host.StartAsync(Token);
        var completed = _journal.WaitForAsync<RunCompleted>("cut");

        while (!completed.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(1, Token);
        }
        await host.StopAsync(Token);

        Assert.InRange(_time.GetUtcNow() - new ManualTimeProvider().GetUtcNow(), TimeSpan.FromMinutes(1), TimeSpan.FromHours(1));
        Assert.Empty(await leases.ListAsync("", Token).ToListAsync(Token));
    }

    [Fact]
    public async Task Worker_LeaseIsLost_TheRunIsGivenUpAndTheNextOwnerFinishesIt()
    {
        var leases = new InMemoryLeaseStore(_time);
        var started = new TaskCompletionSource();
        var given = new TaskCompletionSource();
        async IAsyncEnumerable<ChatResponseUpdate> Hang([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken token)
        {
            yield return new ChatResponseUpdate(ChatRole.Assistant, "so");
            await using var registration = token.Register(given.SetResult);
            started.SetResult();
            await Task.Delay(Timeout.Infinite, token);
        }
        using var host = Host(new ScriptedChatClient().Then((_, token) => Hang(token)).Says("whole"), leases: new Forgetful(leases));
        var runId = await host.Services.GetRequiredService<Agent>().EnqueueAsync(RunRequest.FromText("one"), Token);
        await host.StartAsync(Token);
        await started.Task;

        while (!given.Task.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(1, Token);
        }
        var completed = _journal.WaitForAsync<RunCompleted>(runId);
        while (!completed.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(1, Token);
        }
        await host.StopAsync(Token);

        Assert.Equal("whole", (await host.Services.GetRequiredService<Agent>().LoadAsync(runId, Token)).Completed!.Text);
    }

    [Fact]
    public async Task Worker_RunThatAnotherHolds_IsLeftToIt()
    {
        var leases = new InMemoryLeaseStore(_time);
        await leases.AcquireAsync("run/held", "another", TimeSpan.FromDays(1), Token);
        await BeginAsync("held");
        using var host = Host(new ScriptedChatClient().Says("mine"), leases: leases);
        var mine = await host.Services.GetRequiredService<Agent>().EnqueueAsync(RunRequest.FromText("one"), Token);

        await host.StartAsync(Token);
        await _journal.WaitForAsync<RunCompleted>(mine);
        await host.StopAsync(Token);

        Assert.Equal(RunStatus.Running, (await host.Services.GetRequiredService<Agent>().LoadAsync("held", Token)).Status);
    }

    private ValueTask BeginAsync(string runId) => _journal.AppendAsync(new RunAppend
    {
        RunId = runId,
        ExpectedVersion = 0,
        Events = [new RunStarted { At = _time.GetUtcNow(), Agent = "clerk", Input = [new ChatMessage(ChatRole.User, "hi")] }],
    }, Token);

    /// <summary>Loses the first lease that is to be renewed.</summary>
    private sealed class Forgetful(ILeaseStore inner) : ILeaseStore
    {
        private bool _hasForgotten;

        public ValueTask<Lease?> AcquireAsync(string name, string owner, TimeSpan duration, CancellationToken cancellationToken = default) => inner.AcquireAsync(name, owner, duration, cancellationToken);

        public ValueTask<Lease?> RenewAsync(Lease lease, TimeSpan duration, CancellationToken cancellationToken = default)
        {
            if (_hasForgotten || duration == TimeSpan.Zero)
                return inner.RenewAsync(lease, duration, cancellationToken);
            _hasForgotten = true;
            return ValueTask.FromResult<Lease?>(null);
        }

        public ValueTask ReleaseAsync(Lease lease, CancellationToken cancellationToken = default) => inner.ReleaseAsync(lease, cancellationToken);

        public IAsyncEnumerable<Lease> ListAsync(string prefix, CancellationToken cancellationToken = default) => inner.ListAsync(prefix, cancellationToken);
    }

    private IHost Host(IChatClient model, Action<RunWorkerOptions>? worker = null, ILeaseStore? leases = null, params AIFunction[] tools)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton(model);
        builder.Services.AddSingleton<TimeProvider>(_time);
        builder.Services.AddSingleton<IRunJournal>(_journal);
        if (leases is not null)
            builder.Services.AddSingleton(leases);
        builder.Services.AddAgentFlow(flow => flow.AddAgent("clerk", (_, options) => options.Tools = tools).AddWorker(worker));
        return builder.Build();
    }
}
