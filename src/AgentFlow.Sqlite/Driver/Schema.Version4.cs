namespace AgentFlow.Sqlite.Driver;

internal static partial class Schema
{
    // A long run's older events lie together in packs: a JSON array, compressed as zlib does (in the sqlite3 shell: sqlar_uncompress(data, size)). A message that a long run
    // said refers to the events that say it; 'quotes' has where. The words of such a message are not in its row, so the writer tells the index itself.
    private const string Version4 = """
        ALTER TABLE runs ADD COLUMN parent TEXT;
        UPDATE runs SET parent = (SELECT json_extract(json, '$.parentRunId') FROM events WHERE run = runs.id AND seq = 0);
        CREATE INDEX runs_by_parent ON runs(parent, started_at) WHERE parent IS NOT NULL;

        CREATE TABLE packs(
          id INTEGER PRIMARY KEY,
          run INTEGER NOT NULL REFERENCES runs(id),
          seq INTEGER NOT NULL,
          count INTEGER NOT NULL,
          content INTEGER REFERENCES contents(id),
          size INTEGER NOT NULL,
          data BLOB NOT NULL,
          UNIQUE(run, seq));
        CREATE INDEX packs_of_content ON packs(content) WHERE content IS NOT NULL;

        CREATE TABLE quotes(
          run INTEGER PRIMARY KEY REFERENCES runs(id),
          session INTEGER NOT NULL REFERENCES sessions(id),
          seq INTEGER NOT NULL,
          count INTEGER NOT NULL);

        DROP TRIGGER messages_added;
        DROP TRIGGER messages_deleted;
        """;
}
