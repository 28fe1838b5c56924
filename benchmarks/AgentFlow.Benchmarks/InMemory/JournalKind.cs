namespace AgentFlow.Benchmarks.InMemory;

/// <summary>Where runs are journaled.</summary>
public enum JournalKind
{
    Memory,
    SqliteNormal,
    SqliteFull,
}
