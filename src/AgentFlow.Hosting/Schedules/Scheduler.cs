using System.Globalization;
using AgentFlow.Agents;
using AgentFlow.Runs;
using AgentFlow.Tools;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AgentFlow.Hosting.Schedules;

/// <summary>Puts a run into the queue whenever a schedule's time has come. Every worker does so; the journal takes the first and refuses the others.</summary>
internal sealed partial class Scheduler(
    IServiceProvider services, IEnumerable<Schedule> schedules, IKeyValueStore store, TimeProvider time, ILogger<Scheduler> logger) : BackgroundService
{
    /// <summary>Timers are not longer than this, so that a clock that was set does not go unnoticed for long.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private const string Scope = "agentflow/schedules";

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(schedules.Select(s => RunAsync(s, stoppingToken)));

    private async Task RunAsync(Schedule schedule, CancellationToken stoppingToken)
    {
        try
        {
            var from = await BeginAsync(schedule, stoppingToken).ConfigureAwait(false);
            while (schedule.Next(from) is { } next)
            {
                await WaitUntilAsync(next, stoppingToken).ConfigureAwait(false);
                await FireAsync(schedule, next, stoppingToken).ConfigureAwait(false);
                from = next;
            }
            LogEnded(schedule.Name);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    /// <summary>Makes up for what was missed, where that is wanted, and returns the time behind which the next one is looked for.</summary>
    private async Task<DateTimeOffset> BeginAsync(Schedule schedule, CancellationToken stoppingToken)
    {
        var now = time.GetUtcNow();
        var last = await store.GetAsync(Scope, schedule.Name, stoppingToken).ConfigureAwait(false);
        if (last is null)
            await RememberAsync(schedule, now, stoppingToken).ConfigureAwait(false);
        else if (schedule.Missed == MissedOccurrences.RunOnce && LastBetween(schedule, DateTimeOffset.Parse(last, CultureInfo.InvariantCulture), now) is { } missed)
            await FireAsync(schedule, missed, stoppingToken).ConfigureAwait(false);
        return now;
    }

    private static DateTimeOffset? LastBetween(Schedule schedule, DateTimeOffset from, DateTimeOffset to)
    {
        DateTimeOffset? last = null;
        for (var next = schedule.Next(from); next <= to; next = schedule.Next(next.Value))
            last = next;
        return last;
    }

    private async Task WaitUntilAsync(DateTimeOffset next, CancellationToken stoppingToken)
    {
        for (var left = next - time.GetUtcNow(); left > TimeSpan.Zero; left = next - time.GetUtcNow())
            await Task.Delay(left < LongestWait ? left : LongestWait, time, stoppingToken).ConfigureAwait(false);
    }

    private async Task FireAsync(Schedule schedule, DateTimeOffset at, CancellationToken stoppingToken)
    {
        try
        {
            var runId = await services.GetRequiredKeyedService<Agent>(schedule.Agent).EnqueueAsync(schedule.RequestAt(at), stoppingToken).ConfigureAwait(false);
            LogFired(schedule.Name, runId);
        }
        catch (RunConflictException)
        {
            // Another worker was first.
        }
        catch (Exception error) when (!(error is OperationCanceledException && stoppingToken.IsCancellationRequested))
        {
            // One time that fails must not end the schedule.
            LogNotFired(error, schedule.Name, at);
            return;
        }
        await RememberAsync(schedule, at, stoppingToken).ConfigureAwait(false);
    }

    private ValueTask RememberAsync(Schedule schedule, DateTimeOffset at, CancellationToken stoppingToken) =>
        store.SetAsync(Scope, schedule.Name, at.ToString("O", CultureInfo.InvariantCulture), stoppingToken);

    [LoggerMessage(Level = LogLevel.Information, Message = "Schedule {Schedule}: run {RunId} is in the queue.")]
    private partial void LogFired(string schedule, string runId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Schedule {Schedule}: the run of {At} could not be put into the queue.")]
    private partial void LogNotFired(Exception error, string schedule, DateTimeOffset at);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Schedule {Schedule} has no further time.")]
    private partial void LogEnded(string schedule);
}
