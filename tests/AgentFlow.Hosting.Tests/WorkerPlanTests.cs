using AgentFlow.Agents;
using AgentFlow.Agents.Planning;
using AgentFlow.Runs;
using AgentFlow.Testing;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AgentFlow.Hosting.Tests;

public sealed class WorkerPlanTests
{
    private const string Plan = """{"goal":"g","steps":[{"id":"a","task":"do a"},{"id":"b","task":"do b","dependsOn":["a"]}]}""";
    private const string Claims = """{"claims":[{"text":"Both done.","steps":["a","b"]}]}""";

    private readonly ManualTimeProvider _time = new();
    private readonly WatchedJournal _journal;
    private readonly InMemoryLeaseStore _leases;

    public WorkerPlanTests()
    {
        _journal = new WatchedJournal(new InMemoryJournal(_time));
        _leases = new InMemoryLeaseStore(_time);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Worker_QueuedPlan_IsFinished()
    {
        using var host = Host(new ScriptedChatClient().Says(Plan).Says("a is done").Says("b is done").Says(Claims));
        var planner = host.Services.GetRequiredService<PlanAndExecuteAgent>();
        var runId = await planner.EnqueueAsync(new PlanRequest { Goal = "the goal" }, Token);

        await host.StartAsync(Token);
        await _journal.WaitForAsync<RunCompleted>(runId);
        await host.StopAsync(Token);

        Assert.Equal("Both done. [a, b]", (await planner.LoadAsync(runId, Token)).Completed!.Text);
        Assert.Same(planner, host.Services.GetRequiredKeyedService<IResumable>("planner"));
        Assert.Empty(await _leases.ListAsync("", Token).ToListAsync(Token));
    }

    [Fact]
    public async Task Worker_HostStopsAmidAPlan_TheNextFinishesItAndDoesNoStepTwice()
    {
        var inStep = new TaskCompletionSource();
        using var first = Host(new ScriptedChatClient().Says(Plan).Says("a is done").Then((_, token) => HangAsync(inStep, token)));
        var runId = await first.Services.GetRequiredService<PlanAndExecuteAgent>().EnqueueAsync(new PlanRequest { Goal = "the goal" }, Token);
        await first.StartAsync(Token);
        await inStep.Task.WaitAsync(TimeSpan.FromSeconds(60), Token);
        await first.StopAsync(Token);
        var model = new ScriptedChatClient().Says("b is done").Says(Claims);
        using var second = Host(model);

        await second.StartAsync(Token);
        await _journal.WaitForAsync<RunCompleted>(runId);
        await second.StopAsync(Token);

        Assert.Equal("Both done. [a, b]", (await second.Services.GetRequiredService<PlanAndExecuteAgent>().LoadAsync(runId, Token)).Completed!.Text);
        Assert.Equal(0, model.Remaining);
        Assert.Single(await _journal.ReadAsync(runId, Token).OfType<PlanStepCompleted>().Where(e => e.StepId == "a").ToListAsync(Token));
    }

    [Fact]
    public async Task Worker_PlanOfAWorkerThatDied_IsTakenOverWhenItsLeaseEnds()
    {
        await _leases.AcquireAsync("run/cut", "the dead", TimeSpan.FromMinutes(1), Token);
        var started = new RunStarted { At = _time.GetUtcNow(), Agent = "planner", Kind = RunKind.Plan, Input = [new ChatMessage(ChatRole.User, "the goal")] };
        await _journal.AppendAsync(new RunAppend { RunId = "cut", ExpectedVersion = 0, Events = [started] }, Token);
        using var host = Host(new ScriptedChatClient().Says(Plan).Says("a is done").Says("b is done").Says(Claims));
        await host.StartAsync(Token);
        var completed = _journal.WaitForAsync<RunCompleted>("cut");

        while (!completed.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
        await host.StopAsync(Token);

        var resumed = await _journal.ReadAsync("cut", Token).OfType<RunResumed>().SingleAsync(Token);
        Assert.True(resumed.At >= started.At + TimeSpan.FromMinutes(1), $"It was resumed at {resumed.At}.");
    }

    [Fact]
    public async Task Worker_PlanThatWaitsForApproval_StaysSuspendedUntilTheHostDecides()
    {
        using var host = Host(new ScriptedChatClient().Says(Plan).Says("the worker looked again").Says("a is done").Says("b is done").Says(Claims), requireApproval: true);
        var planner = host.Services.GetRequiredService<PlanAndExecuteAgent>();
        var runId = await planner.EnqueueAsync(new PlanRequest { Goal = "the goal" }, Token);
        await host.StartAsync(Token);
        await _journal.WaitForAsync<RunSuspended>(runId);
        var later = _journal.WaitForAsync<RunCompleted>(await host.Services.GetRequiredService<Agent>().EnqueueAsync(RunRequest.FromText("hi"), Token));
        while (!later.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
        await host.StopAsync(Token);
        var before = (await planner.LoadAsync(runId, Token)).Status;

        var result = await planner.ResumeAsync(runId, [new ToolDecision { CallId = PlanState.ApprovalId, Approved = true }], cancellationToken: Token);

        Assert.Equal(RunStatus.Suspended, before);
        Assert.Equal("Both done. [a, b]", result.Text);
    }

    [Fact]
    public void AddPlanner_NameOfAnAgent_Throws()
    {
        var services = new ServiceCollection();

        var error = Assert.Throws<ArgumentException>(() => services.AddAgentFlow(flow => flow.AddAgent("planner", (_, _) => { }).AddPlanner("planner", _ => null!)));

        Assert.Contains("There is an agent 'planner' already.", error.Message, StringComparison.Ordinal);
    }

    private static async IAsyncEnumerable<ChatResponseUpdate> HangAsync(TaskCompletionSource started, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken token)
    {
        started.SetResult();
        await Task.Delay(Timeout.Infinite, token);
        yield break;
    }

    private IHost Host(IChatClient model, bool requireApproval = false)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton(model);
        builder.Services.AddSingleton<TimeProvider>(_time);
        builder.Services.AddSingleton<IRunJournal>(_journal);
        builder.Services.AddSingleton<ILeaseStore>(_leases);
        builder.Services.AddAgentFlow(flow => flow
            .AddAgent("hand", (_, _) => { })
            .AddPlanner("planner", services => new PlanAndExecuteAgent(services.GetRequiredService<IChatClient>(), new PlanAndExecuteOptions
            {
                Name = "planner",
                Executors = [services.GetRequiredKeyedService<Agent>("hand")],
                Journal = services.GetRequiredService<IRunJournal>(),
                TimeProvider = services.GetRequiredService<TimeProvider>(),
                RequireApproval = requireApproval,
            }))
            .AddWorker());
        return builder.Build();
    }
}
