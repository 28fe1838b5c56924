using AgentFlow.Sqlite.Driver;
using AgentFlow.Sqlite.Reading;
using AgentFlow.Sqlite.Sealing;
using AgentFlow.Sqlite.Writing;

namespace AgentFlow.Sqlite;

/// <summary>The open file: one writer, and readers beside it. Opened at the first use, so that making a journal does no input or output.</summary>
internal sealed class JournalFile : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly string _path;
    private readonly SqliteJournalOptions _options;
    private WriterThread? _writer;
    private ReaderPool? _readers;
    private RowText? _rows;
    private bool _isDisposed;

    public JournalFile(string path, SqliteJournalOptions options)
    {
        _path = path;
        _options = options;
    }

    /// <summary>How rows are written and read; opens the file, which knows whether it is encrypted.</summary>
    public RowText Rows
    {
        get
        {
            Open();
            return _rows!;
        }
    }

    /// <summary>How many transactions were committed, for the tests of grouping.</summary>
    public long Transactions => _writer?.Transactions ?? 0;

    /// <summary>Puts a write in the queue before it returns; the task ends when it is as durable as promised.</summary>
    public Task WriteAsync(Write write, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Open();
        ObjectDisposedException.ThrowIf(!_writer!.TryEnqueue(write), typeof(SqliteJournal));
        return write.Done.WaitAsync(cancellationToken);
    }

    public TResult Read<TArgument, TResult>(TArgument argument, Func<Database, TArgument, TResult> read)
    {
        Open();
        return _readers!.Read(argument, read);
    }

    public async ValueTask DisposeAsync()
    {
        lock (_gate)
            _isDisposed = true;
        if (_writer is null)
            return;
        // The writer closes last: the last connection takes the -wal file into the database, and a reader could not.
        _readers!.Dispose();
        await _writer.CloseAsync().ConfigureAwait(false);
    }

    /// <summary>Opening takes a few milliseconds of the first caller's thread. A file that could not be opened is tried again by the next.</summary>
    private void Open()
    {
        if (Volatile.Read(ref _writer) is not null)
            return;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(SqliteJournal));
            if (_writer is not null)
                return;
            var database = OpenForWriting();
            _readers = new ReaderPool(() => Database.Open(_path, _options.BusyTimeout, readOnly: true));
            Volatile.Write(ref _writer, new WriterThread(database, _path));
        }
    }

    private Database OpenForWriting()
    {
        var database = Database.Open(_path, _options.BusyTimeout, readOnly: false);
        try
        {
            Schema.Migrate(database, _path, Schema.Migrations);
            WriteAheadLog.Set(database, _path);
            // What is deleted is overwritten, and not only taken out of the lists.
            database.Run("PRAGMA secure_delete=ON");
            database.Run(_options.Durability == SqliteDurability.Full ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL");
            _rows = new RowText(_path, FileKey.Fit(database, _path, _options.EncryptionKey));
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }
}
