using AgentFlow.Memory;
using AgentFlow.Sqlite.Driver;
using AgentFlow.Sqlite.Packing;
using AgentFlow.Sqlite.Sealing;

namespace AgentFlow.Sqlite.Writing;

/// <summary>Takes sessions and runs out of the file. Who does so also empties the write-ahead log (<see cref="Write.LeavesNoTrace"/>).</summary>
internal static class SessionRows
{
    /// <summary>Messages, runs, and what memories keep under the session's id.</summary>
    public static void Delete(Database database, RowText rows, string sessionId)
    {
        MessageRows.Delete(database, rows, sessionId);
        database.Prepare("DELETE FROM sessions WHERE session_id = ?1").Bind(1, sessionId).Execute();
        var runs = new List<long>();
        using (var row = database.Prepare("SELECT id FROM runs WHERE session_id = ?1").Bind(1, sessionId))
        {
            while (row.Step())
                runs.Add(row.GetInt64(0));
        }
        foreach (var run in runs)
            DeleteRun(database, rows, run);
        var prefix = SessionScope.Prefix(sessionId);
        database.Prepare("DELETE FROM kv WHERE scope >= ?1 AND scope < ?2").Bind(1, prefix).Bind(2, prefix[..^1] + (char)(prefix[^1] + 1)).Execute();
    }

    /// <summary>A run and its events, and its instructions unless another run has the same.</summary>
    public static void DeleteRun(Database database, RowText rows, long run)
    {
        MessageRows.WriteOut(database, rows, run);
        var contents = new List<long>();
        using (var row = database.Prepare("SELECT content FROM events WHERE run = ?1 AND content IS NOT NULL UNION SELECT content FROM packs WHERE run = ?1 AND content IS NOT NULL").Bind(1, run))
        {
            while (row.Step())
                contents.Add(row.GetInt64(0));
        }
        database.Prepare("DELETE FROM packs WHERE run = ?1").Bind(1, run).Execute();
        database.Prepare("DELETE FROM events WHERE run = ?1").Bind(1, run).Execute();
        database.Prepare("DELETE FROM runs WHERE id = ?1").Bind(1, run).Execute();
        foreach (var content in contents)
            database.Prepare("DELETE FROM contents WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM events WHERE content = ?1) AND NOT EXISTS (SELECT 1 FROM packs WHERE content = ?1)").Bind(1, content).Execute();
    }

    /// <summary>The words of deleted messages stay in the index until its parts are merged.</summary>
    public static void ForgetWords(Database database) => database.Run("INSERT INTO words(words) VALUES('optimize')");
}
