using AgentFlow.Sqlite;
using SQLitePCL;

namespace AgentFlow.Benchmarks.Memory;

/// <summary>
/// The floor: one thread that calls SQLite without anything between, on a table that holds a session's messages as bytes. No JSON, no
/// versions, no index of words.
/// </summary>
internal sealed class PlainSqlite : IDisposable
{
    private const int Block = 1000;

    private static readonly byte[] Message = System.Text.Encoding.UTF8.GetBytes($$"""{"role":"user","contents":[{"$type":"text","text":"{{LongSession.Text(0)}}"}]}""");

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _begin;
    private readonly sqlite3_stmt _insert;
    private readonly sqlite3_stmt _commit;
    private readonly sqlite3_stmt _select;
    private long _count;

    public PlainSqlite(string path, SqliteDurability durability, int messages)
    {
        Batteries_V2.Init();
        Check(raw.sqlite3_open_v2(path, out _database, raw.SQLITE_OPEN_NOMUTEX | raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE, null));
        Check(raw.sqlite3_exec(_database, $"PRAGMA journal_mode=WAL; PRAGMA synchronous={durability}; CREATE TABLE messages(id INTEGER PRIMARY KEY, session INTEGER, seq INTEGER, json TEXT, UNIQUE(session, seq))"));
        _begin = Prepare("BEGIN IMMEDIATE");
        _insert = Prepare("INSERT INTO messages(session, seq, json) VALUES(1, ?1, ?2)");
        _commit = Prepare("COMMIT");
        _select = Prepare("SELECT json FROM messages WHERE session = 1 ORDER BY seq DESC LIMIT ?1");
        // In blocks, as the contenders' sessions are made: what state the write-ahead log is in shows in the time of a flush.
        while (_count < messages)
        {
            Step(_begin);
            for (var i = 0; i < Block; i++)
                Insert();
            Step(_commit);
        }
    }

    /// <summary>One message, its own transaction.</summary>
    public void Append()
    {
        Step(_begin);
        Insert();
        Step(_commit);
    }

    /// <summary>The last messages as bytes.</summary>
    public List<byte[]> ReadLast(int count)
    {
        var messages = new List<byte[]>(count);
        Check(raw.sqlite3_bind_int(_select, 1, count));
        while (raw.sqlite3_step(_select) == raw.SQLITE_ROW)
            messages.Add(raw.sqlite3_column_blob(_select, 0).ToArray());
        Check(raw.sqlite3_reset(_select));
        return messages;
    }

    public void Dispose()
    {
        foreach (var statement in (sqlite3_stmt[])[_begin, _insert, _commit, _select])
            statement.Dispose();
        _database.Dispose();
    }

    private void Insert()
    {
        Check(raw.sqlite3_bind_int64(_insert, 1, _count++));
        Check(raw.sqlite3_bind_text(_insert, 2, Message));
        Step(_insert);
    }

    private sqlite3_stmt Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v2(_database, sql, out var statement));
        return statement;
    }

    private static void Step(sqlite3_stmt statement)
    {
        if (raw.sqlite3_step(statement) is var code && code != raw.SQLITE_DONE)
            throw new InvalidOperationException($"SQLite answered {code}.");
        Check(raw.sqlite3_reset(statement));
    }

    private static void Check(int code)
    {
        if (code != raw.SQLITE_OK)
            throw new InvalidOperationException($"SQLite answered {code}.");
    }
}
