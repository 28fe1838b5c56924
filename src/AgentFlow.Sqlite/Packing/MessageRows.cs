using AgentFlow.Runs;
using AgentFlow.Sqlite.Driver;
using AgentFlow.Sqlite.Sealing;
using Microsoft.Extensions.AI;

namespace AgentFlow.Sqlite.Packing;

/// <summary>What goes along with the rows of messages: their words in the full-text index, and the events that they may refer to.</summary>
internal static class MessageRows
{
    // The index is told to forget exactly what it was told, so both ask SQLite for the words of the same JSON.
    private const string Words = """
        (SELECT (SELECT group_concat(json_extract(value, '$.text'), char(10)) FROM json_each(?2, '$.contents') WHERE json_extract(value, '$."$type"') = 'text') AS text) WHERE text IS NOT NULL
        """;

    /// <summary>Puts the words of a message, given as JSON, into the index.</summary>
    public static void AddWords(Database database, long id, ReadOnlySpan<byte> json) =>
        database.Prepare($"INSERT INTO words(rowid, text) SELECT ?1, text FROM {Words}").Bind(1, id).Bind(2, json).Execute();

    /// <summary>Deletes the messages of a session, and their words from the index.</summary>
    public static void Delete(Database database, RowText rows, string sessionId)
    {
        if (!rows.IsSealed)
        {
            var reader = new MessageReader(database, rows);
            using var row = database.Prepare("SELECT id, seq, json FROM messages WHERE session = (SELECT id FROM sessions WHERE session_id = ?1)").Bind(1, sessionId);
            while (row.Step())
            {
                var json = row.GetUtf8(2);
                var full = MessageQuotes.IsQuote(json) ? RunEventJson.Serialize(reader.Read(json, sessionId, row.GetInt64(1))) : json;
                database.Prepare($"INSERT INTO words(words, rowid, text) SELECT 'delete', ?1, text FROM {Words}").Bind(1, row.GetInt64(0)).Bind(2, full).Execute();
            }
        }
        database.Prepare("DELETE FROM messages WHERE session = (SELECT id FROM sessions WHERE session_id = ?1)").Bind(1, sessionId).Execute();
        database.Prepare("DELETE FROM quotes WHERE session = (SELECT id FROM sessions WHERE session_id = ?1)").Bind(1, sessionId).Execute();
    }

    /// <summary>Writes the messages that refer to a run's events out in full, before the run is deleted.</summary>
    public static void WriteOut(Database database, RowText rows, long run)
    {
        const string Select = """
            SELECT m.id, m.seq, m.json, s.session_id FROM quotes q JOIN sessions s ON s.id = q.session JOIN messages m ON m.session = q.session AND m.seq >= q.seq AND m.seq < q.seq + q.count
            WHERE q.run = ?1
            """;
        var reader = new MessageReader(database, rows);
        var full = new List<(long Id, byte[] Json)>();
        using (var row = database.Prepare(Select).Bind(1, run))
        {
            while (row.Step())
            {
                var (seq, json, sessionId) = (row.GetInt64(1), row.GetUtf8(2).ToArray(), row.GetString(3));
                if (MessageQuotes.IsQuote(json))
                    full.Add((row.GetInt64(0), rows.Write(reader.Read(json, sessionId, seq), sessionId, seq)));
            }
        }
        foreach (var (id, json) in full)
            database.Prepare("UPDATE messages SET json = ?2, run_id = (SELECT run_id FROM runs WHERE id = ?3) WHERE id = ?1").Bind(1, id).Bind(2, json).Bind(3, run).Execute();
        database.Prepare("DELETE FROM quotes WHERE run = ?1").Bind(1, run).Execute();
    }

    /// <summary>Whether a message has words at all.</summary>
    public static bool HasWords(ChatMessage message)
    {
        for (var i = 0; i < message.Contents.Count; i++)
        {
            if (message.Contents[i] is TextContent)
                return true;
        }
        return false;
    }
}
