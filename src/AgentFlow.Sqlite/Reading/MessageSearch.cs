using System.Text;
using AgentFlow.Sqlite.Driver;
using AgentFlow.Sqlite.Packing;
using AgentFlow.Sqlite.Sealing;

namespace AgentFlow.Sqlite.Reading;

/// <summary>Finds messages by their words, in SQLite's full-text index (FTS5).</summary>
internal static class MessageSearch
{
    private const string Select = """
        SELECT s.session_id, m.seq, m.json, coalesce(m.run_id, (SELECT run_id FROM runs WHERE id = json_extract(m.json, '$.from[0]'))), -bm25(words)
        FROM words JOIN messages m ON m.id = words.rowid JOIN sessions s ON s.id = m.session
        WHERE words MATCH ?1 AND (?3 IS NULL OR s.session_id = ?3) ORDER BY bm25(words), m.id DESC LIMIT ?2
        """;

    public static List<MessageHit> Find(Database database, (string Words, string? SessionId, int Limit, RowText Rows) asked) => database.InSnapshot(() => FindAll(database, asked));

    private static List<MessageHit> FindAll(Database database, (string Words, string? SessionId, int Limit, RowText Rows) asked)
    {
        var reader = new MessageReader(database, asked.Rows);
        var hits = new List<MessageHit>();
        var query = ToQuery(asked.Words);
        if (query.Length == 0)
            return hits;
        using var rows = database.Prepare(Select).Bind(1, query).Bind(2, asked.Limit).Bind(3, asked.SessionId);
        while (rows.Step())
        {
            hits.Add(new MessageHit
            {
                SessionId = rows.GetString(0),
                Index = rows.GetInt64(1),
                Message = reader.Read(rows.GetUtf8(2), rows.GetString(0), rows.GetInt64(1)),
                RunId = rows.GetStringOrNull(3),
                Score = rows.GetDouble(4),
            });
        }
        return hits;
    }

    /// <summary>All the words, each quoted: what a user types is never read as the index's query language.</summary>
    private static string ToQuery(string words)
    {
        var query = new StringBuilder();
        foreach (var word in words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            // A word of signs alone has nothing to look for and would match nothing.
            if (word.Any(char.IsLetterOrDigit))
                query.Append('"').Append(word.Replace("\"", "\"\"", StringComparison.Ordinal).Replace("\0", string.Empty, StringComparison.Ordinal)).Append("\" ");
        }
        return query.ToString();
    }
}
