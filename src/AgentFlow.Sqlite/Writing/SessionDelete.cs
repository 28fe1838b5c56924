using AgentFlow.Sqlite.Driver;
using AgentFlow.Sqlite.Reading;

namespace AgentFlow.Sqlite.Writing;

/// <summary>Takes a session out of the file: its messages, its runs, and what memories keep under its id.</summary>
internal sealed class SessionDelete(string sessionId, SessionCache cache) : Write
{
    /// <summary>Whether there was such a session.</summary>
    public bool Found { get; private set; }

    protected override Exception? TryApply(Database database)
    {
        using (var find = database.Prepare("SELECT 1 FROM sessions WHERE session_id = ?1").Bind(1, sessionId))
            Found = find.Step();
        database.Prepare("DELETE FROM messages WHERE session = (SELECT id FROM sessions WHERE session_id = ?1)").Bind(1, sessionId).Execute();
        database.Prepare("DELETE FROM sessions WHERE session_id = ?1").Bind(1, sessionId).Execute();
        database.Prepare("DELETE FROM events WHERE run IN (SELECT id FROM runs WHERE session_id = ?1)").Bind(1, sessionId).Execute();
        database.Prepare("DELETE FROM runs WHERE session_id = ?1").Bind(1, sessionId).Execute();
        return null;
    }

    protected override void OnCommitted() => cache.Drop(sessionId);
}
