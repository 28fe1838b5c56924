using AgentFlow.Sqlite.Driver;

namespace AgentFlow.Sqlite.Reading;

/// <summary>Connections for reading, which the writer does not hold up and which do not hold up the writer.</summary>
internal sealed class ReaderPool : IDisposable
{
    private const int MaxIdle = 8;

    private readonly Lock _gate = new();
    private readonly Stack<Database> _idle = new();
    private readonly Func<Database> _open;
    private bool _isClosed;

    public ReaderPool(Func<Database> open) => _open = open;

    /// <summary>
    /// Reads on the caller's thread: SQLite has no asynchronous reading, and what is read here takes less time than a change of thread, or is
    /// read in pages.
    /// </summary>
    public TResult Read<TArgument, TResult>(TArgument argument, Func<Database, TArgument, TResult> read)
    {
        var database = Take();
        try
        {
            return read(database, argument);
        }
        finally
        {
            GiveBack(database);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isClosed = true;
            while (_idle.TryPop(out var database))
                database.Dispose();
        }
    }

    private Database Take()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isClosed, typeof(SqliteJournal));
            if (_idle.TryPop(out var database))
                return database;
        }
        return _open();
    }

    private void GiveBack(Database database)
    {
        lock (_gate)
        {
            if (!_isClosed && _idle.Count < MaxIdle)
            {
                _idle.Push(database);
                return;
            }
        }
        database.Dispose();
    }
}
