using AgentFlow.Agents;
using AgentFlow.Runs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AgentFlow.Hosting;

/// <summary>
/// Takes queued runs of the host's agents from the journal, oldest first, and finishes them. A run that fails or waits for a person is left
/// where it stands; the journal says why.
/// </summary>
internal sealed partial class RunWorker : BackgroundService
{
    private readonly IServiceProvider _services;
    private readonly IRunJournal _journal;
    private readonly RunWorkerOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<RunWorker> _logger;
    private readonly List<string> _agents;
    private readonly SemaphoreSlim _places;
    private readonly Dictionary<string, Task> _running = new(StringComparer.Ordinal);

    public RunWorker(IServiceProvider services, IRunJournal journal, RunWorkerOptions options, TimeProvider time, IEnumerable<AgentName> agents, ILogger<RunWorker> logger)
    {
        _services = services;
        _journal = journal;
        _options = options;
        _time = time;
        _logger = logger;
        _agents = [.. agents.Select(a => a.Name)];
        _places = new SemaphoreSlim(options.MaxConcurrentRuns);
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
                await TakeAsync(RunStatus.Running, stoppingToken).ConfigureAwait(false);
            do
            {
                await TakeAsync(RunStatus.Queued, stoppingToken).ConfigureAwait(false);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops: what is under way was cancelled with it and goes on at the next start.
        }
        await Task.WhenAll(_running.Values).ConfigureAwait(false);
    }

    private async Task TakeAsync(RunStatus status, CancellationToken stoppingToken)
    {
        foreach (var id in _running.Where(r => r.Value.IsCompleted).Select(r => r.Key).ToList())
            _running.Remove(id);
        foreach (var agent in _agents)
        {
            var query = new RunQuery { Agent = agent, Status = status, OldestFirst = true };
            await foreach (var run in _journal.ListAsync(query, stoppingToken).ConfigureAwait(false))
            {
                if (_running.ContainsKey(run.RunId))
                    continue;
                await _places.WaitAsync(stoppingToken).ConfigureAwait(false);
                _running[run.RunId] = FinishAsync(agent, run.RunId, stoppingToken);
            }
        }
    }

    private async Task FinishAsync(string agentName, string runId, CancellationToken stoppingToken)
    {
        try
        {
            var agent = _services.GetRequiredKeyedService<Agent>(agentName);
            var result = await agent.ResumeAsync(runId, cancellationToken: stoppingToken).ConfigureAwait(false);
            if (result.Status == RunStatus.Suspended)
                LogSuspended(runId, agentName, result.Pending.Count);
            else
                LogCompleted(runId, agentName, result.Outcome!.Value);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            LogInterrupted(runId, agentName);
        }
        catch (RunConflictException)
        {
            LogTakenElsewhere(runId, agentName);
        }
        catch (Exception error)
        {
            // One run that fails must not stop the others. The journal has the failure; the operator gets it here.
            LogFailed(error, runId, agentName);
        }
        finally
        {
            _places.Release();
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Run {RunId} of agent {Agent} ended: {Outcome}.")]
    private partial void LogCompleted(string runId, string agent, RunOutcome outcome);

    [LoggerMessage(Level = LogLevel.Information, Message = "Run {RunId} of agent {Agent} waits for {Count} decision(s).")]
    private partial void LogSuspended(string runId, string agent, int count);

    [LoggerMessage(Level = LogLevel.Information, Message = "Run {RunId} of agent {Agent} was interrupted; it goes on at the next start.")]
    private partial void LogInterrupted(string runId, string agent);

    [LoggerMessage(Level = LogLevel.Information, Message = "Run {RunId} of agent {Agent} is being continued by another process.")]
    private partial void LogTakenElsewhere(string runId, string agent);

    [LoggerMessage(Level = LogLevel.Error, Message = "Run {RunId} of agent {Agent} failed. It can be resumed once the cause is mended: agentflow runs resume {RunId}")]
    private partial void LogFailed(Exception error, string runId, string agent);
}
