using AgentFlow.Chains;
using Microsoft.Extensions.AI;

namespace AgentFlow.Sqlite;

/// <summary>What a <see cref="SqlQuestionChain"/> may read and cost. Read once, when the chain is made.</summary>
public sealed class SqlQuestionOptions
{
    /// <summary>The tables and views that may be read; a view may read what it is made of. Case does not matter.</summary>
    /// <value>Null: all but SQLite's own.</value>
    public IReadOnlyList<string>? Tables { get; set; }

    /// <summary>How many rows are read of a result. From 1 to 10,000.</summary>
    /// <value>50.</value>
    public int MaxRows { get; set; } = 50;

    /// <summary>How long a statement may run, by the context's clock. Positive, an hour at most.</summary>
    /// <value>5 seconds.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often the model may write another statement when one is refused. From 0.</summary>
    /// <value>2.</value>
    public int MaxRetries { get; set; } = 2;

    /// <summary>How many characters of schema the model is shown; a larger one is an error, to be mended with <see cref="Tables"/>. At least 100.</summary>
    /// <value>20,000.</value>
    public int MaxSchemaLength { get; set; } = 20_000;

    /// <summary>What every call asks of the model.</summary>
    /// <value>Null: the client's defaults.</value>
    public ChatOptions? ModelOptions { get; set; }

    /// <summary>The texts for the model.</summary>
    /// <value>Null: the library's own.</value>
    public ReadyMadePrompts? Prompts { get; set; }

    internal SqlQuestionOptions ValidCopy()
    {
        List<string> problems = [];
        if (Tables is { Count: 0 })
            problems.Add("Tables is empty; leave it null for all of them.");
        if (MaxRows is < 1 or > 10_000)
            problems.Add($"MaxRows is '{MaxRows}'; it must be from 1 to 10000.");
        if (Timeout <= TimeSpan.Zero || Timeout > TimeSpan.FromHours(1))
            problems.Add($"Timeout is '{Timeout}'; it must be positive and an hour at most.");
        if (MaxRetries < 0)
            problems.Add($"MaxRetries is '{MaxRetries}'; it must not be negative.");
        if (MaxSchemaLength < 100)
            problems.Add($"MaxSchemaLength is '{MaxSchemaLength}'; it must be at least 100.");
        return problems.Count == 0
            ? new()
            {
                Tables = Tables is null ? null : [.. Tables],
                MaxRows = MaxRows,
                Timeout = Timeout,
                MaxRetries = MaxRetries,
                MaxSchemaLength = MaxSchemaLength,
                ModelOptions = ModelOptions?.Clone(),
                Prompts = Prompts ?? new ReadyMadePrompts(),
            }
            : throw new ArgumentException($"The options of the SQL chain are not valid. {string.Join(' ', problems)}");
    }
}
