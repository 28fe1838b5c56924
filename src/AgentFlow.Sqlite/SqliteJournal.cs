using AgentFlow.Memory;
using AgentFlow.Runs;
using AgentFlow.Sqlite.Packing;
using AgentFlow.Sqlite.Reading;
using AgentFlow.Sqlite.Writing;
using AgentFlow.Tools;

namespace AgentFlow.Sqlite;

/// <summary>
/// Keeps runs, sessions and what tools remember in one SQLite file. One thread writes, and puts whatever waits into one transaction, so that
/// many runs at once share the cost of reaching the disk; readers do not wait for it.
/// </summary>
/// <remarks>
/// Safe for use by many runs at once; several processes may have the same file open. Make one journal for a file and dispose of it in the
/// end, which writes what still waits. The file is opened, or made, at the first use.
/// </remarks>
public sealed class SqliteJournal : IRunJournal, IAsyncDisposable
{
    private readonly JournalFile _file;
    private readonly RunReader _runs;
    private readonly SqliteSessionStore _sessions;

    /// <summary>A journal in a file, which is not touched before the first use.</summary>
    /// <param name="path">The file, on a local disk. SQLite puts two more beside it while it is open, <c>-wal</c> and <c>-shm</c>.</param>
    /// <param name="options">How it is kept; null for the defaults.</param>
    public SqliteJournal(string path, SqliteJournalOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (path == ":memory:")
            throw new ArgumentException($"'{path}' is not a file, and several connections could not share it. Use {nameof(InMemoryJournal)}.", nameof(path));
        var taken = (options ?? new SqliteJournalOptions()).CopyIfValid();
        _file = new JournalFile(Path.GetFullPath(path), taken);
        _runs = new RunReader(_file);
        _sessions = new SqliteSessionStore(_file, taken);
        KeyValues = new SqliteKeyValueStore(_file);
        Leases = new SqliteLeaseStore(_file, taken.TimeProvider);
        SessionTurns = taken.SessionLease is { } duration ? new LeasedSessionTurns(Leases, duration, taken.TimeProvider) : new InMemorySessionTurns();
    }

    /// <inheritdoc />
    public ISessionStore Sessions => _sessions;

    /// <inheritdoc />
    /// <remarks>
    /// With <see cref="SqliteJournalOptions.SessionLease"/> it queues the runs of all processes on the file. Without, those of this process: runs of other processes land whole as well,
    /// one behind the other, but see the session as it was when they began.
    /// </remarks>
    public ISessionTurns SessionTurns { get; }

    /// <summary>What tools remember, in the same file and with the same durability.</summary>
    public IKeyValueStore KeyValues { get; }

    /// <summary>Which worker works on what, among all processes that have the file open. Their clocks must agree; on one machine they do.</summary>
    public ILeaseStore Leases { get; }

    /// <summary>How many transactions were committed, for the tests of grouping.</summary>
    internal long Transactions => _file.Transactions;

    /// <inheritdoc />
    /// <exception cref="SqliteJournalException">The file could not be opened or written.</exception>
    public async ValueTask AppendAsync(RunAppend append, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(append);
        // What a long run has said is read once more at its end, so that the session may refer to it.
        var isDue = append.Events.Count > 0 && EventPacking.IsDue(append);
        var said = isDue && append.Session is not null ? _runs.ReadAll(append) : null;
        var session = append.Session is null ? null : _sessions.Prepare(append.Session, said is null ? null : (append.RunId, said));
        var packing = isDue ? _file.Read((append.RunId, _file.Rows), EventPacking.Prepare) : null;
        await _file.WriteAsync(new RunWrite(append, session, packing, _file.Rows), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public IAsyncEnumerable<RunEvent> ReadAsync(string runId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(runId);
        return _runs.ReadAsync(runId, cancellationToken);
    }

    /// <inheritdoc />
    public IAsyncEnumerable<RunSummary> ListAsync(RunQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1);
        return _runs.ListAsync(query, cancellationToken);
    }

    /// <summary>Finds messages that have all of some words, the best first. Case and accents do not count.</summary>
    /// <param name="words">The words, as a user types them; signs in them have no meaning.</param>
    /// <param name="sessionId">The session to look in; null for all.</param>
    /// <param name="limit">How many to give at most. At least 1.</param>
    /// <param name="cancellationToken">Gives up before the search.</param>
    /// <exception cref="NotSupportedException">The journal is encrypted: an index of its words would say what is in it.</exception>
    public ValueTask<IReadOnlyList<MessageHit>> SearchAsync(string words, string? sessionId = null, int limit = 20, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(words);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        cancellationToken.ThrowIfCancellationRequested();
        if (_file.Rows.IsSealed)
            throw new NotSupportedException("An encrypted journal cannot be searched: an index of its words would say what is in it. Load the sessions and look through them, or keep the journal unencrypted.");
        return ValueTask.FromResult<IReadOnlyList<MessageHit>>(_file.Read((words, sessionId, limit, _file.Rows), MessageSearch.Find));
    }

    /// <summary>
    /// Deletes what is old, for good, in one transaction. Nothing is ever deleted by itself: who wants to keep things for a while only calls this, daily say.
    /// </summary>
    /// <param name="sessionsUntouchedFor">Deletes sessions that neither got a message nor had a run going on for so long, with their runs, whatever those wait for, and what memories keep of them. Null: none.</param>
    /// <param name="runsCompletedFor">Deletes the journals of runs that were completed so long ago; the sessions keep what was said. Null: none.</param>
    /// <param name="cancellationToken">Gives up waiting; the deletion may then have happened or not.</param>
    /// <returns>What was deleted.</returns>
    public async ValueTask<PruneResult> PruneAsync(TimeSpan? sessionsUntouchedFor = null, TimeSpan? runsCompletedFor = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sessionsUntouchedFor ?? TimeSpan.Zero, TimeSpan.Zero, nameof(sessionsUntouchedFor));
        ArgumentOutOfRangeException.ThrowIfLessThan(runsCompletedFor ?? TimeSpan.Zero, TimeSpan.Zero, nameof(runsCompletedFor));
        var write = _sessions.PreparePrune(sessionsUntouchedFor, runsCompletedFor);
        await _file.WriteAsync(write, cancellationToken).ConfigureAwait(false);
        return new PruneResult { Sessions = write.Sessions, Runs = write.Runs };
    }

    /// <summary>
    /// Makes the file as small as it can be without deleting anything: packs the events of ended runs, forgets instructions that no run has any more, and writes the file
    /// anew without its free pages. Needs as much free space on the disk as the file has; appends wait while the file is rebuilt.
    /// </summary>
    /// <param name="progress">Is told after each run that was packed; null for nobody.</param>
    /// <param name="cancellationToken">Stops between two runs; what was packed stays packed.</param>
    /// <exception cref="SqliteJournalException">There is no room on the disk, or another process holds the file.</exception>
    public async ValueTask<CompactResult> CompactAsync(IProgress<CompactProgress>? progress = null, CancellationToken cancellationToken = default) =>
        await Compaction.RunAsync(_file, progress, cancellationToken).ConfigureAwait(false);

    /// <summary>Writes what still waits, then closes the file. What is called afterwards throws <see cref="ObjectDisposedException"/>.</summary>
    public ValueTask DisposeAsync() => _file.DisposeAsync();
}
