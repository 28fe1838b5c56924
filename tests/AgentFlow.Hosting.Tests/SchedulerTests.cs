using AgentFlow.Agents;
using AgentFlow.Hosting.Schedules;
using AgentFlow.Runs;
using AgentFlow.Testing;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AgentFlow.Hosting.Tests;

public sealed class SchedulerTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly InMemoryJournal _journal = new();
    private readonly InMemoryKeyValueStore _store = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Schedule_TwoWorkers_EachTimeIsQueuedOnce()
    {
        using var first = Host("0 * * * *");
        using var second = Host("0 * * * *");
        await first.StartAsync(Token);
        await second.StartAsync(Token);

        for (var hour = 1; hour <= 3; hour++)
            await AdvanceUntilAsync(hour);
        await first.StopAsync(Token);
        await second.StopAsync(Token);

        Assert.Equal(["night-20260101T0100Z", "night-20260101T0200Z", "night-20260101T0300Z"], await RunsAsync());
        Assert.Equal("It is 03:00.", (await _journal.ReadAsync("night-20260101T0300Z", Token).OfType<RunStarted>().SingleAsync(Token)).Input[0].Text);
    }

    [Theory]
    [InlineData(MissedOccurrences.Skip, new string[0])]
    [InlineData(MissedOccurrences.RunOnce, new[] { "night-20260101T0500Z" })]
    public async Task Schedule_TimesWhileNobodyWasThere_AreMadeUpForAsAsked(MissedOccurrences missed, string[] expected)
    {
        using (var first = Host("0 * * * *", missed))
        {
            await first.StartAsync(Token);
            await UntilAsync(async () => await _store.GetAsync("agentflow/schedules", "night", Token) is not null);
            await first.StopAsync(Token);
        }
        _time.Advance(TimeSpan.FromHours(5.5));

        using var second = Host("0 * * * *", missed);
        await second.StartAsync(Token);
        await UntilAsync(async () => (await RunsAsync()).Count == expected.Length);
        await second.StopAsync(Token);

        Assert.Equal(expected, await RunsAsync());
    }

    [Fact]
    public async Task Schedule_RequestThatThrows_DoesNotEndIt()
    {
        using var host = Host("0 * * * *", request: at => at.Hour == 1 ? throw new InvalidOperationException("not now") : RunRequest.FromText("now"));
        await host.StartAsync(Token);

        await AdvanceUntilAsync(1, hour: 2);
        await host.StopAsync(Token);

        Assert.Equal(["night-20260101T0200Z"], await RunsAsync());
    }

    [Fact]
    public void AddSchedule_WhatIsWrong_IsSaidAtOnce()
    {
        var services = new ServiceCollection();

        Assert.Throws<FormatException>(() => services.AddAgentFlow(flow => flow.AddSchedule("night", "clerk", "0 25 * * *", _ => RunRequest.FromText("?"))));
        Assert.Throws<ArgumentException>(() => services.AddAgentFlow(flow => flow
            .AddSchedule("night", "clerk", "@daily", _ => RunRequest.FromText("?"))
            .AddSchedule("night", "clerk", "@hourly", _ => RunRequest.FromText("?"))));
    }

    private IHost Host(string cron, MissedOccurrences missed = default, Func<DateTimeOffset, RunRequest>? request = null)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton<IChatClient>(new ScriptedChatClient());
        builder.Services.AddSingleton<TimeProvider>(_time);
        builder.Services.AddSingleton<IRunJournal>(_journal);
        builder.Services.AddSingleton<IKeyValueStore>(_store);
        builder.Services.AddAgentFlow(flow => flow
            .AddAgent("clerk", (_, _) => { })
            .AddSchedule("night", "clerk", cron, request ?? (at => RunRequest.FromText($"It is {at:HH:mm}.")), options => options.Missed = missed));
        return builder.Build();
    }

    private async Task AdvanceUntilAsync(int runs, int? hour = null)
    {
        while ((await RunsAsync()).Count < runs || _time.GetUtcNow().Hour < (hour ?? runs))
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            await Task.Delay(1, Token);
        }
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        while (!await holds())
            await Task.Delay(1, Token);
    }

    private async Task<List<string>> RunsAsync() => await _journal.ListAsync(new RunQuery { OldestFirst = true }, Token).Select(r => r.RunId).Order().ToListAsync(Token);
}
