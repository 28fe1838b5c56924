namespace AgentFlow.Sqlite;

/// <summary>What a <see cref="ReadOnlyDatabase"/> lets be read. Read once, when it is made.</summary>
public sealed class ReadOnlyDatabaseOptions
{
    /// <summary>The tables and views that may be read; a view may read what it is made of. Case does not matter.</summary>
    /// <value>Null: all but SQLite's own.</value>
    public IReadOnlyList<string>? Tables { get; set; }

    /// <summary>How many rows are read of a result. From 1 to 10,000.</summary>
    /// <value>1,000.</value>
    public int MaxRows { get; set; } = 1_000;

    /// <summary>Characters of all cells of a result; what would be longer is cut after the row that passes it. From 1 to 10,000,000.</summary>
    /// <value>500,000.</value>
    public int MaxLength { get; set; } = 500_000;

    /// <summary>How long a statement may run. Positive, an hour at most.</summary>
    /// <value>5 seconds.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(5);

    internal ReadOnlyDatabaseOptions ValidCopy()
    {
        List<string> problems = [];
        if (Tables is { Count: 0 })
            problems.Add("Tables is empty; leave it null for all of them.");
        if (MaxRows is < 1 or > 10_000)
            problems.Add($"MaxRows is '{MaxRows}'; it must be from 1 to 10000.");
        if (MaxLength is < 1 or > 10_000_000)
            problems.Add($"MaxLength is '{MaxLength}'; it must be from 1 to 10000000.");
        if (Timeout <= TimeSpan.Zero || Timeout > TimeSpan.FromHours(1))
            problems.Add($"Timeout is '{Timeout}'; it must be positive and an hour at most.");
        return problems.Count == 0
            ? new() { Tables = Tables is null ? null : [.. Tables], MaxRows = MaxRows, MaxLength = MaxLength, Timeout = Timeout }
            : throw new ArgumentException($"The options of the read-only database are not valid. {string.Join(' ', problems)}");
    }
}
