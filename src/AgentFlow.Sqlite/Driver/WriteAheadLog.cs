using SQLitePCL;

namespace AgentFlow.Sqlite.Driver;

/// <summary>Switches a file to write-ahead logging, in which readers and the writer do not wait for one another. The file remembers it.</summary>
internal static class WriteAheadLog
{
    private const int MaxAttempts = 10;

    public static void Set(Database database, string path)
    {
        for (var attempt = 1; GetText(database, "PRAGMA journal_mode") != "wal"; attempt++)
        {
            try
            {
                var mode = GetText(database, "PRAGMA journal_mode=WAL");
                if (mode != "wal")
                    throw new SqliteJournalException($"Journal '{path}' cannot use write-ahead logging, SQLite stays in mode '{mode}'. Put it on a local disk.", path, 0);
            }
            catch (SqliteJournalException error) when ((error.ErrorCode & 0xff) == raw.SQLITE_BUSY && attempt < MaxAttempts)
            {
                // Another process opens the same new file. The switch does not heed the busy timeout, the start of a transaction does.
                database.Prepare("BEGIN IMMEDIATE").Execute();
                database.Prepare("ROLLBACK").Execute();
            }
        }
    }

    private static string GetText(Database database, string sql)
    {
        using var statement = database.Prepare(sql);
        return statement.Step() ? statement.GetString(0) : string.Empty;
    }
}
