using AgentFlow.Memory;
using AgentFlow.Sqlite.Driver;
using AgentFlow.Sqlite.Packing;
using AgentFlow.Sqlite.Sealing;
using Microsoft.Extensions.AI;

namespace AgentFlow.Sqlite.Reading;

/// <summary>Reads the end of a session backwards by its index, as far as it is asked for: the cost has nothing to do with the session's length.</summary>
internal static class TailReader
{
    internal const string SelectBackwards = "SELECT seq, json FROM messages WHERE session = ?1 AND seq < ?2 ORDER BY seq DESC";
    internal const string SelectPinned = "SELECT seq, json FROM messages WHERE session = ?1 AND role = 'system' AND seq < ?2 ORDER BY seq";

    public static Session Read(Database database, (string SessionId, SessionTail Tail, RowText Rows) asked) => database.InSnapshot(() => ReadTail(database, asked));

    private static Session ReadTail(Database database, (string SessionId, SessionTail Tail, RowText Rows) asked)
    {
        var (sessionId, tail, text) = asked;
        var reader = new MessageReader(database, text);
        var (session, version) = Find(database, sessionId);
        var before = Math.Clamp(tail.Before ?? version, 0, version);
        // Whoever knows more of the session than there is knows another one, and needs to see all of this.
        var from = tail.From is { } asFrom ? (asFrom > before ? 0 : asFrom) : before;
        var messages = new List<ChatMessage>();
        var first = before;
        using (var rows = database.Prepare(SelectBackwards).Bind(1, session).Bind(2, before))
        {
            var isNeeded = true;
            while ((isNeeded || first > from) && rows.Step())
            {
                first = rows.GetInt64(0);
                var message = reader.Read(rows.GetUtf8(1), sessionId, first);
                messages.Add(message);
                isNeeded = isNeeded && tail.NeedsEarlier(message);
            }
        }
        messages.Reverse();
        return new Session { Id = sessionId, Version = version, Messages = MessageLog.Create(messages, first, Pinned(database, session, first, asked)) };
    }

    private static (long Id, long Version) Find(Database database, string sessionId)
    {
        using var row = database.Prepare("SELECT id, version FROM sessions WHERE session_id = ?1").Bind(1, sessionId);
        return row.Step() ? (row.GetInt64(0), row.GetInt64(1)) : (0, 0);
    }

    private static List<ChatMessage> Pinned(Database database, long session, long before, (string SessionId, SessionTail Tail, RowText Rows) asked)
    {
        var pinned = new List<ChatMessage>();
        using var rows = database.Prepare(SelectPinned).Bind(1, session).Bind(2, before);
        while (rows.Step())
            pinned.Add(asked.Rows.ReadMessage(rows.GetUtf8(1), asked.SessionId, rows.GetInt64(0)));
        return pinned;
    }
}
