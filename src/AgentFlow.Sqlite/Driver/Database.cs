using SQLitePCL;

namespace AgentFlow.Sqlite.Driver;

/// <summary>One connection to the journal's file, with the statements prepared on it. Used by one thread at a time.</summary>
internal sealed class Database : IDisposable
{
    private readonly Dictionary<string, Statement> _statements = new(StringComparer.Ordinal);
    private readonly string _path;
    private readonly TimeSpan _busyTimeout;
    private readonly sqlite3 _handle;

    private Database(string path, TimeSpan busyTimeout, sqlite3 handle)
    {
        _path = path;
        _busyTimeout = busyTimeout;
        _handle = handle;
    }

    /// <summary>Opens the file; an open one has not been read yet.</summary>
    public static Database Open(string path, TimeSpan busyTimeout, bool readOnly)
    {
        Batteries_V2.Init();
        var flags = raw.SQLITE_OPEN_NOMUTEX | (readOnly ? raw.SQLITE_OPEN_READONLY : raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE);
        var code = raw.sqlite3_open_v2(path, out var handle, flags, null);
        var database = new Database(path, busyTimeout, handle);
        try
        {
            database.Check(code);
            raw.sqlite3_extended_result_codes(handle, 1);
            // A file that may only be read is opened all the same, and would fail at the first append.
            if (!readOnly && raw.sqlite3_db_readonly(handle, "main") == 1)
                throw SqliteJournalException.FromCode(path, raw.SQLITE_READONLY, "the file was opened for reading only");
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Whether a transaction is under way. SQLite ends one by itself after some errors.</summary>
    public bool IsInTransaction => raw.sqlite3_get_autocommit(_handle) == 0;

    public long LastInsertId => raw.sqlite3_last_insert_rowid(_handle);

    /// <summary>The statement for a text, prepared at its first use.</summary>
    public Statement Prepare(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            // The first statement reads the schema, and may find the file locked.
            var wait = NewWait();
            sqlite3_stmt handle;
            while (raw.sqlite3_prepare_v3(_handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out handle) is var code && code != raw.SQLITE_OK)
            {
                if (!wait.IsWorthAnotherTry(code))
                    throw CreateError();
            }
            statement = _statements[sql] = new Statement(this, handle);
        }
        return statement;
    }

    /// <summary>Runs several statements at once, inside a transaction: one that finds the file locked is not tried again.</summary>
    public void RunScript(string sql) => Check(raw.sqlite3_exec(_handle, sql));

    /// <summary>Runs a statement whose result is of no interest.</summary>
    public void Run(string sql) => Prepare(sql).Execute();

    /// <summary>Reads in one transaction: several statements see the file at one moment.</summary>
    public T InSnapshot<T>(Func<T> read)
    {
        Run("BEGIN");
        try
        {
            return read();
        }
        finally
        {
            if (IsInTransaction)
                Run("COMMIT");
        }
    }

    public LockWait NewWait() => new(_busyTimeout);

    /// <summary>The number that a statement gives.</summary>
    public long GetNumber(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Step() ? statement.GetInt64(0) : throw new InvalidOperationException($"'{sql}' gave no row.");
    }

    public void Check(int code)
    {
        if (code != raw.SQLITE_OK)
            throw CreateError();
    }

    public SqliteJournalException CreateError() =>
        SqliteJournalException.FromCode(_path, raw.sqlite3_extended_errcode(_handle), raw.sqlite3_errmsg(_handle).utf8_to_string());

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
            statement.Close();
        _handle.Dispose();
    }
}
