namespace AgentFlow.Sqlite;

/// <summary>How far a call of <see cref="SqliteJournal.CompactAsync"/> is.</summary>
public readonly record struct CompactProgress
{
    /// <summary>How many ended runs have been packed.</summary>
    public required int Packed { get; init; }

    /// <summary>How many there are to pack in all. When they are packed, the file is rebuilt, which takes about as long as copying it.</summary>
    public required int Total { get; init; }
}
