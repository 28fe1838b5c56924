namespace AgentFlow.Sqlite.Driver;

/// <summary>Write-ahead logging, in which readers and the writer do not wait for one another. The file remembers that it has it.</summary>
internal static class WriteAheadLog
{
    public static void Set(Database database, string path)
    {
        using var answer = database.Prepare("PRAGMA journal_mode=WAL");
        var mode = answer.Step() ? answer.GetString(0) : "none";
        if (mode != "wal")
            throw new SqliteJournalException($"Journal '{path}' cannot use write-ahead logging, SQLite stays in mode '{mode}'. Put it on a local disk.", path, 0);
    }

    /// <summary>Takes everything in the log into the database and empties the log, in which deleted rows may stand as well. Waits for readers of older states.</summary>
    public static void Empty(Database database, string path)
    {
        var wait = database.NewWait();
        while (true)
        {
            using (var answer = database.Prepare("PRAGMA wal_checkpoint(TRUNCATE)"))
            {
                if (answer.Step() && answer.GetInt64(0) == 0)
                    return;
            }
            if (!wait.IsWorthAnotherTry(SQLitePCL.raw.SQLITE_BUSY))
                throw SqliteJournalException.FromCode(path, SQLitePCL.raw.SQLITE_BUSY, "the write-ahead log could not be emptied, because another process reads; what was deleted is gone from the database, and from the log as soon as nobody reads");
        }
    }
}
