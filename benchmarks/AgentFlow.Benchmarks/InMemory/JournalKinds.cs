using AgentFlow.Runs;
using AgentFlow.Sqlite;

namespace AgentFlow.Benchmarks.InMemory;

/// <summary>Opens the journals that are measured.</summary>
internal static class JournalKinds
{
    public static IRunJournal Open(JournalKind kind, string path) => kind switch
    {
        JournalKind.SqliteNormal => new SqliteJournal(path, new SqliteJournalOptions { Durability = SqliteDurability.Normal }),
        JournalKind.SqliteFull => new SqliteJournal(path),
        _ => new InMemoryJournal(),
    };
}
