namespace AgentFlow.Sqlite.Driver;

/// <summary>What is in the file, and how a file of an older release becomes one of this release.</summary>
internal static partial class Schema
{
    /// <summary>Marks the file as a journal, so that a database of something else is never changed: the letters "AgFl".</summary>
    private const long ApplicationId = 0x4167466c;

    /// <summary>Entry n brings a file from version n to n + 1. Entries are only ever added, never changed.</summary>
    public static IReadOnlyList<string> Migrations => [Version1, Version2, Version3, Version4];

    // Rows are found by small numbers instead of the ids that users see, and appended at the end of their table: a commit touches few pages.
    // Times are ticks of 100 ns since 1970 UTC. The generated columns are for people who look into the file; they take no space.
    private const string Version1 = """
        CREATE TABLE runs(
          id INTEGER PRIMARY KEY,
          run_id TEXT NOT NULL UNIQUE,
          agent TEXT NOT NULL,
          session_id TEXT,
          status TEXT NOT NULL,
          version INTEGER NOT NULL,
          started_at INTEGER NOT NULL,
          updated_at INTEGER NOT NULL);
        CREATE INDEX runs_by_start ON runs(started_at);
        CREATE INDEX runs_by_status ON runs(status, started_at);
        CREATE INDEX runs_by_status_and_agent ON runs(status, agent, started_at);
        CREATE INDEX runs_by_session ON runs(session_id, started_at) WHERE session_id IS NOT NULL;

        CREATE TABLE contents(
          id INTEGER PRIMARY KEY,
          hash BLOB NOT NULL UNIQUE,
          text TEXT NOT NULL);

        CREATE TABLE events(
          id INTEGER PRIMARY KEY,
          run INTEGER NOT NULL REFERENCES runs(id),
          seq INTEGER NOT NULL,
          content INTEGER REFERENCES contents(id),
          json TEXT NOT NULL,
          type TEXT AS (json_extract(json, '$.type')),
          at TEXT AS (json_extract(json, '$.at')),
          UNIQUE(run, seq));

        CREATE TABLE sessions(
          id INTEGER PRIMARY KEY,
          session_id TEXT NOT NULL UNIQUE,
          version INTEGER NOT NULL,
          updated_at INTEGER NOT NULL);

        CREATE TABLE messages(
          id INTEGER PRIMARY KEY,
          session INTEGER NOT NULL REFERENCES sessions(id),
          seq INTEGER NOT NULL,
          run_id TEXT,
          json TEXT NOT NULL,
          role TEXT AS (json_extract(json, '$.role')),
          UNIQUE(session, seq));

        CREATE TABLE kv(
          scope TEXT NOT NULL,
          key TEXT NOT NULL,
          value TEXT NOT NULL,
          PRIMARY KEY(scope, key)) WITHOUT ROWID;
        """;

    /// <summary>Brings the file to the version that the migrations lead to; refuses a newer one and what is no journal.</summary>
    public static void Migrate(Database database, string path, IReadOnlyList<string> migrations)
    {
        // Another process may be about to do the same. Who comes second finds the work done, and never sees it half done.
        var version = InTransaction(database, "BEGIN", () => ReadVersion(database, path, migrations.Count));
        if (version < migrations.Count)
            InTransaction(database, "BEGIN IMMEDIATE", () => Migrate(database, ReadVersion(database, path, migrations.Count), migrations));
    }

    private static int Migrate(Database database, int version, IReadOnlyList<string> migrations)
    {
        for (; version < migrations.Count; version++)
            database.RunScript(migrations[version]);
        database.RunScript(FormattableString.Invariant($"PRAGMA application_id={ApplicationId}; PRAGMA user_version={version}"));
        return version;
    }

    private static int ReadVersion(Database database, string path, int newest)
    {
        if (database.GetNumber("PRAGMA application_id") != ApplicationId && database.GetNumber("SELECT count(*) FROM sqlite_master") > 0)
            throw new SqliteJournalException($"File '{path}' is a SQLite database, but of another application. Give the journal a file of its own.", path, 0);
        var version = (int)database.GetNumber("PRAGMA user_version");
        return version <= newest
            ? version
            : throw new SqliteJournalException($"Journal '{path}' has version {version} and was written by a newer release; this one reads up to version {newest}. Update AgentFlow.", path, 0);
    }

    private static int InTransaction(Database database, string begin, Func<int> work)
    {
        database.Run(begin);
        try
        {
            var version = work();
            database.Run("COMMIT");
            return version;
        }
        catch
        {
            if (database.IsInTransaction)
                database.Run("ROLLBACK");
            throw;
        }
    }
}
