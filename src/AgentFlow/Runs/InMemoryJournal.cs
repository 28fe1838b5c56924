using System.Runtime.CompilerServices;
using AgentFlow.Memory;

namespace AgentFlow.Runs;

/// <summary>
/// Keeps runs and sessions in memory: every run until it ends, the last ones that ended, and all sessions. The default of an agent that is
/// given no journal.
/// </summary>
public sealed class InMemoryJournal : IRunJournal
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _runs = new(StringComparer.Ordinal);
    private readonly Queue<string> _completed = new();
    private readonly InMemorySessionStore _sessions;
    private readonly int _keepCompleted;

    /// <summary>A journal without runs.</summary>
    /// <param name="timeProvider">The clock by which sessions are dated; by default the system's.</param>
    /// <param name="keepCompleted">How many runs that ended are kept, the last ones; a process that lives for long would fill up with them. From 0.</param>
    public InMemoryJournal(TimeProvider? timeProvider = null, int keepCompleted = 1000)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(keepCompleted);
        _sessions = new InMemorySessionStore(timeProvider) { OnDelete = DeleteRuns };
        _keepCompleted = keepCompleted;
    }

    /// <inheritdoc />
    public ISessionStore Sessions => _sessions;

    /// <inheritdoc />
    public ISessionTurns SessionTurns { get; } = new InMemorySessionTurns();

    /// <inheritdoc />
    public ValueTask AppendAsync(RunAppend append, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(append);
        lock (_gate)
        {
            _runs.TryGetValue(append.RunId, out var entry);
            var version = entry?.Events.Count ?? 0;
            if (version != append.ExpectedVersion)
                throw new RunConflictException(append.RunId, append.ExpectedVersion, version);
            RunSummary.ThrowIfInvalid(append, isNew: entry is null);
            if (append.Session is not null)
            {
                // Completes at once: the store is ours and in memory. Throws on a conflict, before anything of the run was written.
                _ = _sessions.AppendAsync(append.Session, cancellationToken).AsTask();
            }
            entry ??= _runs[append.RunId] = new Entry();
            entry.Events.AddRange(append.Events);
            if (append.Events[^1] is RunCompleted)
                Forget(append.RunId);
        }
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<RunEvent> ReadAsync(string runId, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        RunEvent[] events;
        lock (_gate)
            events = _runs.TryGetValue(runId, out var entry) ? [.. entry.Events] : [];
        await Task.CompletedTask.ConfigureAwait(false);
        foreach (var e in events)
            yield return e;
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<RunSummary> ListAsync(RunQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1);
        RunSummary[] runs;
        lock (_gate)
            runs = [.. _runs.Select(r => Summarize(r.Key, r.Value)).Where(s => Matches(s, query))];
        await Task.CompletedTask.ConfigureAwait(false);
        var ordered = query.OldestFirst ? runs.OrderBy(r => r.StartedAt) : runs.OrderByDescending(r => r.StartedAt);
        foreach (var run in ordered.Take(query.Limit))
            yield return run;
    }

    private void Forget(string runId)
    {
        _completed.Enqueue(runId);
        if (_completed.Count > _keepCompleted)
            _runs.Remove(_completed.Dequeue());
    }

    private void DeleteRuns(string sessionId)
    {
        lock (_gate)
        {
            foreach (var (runId, _) in _runs.Where(r => r.Value.Events[0] is RunStarted started && started.SessionId == sessionId).ToList())
                _runs.Remove(runId);
        }
    }

    private static RunSummary Summarize(string runId, Entry entry) =>
        RunSummary.After(null, new RunAppend { RunId = runId, ExpectedVersion = 0, Events = entry.Events });

    private static bool Matches(RunSummary run, RunQuery query) =>
        (query.Agent is null || run.Agent == query.Agent)
        && (query.SessionId is null || run.SessionId == query.SessionId)
        && (query.Status is null || run.Status == query.Status)
        && (query.ParentRunId is null || run.ParentRunId == query.ParentRunId)
        && (!query.TopLevelOnly || run.ParentRunId is null);

    private sealed class Entry
    {
        public List<RunEvent> Events { get; } = [];
    }
}
