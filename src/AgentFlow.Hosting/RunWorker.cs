using AgentFlow.Agents;
using AgentFlow.Runs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AgentFlow.Hosting;

/// <summary>
/// Takes queued runs of the host's agents from the journal, oldest first, and finishes them; of several workers on one journal one takes each. A run whose worker died is taken over when
/// that one's lease ends. Of the queued runs of a session the next begins when the one before has ended or waits. A run that fails or waits for a person is left where it stands; the journal says why.
/// </summary>
internal sealed partial class RunWorker : BackgroundService
{
    private readonly IServiceProvider _services;
    private readonly IRunJournal _journal;
    private readonly ILeaseStore _leases;
    private readonly RunWorkerOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<RunWorker> _logger;
    private readonly HashSet<string> _agents;
    private readonly SessionQueue _sessions;
    private readonly SemaphoreSlim _places;
    private readonly Dictionary<string, Task> _running = new(StringComparer.Ordinal);
    private readonly string _owner;

    public RunWorker(IServiceProvider services, IRunJournal journal, ILeaseStore leases, RunWorkerOptions options, TimeProvider time, IEnumerable<AgentName> agents, ILogger<RunWorker> logger)
    {
        _services = services;
        _journal = journal;
        _leases = leases;
        _options = options;
        _time = time;
        _logger = logger;
        _agents = agents.Select(a => a.Name).ToHashSet(StringComparer.Ordinal);
        _sessions = new SessionQueue(journal, leases, _agents);
        _places = new SemaphoreSlim(options.MaxConcurrentRuns);
        _owner = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.CreateVersion7(time.GetUtcNow()):n}";
    }

    public override void Dispose()
    {
        _places.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_options.PollInterval, _time);
        try
        {
            if (_options.ResumeInterrupted)
                await TakeInterruptedAsync(stoppingToken).ConfigureAwait(false);
            do
            {
                await TakeOrphansAsync(stoppingToken).ConfigureAwait(false);
                await TakeQueuedAsync(stoppingToken).ConfigureAwait(false);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops: what is under way was cancelled with it, and goes on with another worker or at the next start.
        }
        await Task.WhenAll(_running.Values).ConfigureAwait(false);
    }

    private async Task TakeInterruptedAsync(CancellationToken stoppingToken)
    {
        foreach (var runs in (await ListAsync(RunStatus.Running, stoppingToken).ConfigureAwait(false)).GroupBy(r => KeyOf(r.RunId, r.SessionId)))
            await StartAsync(runs.Key, () => FinishAllAsync(runs.Select(r => r.RunId), stoppingToken), stoppingToken).ConfigureAwait(false);
    }

    private async Task TakeQueuedAsync(CancellationToken stoppingToken)
    {
        foreach (var run in await ListAsync(RunStatus.Queued, stoppingToken).ConfigureAwait(false))
        {
            Func<Task> work = run.SessionId is { } session ? () => FinishSessionAsync(session, stoppingToken) : () => HoldAndFinishAsync(run.RunId, null, stoppingToken);
            await StartAsync(KeyOf(run.RunId, run.SessionId), work, stoppingToken).ConfigureAwait(false);
        }
    }

    /// <summary>The runs of all of the host's agents, oldest first. Runs that are a part of another are that one's to continue.</summary>
    private async Task<List<RunSummary>> ListAsync(RunStatus status, CancellationToken stoppingToken)
    {
        List<RunSummary> runs = [];
        foreach (var agent in _agents)
        {
            var query = new RunQuery { Agent = agent, Status = status, TopLevelOnly = true, OldestFirst = true, Limit = SessionQueue.Depth };
            await foreach (var run in _journal.ListAsync(query, stoppingToken).ConfigureAwait(false))
                runs.Add(run);
        }
        return [.. runs.OrderBy(r => r.StartedAt)];
    }

    /// <summary>Runs whose worker gives no sign of life any more: their lease has ended and was not given back.</summary>
    private async Task TakeOrphansAsync(CancellationToken stoppingToken)
    {
        await foreach (var lease in _leases.ListAsync(HeldRun.Prefix, stoppingToken).ConfigureAwait(false))
        {
            var runId = lease.Name[HeldRun.Prefix.Length..];
            if (lease.ExpiresAt > _time.GetUtcNow())
                continue;
            var start = await FindAsync(runId, stoppingToken).ConfigureAwait(false);
            if (start is null || _agents.Contains(start.Agent))
                await StartAsync(KeyOf(runId, start?.SessionId), () => HoldAndFinishAsync(runId, null, stoppingToken), stoppingToken).ConfigureAwait(false);
        }
    }

    /// <summary>Runs of one session go one after the other, so they are one piece of work.</summary>
    private static string KeyOf(string runId, string? sessionId) => sessionId is null ? $"run/{runId}" : $"session/{sessionId}";

    private async Task StartAsync(string key, Func<Task> work, CancellationToken stoppingToken)
    {
        foreach (var ended in _running.Where(r => r.Value.IsCompleted).Select(r => r.Key).ToList())
            _running.Remove(ended);
        if (_running.ContainsKey(key))
            return;
        await _places.WaitAsync(stoppingToken).ConfigureAwait(false);
        _running[key] = WorkAsync(key, work, stoppingToken);
    }

    private async Task WorkAsync(string key, Func<Task> work, CancellationToken stoppingToken)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
        catch (Exception error)
        {
            // One piece of work must not stop the others; the next look at the journal tries again.
            LogNotDone(error, key);
        }
        finally
        {
            _places.Release();
        }
    }

    private async Task FinishAllAsync(IEnumerable<string> runIds, CancellationToken stoppingToken)
    {
        foreach (var runId in runIds)
            await HoldAndFinishAsync(runId, null, stoppingToken).ConfigureAwait(false);
    }

    /// <summary>Finishes a session's queued runs one after the other, for as long as none of them is held up; the next look at the journal goes on from there.</summary>
    private async Task FinishSessionAsync(string sessionId, CancellationToken stoppingToken)
    {
        HashSet<string> tried = new(StringComparer.Ordinal);
        while (await _sessions.NextAsync(sessionId, stoppingToken).ConfigureAwait(false) is { } next && tried.Add(next))
        {
            if (!await HoldAndFinishAsync(next, sessionId, stoppingToken).ConfigureAwait(false))
                return;
        }
    }

    /// <summary>Finishes a run unless another worker holds it; true when it was brought as far as it goes.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="sessionId">Its session, when it may only be begun if it is that one's next.</param>
    /// <param name="stoppingToken">The host stops.</param>
    private async Task<bool> HoldAndFinishAsync(string runId, string? sessionId, CancellationToken stoppingToken)
    {
        if (await HeldRun.TryHoldAsync(_leases, runId, _owner, _options.LeaseDuration, _time, stoppingToken).ConfigureAwait(false) is not { } held)
            return false;
        await using (held.ConfigureAwait(false))
        {
            // Looked at anew under the lease: another worker may have finished it, and begun the one behind it, since.
            if (sessionId is not null && await _sessions.NextAsync(sessionId, stoppingToken).ConfigureAwait(false) != runId)
                held.IsDone = true;
            else
                held.IsDone = await FinishAsync(runId, held, stoppingToken).ConfigureAwait(false);
            return held.IsDone;
        }
    }

    /// <summary>Continues a run until it ends or waits; true when there is nothing more for a worker to do.</summary>
    private async Task<bool> FinishAsync(string runId, HeldRun held, CancellationToken stoppingToken)
    {
        // Looked up anew under the lease: another worker may have finished it since it was listed.
        if (await FindAsync(runId, held.Lost).ConfigureAwait(false) is not { } start)
            return true;
        try
        {
            var agent = _services.GetRequiredKeyedService<IResumable>(start.Agent);
            var result = await agent.ResumeAsync(runId, cancellationToken: held.Lost).ConfigureAwait(false);
            if (result.Status == RunStatus.Suspended)
                LogSuspended(runId, start.Agent, result.Pending.Count);
            else
                LogCompleted(runId, start.Agent, result.Outcome!.Value);
            return true;
        }
        catch (OperationCanceledException) when (held.Lost.IsCancellationRequested)
        {
            if (stoppingToken.IsCancellationRequested)
                LogInterrupted(runId, start.Agent);
            else
                LogLost(runId, start.Agent);
            return false;
        }
        catch (SessionTurnLostException error)
        {
            LogTurnLost(error, runId, start.Agent);
            return false;
        }
        catch (RunConflictException)
        {
            LogTakenElsewhere(runId, start.Agent);
            return true;
        }
        catch (Exception error)
        {
            // One run that fails must not stop the others. The journal has the failure; the operator gets it here.
            LogFailed(error, runId, start.Agent);
            return true;
        }
    }

    private async Task<RunStarted?> FindAsync(string runId, CancellationToken cancellationToken)
    {
        await foreach (var e in _journal.ReadAsync(runId, cancellationToken).ConfigureAwait(false))
            return e as RunStarted;
        return null;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Run {RunId} of agent {Agent} ended: {Outcome}.")]
    private partial void LogCompleted(string runId, string agent, RunOutcome outcome);

    [LoggerMessage(Level = LogLevel.Information, Message = "Run {RunId} of agent {Agent} waits for {Count} decision(s).")]
    private partial void LogSuspended(string runId, string agent, int count);

    [LoggerMessage(Level = LogLevel.Information, Message = "Run {RunId} of agent {Agent} was interrupted; another worker goes on with it, or this one at the next start.")]
    private partial void LogInterrupted(string runId, string agent);

    [LoggerMessage(Level = LogLevel.Information, Message = "Run {RunId} of agent {Agent} is being continued by another process.")]
    private partial void LogTakenElsewhere(string runId, string agent);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Run {RunId} of agent {Agent} was given up: its lease could not be renewed in time, so another worker may have it.")]
    private partial void LogLost(string runId, string agent);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Run {RunId} of agent {Agent} lost its turn in the session. It goes on in a new one.")]
    private partial void LogTurnLost(Exception error, string runId, string agent);

    [LoggerMessage(Level = LogLevel.Error, Message = "The worker could not go on with {Work}.")]
    private partial void LogNotDone(Exception error, string work);

    [LoggerMessage(Level = LogLevel.Error, Message = "Run {RunId} of agent {Agent} failed. It can be resumed once the cause is mended: agentflow runs resume {RunId}")]
    private partial void LogFailed(Exception error, string runId, string agent);
}
