namespace AgentFlow.Sqlite;

/// <summary>What a call of <see cref="SqliteJournal.PruneAsync"/> has deleted.</summary>
public readonly record struct PruneResult
{
    /// <summary>How many sessions, with all that belongs to them.</summary>
    public required int Sessions { get; init; }

    /// <summary>How many completed runs, without those of the sessions.</summary>
    public required int Runs { get; init; }
}
