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
}
