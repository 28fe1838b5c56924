namespace AgentFlow.Sqlite;

/// <summary>An answer out of a database, and what it rests on.</summary>
public sealed record SqlAnswer
{
    /// <summary>The answer, in the model's words.</summary>
    public required string Text { get; init; }

    /// <summary>The statement that was run.</summary>
    public required string Statement { get; init; }

    /// <summary>What it gave.</summary>
    public required SqlResult Result { get; init; }

    /// <summary>The <see cref="Text"/>.</summary>
    public override string ToString() => Text;
}
