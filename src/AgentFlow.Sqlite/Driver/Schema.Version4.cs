namespace AgentFlow.Sqlite.Driver;

internal static partial class Schema
{
    // The id is the lease's epoch: AUTOINCREMENT never gives one twice, also when rows are gone.
    private const string Version4 = """
        CREATE TABLE leases(
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          name TEXT NOT NULL UNIQUE,
          owner TEXT NOT NULL,
          expires_at INTEGER NOT NULL);
        """;
}
