using SQLitePCL;

namespace AgentFlow.Sqlite.Questions;

/// <summary>Says to SQLite, while it compiles a statement, what the statement may do: read tables, and call functions that only calculate.</summary>
internal sealed class ReadingAuthorizer(IReadOnlyList<string>? tables)
{
    /// <summary>Recursive queries; the driver has no name for it.</summary>
    private const int Recursive = 33;

    /// <summary>Functions that reach out of the database, in builds that have them.</summary>
    private static readonly HashSet<string> DangerousFunctions = new(["load_extension", "readfile", "writefile", "edit", "fts3_tokenizer", "sqlite_crypt"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Tables that are functions of their arguments.</summary>
    private static readonly HashSet<string> FunctionTables = new(["json_each", "json_tree"], StringComparer.OrdinalIgnoreCase);

    private readonly HashSet<string>? _tables = tables is null ? null : new(tables, StringComparer.OrdinalIgnoreCase);

    /// <summary>What the views that may be read read themselves: the table, and the view in whose text it stands.</summary>
    private readonly HashSet<(string Table, string View)> _inViews = [];

    /// <summary>Why the last statement was refused, in words for the model; null when it was not.</summary>
    public string? Refusal { get; set; }

    /// <summary>
    /// Whether the statement reads a table that only views may read. SQLite tells the view by its name, and that of a common table expression
    /// in the same way; so a statement that has the word WITH in it could pass one off for a view.
    /// </summary>
    public bool ReadsThroughView { get; set; }

    /// <summary>Called by SQLite while a view is compiled that may be read; notes what the view reads.</summary>
    public int NoteView(object? data, int action, string? first, string? second, string? database, string? view)
    {
        if (action == raw.SQLITE_READ && first is not null && view is not null)
            _inViews.Add((first, view));
        return raw.SQLITE_OK;
    }

    /// <summary>Called by SQLite; it must not throw.</summary>
    public int Authorize(object? data, int action, string? first, string? second, string? database, string? view)
    {
        var refusal = action switch
        {
            raw.SQLITE_SELECT or Recursive => null,
            raw.SQLITE_READ when MayRead(first, view) => null,
            raw.SQLITE_READ => $"table '{first}' may not be read.",
            raw.SQLITE_FUNCTION when !DangerousFunctions.Contains(second ?? string.Empty) => null,
            raw.SQLITE_FUNCTION => $"function '{second}' may not be called.",
            _ => "it does something else than read. Only a single SELECT is run.",
        };
        if (refusal is null)
            return raw.SQLITE_OK;
        Refusal ??= refusal;
        return raw.SQLITE_DENY;
    }

    private bool MayRead(string? table, string? view)
    {
        if (table is null || table.StartsWith("sqlite_", StringComparison.OrdinalIgnoreCase) || table.StartsWith("pragma_", StringComparison.OrdinalIgnoreCase))
            return false;
        if (_tables is null || _tables.Contains(table) || FunctionTables.Contains(table))
            return true;
        var isInView = view is not null && _inViews.Contains((table, view));
        ReadsThroughView |= isInView;
        return isInView;
    }
}
