namespace AgentFlow.Sqlite;

/// <summary>Rows of a query, as texts.</summary>
public sealed record SqlResult
{
    /// <summary>The names of the columns.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>The rows, each with a cell per column: null for NULL, a number as the invariant culture writes it, the length of a blob. Long cells are cut.</summary>
    public required IReadOnlyList<IReadOnlyList<string?>> Rows { get; init; }

    /// <summary>Whether there were more rows than were read.</summary>
    public bool IsCut { get; init; }

    /// <summary>A line with the columns and one for each row, as the model is shown them.</summary>
    public override string ToString() => string.Join('\n',
    [
        string.Join(" | ", Columns),
        .. Rows.Select(r => string.Join(" | ", r.Select(c => c is null ? "NULL" : c.ReplaceLineEndings(" ")))),
        .. IsCut ? ["..."] : Rows.Count == 0 ? (string[])["(no rows)"] : [],
    ]);
}
