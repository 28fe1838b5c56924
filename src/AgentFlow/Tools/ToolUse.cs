namespace AgentFlow.Tools;

/// <summary>Something outside of itself that a tool used, or tried to use, during one call: a web address, a file, a database. It stands in the call's <see cref="Runs.ToolCompleted.Uses"/>.</summary>
public sealed record ToolUse
{
    /// <summary>What kind of thing, in one word: <c>net</c>, <c>files</c>, <c>sql</c>.</summary>
    public required string Capability { get; init; }

    /// <summary>What was used, such as <c>GET https://api.example.org/rates</c>. It is journaled, so nothing secret may be in it.</summary>
    public required string What { get; init; }

    /// <summary>What became of it: <c>ok</c>, a status, or <c>refused</c> and why.</summary>
    public required string Outcome { get; init; }

    /// <summary>How many bytes were read or written, where that has a meaning.</summary>
    /// <value>Null where it has none.</value>
    public long? Bytes { get; init; }

    /// <summary>How often, where the same was used again and again; <see cref="Bytes"/> is then their sum.</summary>
    /// <value>1.</value>
    public int Count { get; init; } = 1;
}
