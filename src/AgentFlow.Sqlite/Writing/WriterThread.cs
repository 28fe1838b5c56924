using AgentFlow.Sqlite.Driver;

namespace AgentFlow.Sqlite.Writing;

/// <summary>
/// The one thread that writes. It puts whatever is waiting into one transaction, so that many runs share the cost of reaching the disk;
/// while it waits for the disk, the next group gathers by itself.
/// </summary>
internal sealed class WriterThread
{
    /// <summary>So many appends share a transaction at most: nobody waits for an endless one.</summary>
    public const int MaxGroup = 512;

    // An old-fashioned monitor, because the thread waits on it.
    private readonly object _gate = new();
    private readonly Queue<Write> _queue = new();
    private readonly List<Write> _group = new(MaxGroup);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Database _database;
    private readonly string _path;
    private long _transactions;
    private bool _isClosed;
    private int _lastGroup;

    /// <summary>Starts the thread, which owns the connection from now on.</summary>
    public WriterThread(Database database, string path)
    {
        _database = database;
        _path = path;
        new Thread(Work) { IsBackground = true, Name = $"AgentFlow journal {Path.GetFileName(path)}" }.Start();
    }

    /// <summary>How many transactions were committed, for the tests of grouping.</summary>
    public long Transactions => Interlocked.Read(ref _transactions);

    /// <summary>Puts a write in the queue; false when the thread is closing.</summary>
    public bool TryEnqueue(Write write)
    {
        lock (_gate)
        {
            if (_isClosed)
                return false;
            _queue.Enqueue(write);
            Monitor.Pulse(_gate);
            return true;
        }
    }

    /// <summary>Takes no more writes, and ends when those in the queue are done.</summary>
    public Task CloseAsync()
    {
        lock (_gate)
        {
            _isClosed = true;
            Monitor.Pulse(_gate);
        }
        return _ended.Task;
    }

    private void Work()
    {
        while (WaitForWrites())
            CommitGroup();
        _database.Dispose();
        _ended.SetResult();
    }

    private bool WaitForWrites()
    {
        lock (_gate)
        {
            while (_queue.Count == 0 && !_isClosed)
                Monitor.Wait(_gate);
            return _queue.Count > 0;
        }
    }

    private bool TryTake()
    {
        lock (_gate)
        {
            if (_group.Count == MaxGroup || !_queue.TryDequeue(out var write))
                return false;
            _group.Add(write);
            return true;
        }
    }

    private void CommitGroup()
    {
        _group.Clear();
        var applied = 0;
        try
        {
            _database.Run("BEGIN IMMEDIATE");
            ApplyWaiting(ref applied);
            if (applied < _lastGroup)
            {
                // Those of the group before are likely about to append again: letting them run first halves the number of commits under load.
                Thread.Yield();
                ApplyWaiting(ref applied);
            }
            _lastGroup = applied;
            Commit();
        }
        catch (Exception error) // Whatever it is belongs to those who wait; the thread must live on for the others.
        {
            RollBack();
            RecoverGroup(applied, error);
            return;
        }
        foreach (var write in _group)
            Complete(write);
    }

    /// <summary>Applies what waits, and what arrives in the meantime.</summary>
    private void ApplyWaiting(ref int applied)
    {
        for (; TryTake(); applied++)
            _group[applied].Apply(_database);
    }

    /// <summary>The transaction is gone. One write that spoiled it must not disturb its neighbours; what stops them all is reported to all.</summary>
    private void RecoverGroup(int applied, Exception error)
    {
        if (_group.Count > 1 && applied < _group.Count)
        {
            foreach (var write in _group)
                CommitAlone(write);
            return;
        }
        if (_group.Count == 0)
        {
            // The transaction could not even begin; who waits for it would only wait for the same again.
            while (TryTake())
            {
            }
        }
        foreach (var write in _group)
            write.Fail(error);
    }

    private void CommitAlone(Write write)
    {
        try
        {
            _database.Run("BEGIN IMMEDIATE");
            write.Apply(_database);
            Commit();
        }
        catch (Exception error) // As above.
        {
            RollBack();
            write.Fail(error);
            return;
        }
        Complete(write);
    }

    private void Complete(Write write)
    {
        try
        {
            if (write.Rebuilds)
                _database.Run("VACUUM");
            if (write.LeavesNoTrace)
                WriteAheadLog.Empty(_database, _path);
        }
        catch (SqliteJournalException error)
        {
            write.Fail(error);
            return;
        }
        write.Complete();
    }

    private void Commit()
    {
        _database.Run("COMMIT");
        Interlocked.Increment(ref _transactions);
    }

    private void RollBack()
    {
        try
        {
            if (_database.IsInTransaction)
                _database.Run("ROLLBACK");
        }
        catch (SqliteJournalException)
        {
            // The error that led here is the one to report; if the connection is beyond use, the next BEGIN says so.
        }
    }
}
