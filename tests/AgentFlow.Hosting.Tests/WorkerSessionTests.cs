using System.Runtime.CompilerServices;
using AgentFlow.Agents;
using AgentFlow.Runs;
using AgentFlow.Testing;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AgentFlow.Hosting.Tests;

/// <summary>The queued runs of a session, in one worker and in several. The journal here has no turns, so it is the workers that keep the order.</summary>
public sealed class WorkerSessionTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly WatchedJournal _journal;
    private readonly InMemoryLeaseStore _leases;
    private readonly Lock _gate = new();
    private readonly List<string> _log = [];
    private readonly TaskCompletionSource _release = new();

    public WorkerSessionTests()
    {
        _journal = new WatchedJournal(new InMemoryJournal(_time));
        _leases = new InMemoryLeaseStore(_time);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Worker_QueuedRunsOfOneSession_GoOneAfterTheOtherOldestFirst()
    {
        using var host = Host();
        string[] names = ["d", "b", "e", "a", "c"];
        foreach (var name in names)
            await EnqueueAsync(host, name is "b" or "a" ? "cook" : "clerk", name, "s");

        await host.StartAsync(Token);
        await _journal.WaitForAsync<RunCompleted>("c");
        await host.StopAsync(Token);

        Assert.Equal(names.SelectMany(n => new[] { $"begin {n}", $"end {n}" }), _log);
    }

    [Fact]
    public async Task Worker_OneSessionIsBusy_OthersGoOn()
    {
        using var host = Host();
        await EnqueueAsync(host, "clerk", "wait", "busy");
        await EnqueueAsync(host, "clerk", "behind", "busy");
        await EnqueueAsync(host, "clerk", "other", "free");

        await host.StartAsync(Token);
        await _journal.WaitForAsync<RunCompleted>("other");
        var behind = (await host.Services.GetRequiredService<Agent>().LoadAsync("behind", Token)).Status;
        _release.SetResult();
        await _journal.WaitForAsync<RunCompleted>("behind");
        await host.StopAsync(Token);

        Assert.Equal(RunStatus.Queued, behind);
    }

    [Fact]
    public async Task Worker_RunThatWaitsForConsent_LetsTheNextOfItsSessionBegin()
    {
        using var host = Host();
        await EnqueueAsync(host, "clerk", "pay", "s");
        await EnqueueAsync(host, "clerk", "next", "s");

        await host.StartAsync(Token);
        await _journal.WaitForAsync<RunCompleted>("next");
        await host.StopAsync(Token);

        Assert.Equal(RunStatus.Suspended, (await host.Services.GetRequiredService<Agent>().LoadAsync("pay", Token)).Status);
    }

    [Fact]
    public async Task Worker_OlderRunOfADeadWorker_IsFinishedBeforeTheNextOfItsSession()
    {
        await _leases.AcquireAsync("run/cut", "the dead", TimeSpan.FromMinutes(1), Token);
        await _journal.AppendAsync(new RunAppend
        {
            RunId = "cut",
            ExpectedVersion = 0,
            Events = [new RunStarted { At = _time.GetUtcNow(), Agent = "clerk", SessionId = "s", Input = [new ChatMessage(ChatRole.User, "cut")] }],
        }, Token);
        using var host = Host();
        await EnqueueAsync(host, "clerk", "next", "s");

        await host.StartAsync(Token);
        await UntilAsync(_journal.WaitForAsync<RunCompleted>("next"));
        await host.StopAsync(Token);

        Assert.Equal(["begin cut", "end cut", "begin next", "end next"], _log);
    }

    [Fact]
    public async Task Workers_ManyRunsOfAFewSessions_KeepTheOrderOfEach()
    {
        using var one = Host();
        using var two = Host();
        for (var i = 0; i < 10; i++)
        {
            foreach (var session in new[] { "x", "y", "z" })
                await EnqueueAsync(one, i % 2 == 0 ? "clerk" : "cook", $"{session}{i}", session);
        }

        await one.StartAsync(Token);
        await two.StartAsync(Token);
        await UntilAsync(Task.WhenAll(new[] { "x9", "y9", "z9" }.Select(_journal.WaitForAsync<RunCompleted>)));
        await one.StopAsync(Token);
        await two.StopAsync(Token);

        foreach (var session in new[] { "x", "y", "z" })
            Assert.Equal(Enumerable.Range(0, 10).SelectMany(i => new[] { $"begin {session}{i}", $"end {session}{i}" }), _log.Where(l => l.Contains($" {session}", StringComparison.Ordinal)));
    }

    private async Task EnqueueAsync(IHost host, string agent, string name, string session)
    {
        await host.Services.GetRequiredKeyedService<Agent>(agent).EnqueueAsync(new RunRequest { RunId = name, SessionId = session, Messages = [new ChatMessage(ChatRole.User, name)] }, Token);
        _time.Advance(TimeSpan.FromMilliseconds(1));
    }

    private async Task UntilAsync(Task task)
    {
        while (!task.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
        await task;
    }

    private IHost Host()
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton<IChatClient>(new LoggingModel(this));
        builder.Services.AddSingleton<TimeProvider>(_time);
        builder.Services.AddSingleton<IRunJournal>(_journal);
        builder.Services.AddSingleton<ILeaseStore>(_leases);
        var pay = Tool.Create(() => "paid", "pay").WithApproval();
        builder.Services.AddAgentFlow(flow => flow.AddAgent("clerk", (_, options) => options.Tools = [pay]).AddAgent("cook", (_, _) => { }).AddWorker());
        return builder.Build();
    }

    private void Log(string line)
    {
        lock (_gate)
            _log.Add(line);
    }

    /// <summary>Writes down when it is asked and when it has answered.</summary>
    private sealed class LoggingModel(WorkerSessionTests test) : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            var asked = messages.Last().Text;
            test.Log($"begin {asked}");
            for (var i = 0; i < 10; i++)
                await Task.Yield();
            if (asked == "wait")
                await test._release.Task.WaitAsync(cancellationToken);
            test.Log($"end {asked}");
            AIContent answer = asked == "pay" ? ScriptedChatClient.Call("pay", "{}", "c") : new TextContent($"answer to {asked}");
            yield return new ChatResponseUpdate(ChatRole.Assistant, [answer]);
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
