using AgentFlow.Sqlite.Driver;
using AgentFlow.Sqlite.Reading;
using AgentFlow.Sqlite.Sealing;

namespace AgentFlow.Sqlite.Writing;

/// <summary>Deletes a session: its messages and their words, its runs, and what memories keep under its id.</summary>
internal sealed class SessionDelete(string sessionId, SessionCache cache, RowText rows) : Write
{
    /// <summary>Whether there was such a session.</summary>
    public bool Found { get; private set; }

    public override bool LeavesNoTrace => true;

    protected override Exception? TryApply(Database database)
    {
        using (var find = database.Prepare("SELECT 1 FROM sessions WHERE session_id = ?1").Bind(1, sessionId))
            Found = find.Step();
        SessionRows.Delete(database, rows, sessionId);
        SessionRows.ForgetWords(database);
        return null;
    }

    protected override void OnCommitted() => cache.Drop(sessionId);
}
