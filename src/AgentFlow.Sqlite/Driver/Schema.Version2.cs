namespace AgentFlow.Sqlite.Driver;

internal static partial class Schema
{
    /// <summary>What is said in a message, as far as it is text.</summary>
    private const string TextOfNew = """(SELECT group_concat(json_extract(value, '$.text'), char(10)) FROM json_each(new.json, '$.contents') WHERE json_extract(value, '$."$type"') = 'text')""";

    // System messages are found without looking at the others. The index of words keeps no copy of the texts ('contentless'): a deletion tells it
    // again what it was told, out of the row.
    private static string Version2 => $"""
        CREATE INDEX messages_of_system ON messages(session, seq) WHERE role = 'system';

        CREATE VIRTUAL TABLE words USING fts5(text, content='', tokenize='unicode61 remove_diacritics 2');
        CREATE TRIGGER messages_added AFTER INSERT ON messages BEGIN
          INSERT INTO words(rowid, text) SELECT new.id, {TextOfNew} WHERE {TextOfNew} IS NOT NULL;
        END;
        CREATE TRIGGER messages_deleted AFTER DELETE ON messages BEGIN
          INSERT INTO words(words, rowid, text) SELECT 'delete', old.id, {TextOfNew.Replace("new.", "old.", StringComparison.Ordinal)} WHERE {TextOfNew.Replace("new.", "old.", StringComparison.Ordinal)} IS NOT NULL;
        END;
        INSERT INTO words(rowid, text) SELECT id, text FROM (SELECT id, {TextOfNew.Replace("new.", "m.", StringComparison.Ordinal)} AS text FROM messages m) WHERE text IS NOT NULL;
        """;
}
