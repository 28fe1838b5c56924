using AgentFlow.Memory;
using AgentFlow.Sqlite.Driver;
using AgentFlow.Sqlite.Reading;

namespace AgentFlow.Sqlite.Writing;

/// <summary>Takes a session out of the file: its messages and their words, its runs, and what memories keep under its id.</summary>
internal sealed class SessionDelete(string sessionId, SessionCache cache) : Write
{
    /// <summary>Whether there was such a session.</summary>
    public bool Found { get; private set; }

    public override bool LeavesNoTrace => true;

    protected override Exception? TryApply(Database database)
    {
        using (var find = database.Prepare("SELECT 1 FROM sessions WHERE session_id = ?1").Bind(1, sessionId))
            Found = find.Step();
        Run(database, "DELETE FROM messages WHERE session = (SELECT id FROM sessions WHERE session_id = ?1)");
        // The words of deleted messages stay in the index until its parts are merged.
        database.Run("INSERT INTO words(words) VALUES('optimize')");
        Run(database, "DELETE FROM sessions WHERE session_id = ?1");
        Run(database, """
            DELETE FROM contents WHERE id IN (SELECT content FROM events WHERE run IN (SELECT id FROM runs WHERE session_id = ?1))
              AND NOT EXISTS (SELECT 1 FROM events e JOIN runs r ON r.id = e.run WHERE e.content = contents.id AND r.session_id IS NOT ?1)
            """);
        Run(database, "DELETE FROM events WHERE run IN (SELECT id FROM runs WHERE session_id = ?1)");
        Run(database, "DELETE FROM runs WHERE session_id = ?1");
        var prefix = SessionScope.Prefix(sessionId);
        database.Prepare("DELETE FROM kv WHERE scope >= ?1 AND scope < ?2").Bind(1, prefix).Bind(2, prefix[..^1] + (char)(prefix[^1] + 1)).Execute();
        return null;
    }

    protected override void OnCommitted() => cache.Drop(sessionId);

    private void Run(Database database, string sql) => database.Prepare(sql).Bind(1, sessionId).Execute();
}
