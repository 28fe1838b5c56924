namespace AgentFlow.Sqlite;

/// <summary>What a call of <see cref="SqliteJournal.CompactAsync"/> has gained.</summary>
public readonly record struct CompactResult
{
    /// <summary>How many ended runs were packed.</summary>
    public required int Runs { get; init; }

    /// <summary>The size of the database before, in bytes, what waited in its log included.</summary>
    public required long BytesBefore { get; init; }

    /// <summary>The size of the database afterwards, in bytes.</summary>
    public required long BytesAfter { get; init; }
}
