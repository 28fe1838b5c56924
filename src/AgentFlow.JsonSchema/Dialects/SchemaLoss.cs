namespace AgentFlow.JsonSchema.Dialects;

/// <summary>One thing that a schema says and its form for a provider does not.</summary>
public sealed record SchemaLoss
{
    /// <summary>JSON pointer to the schema in the original.</summary>
    public required string SchemaPointer { get; init; }

    /// <summary>The keyword that could not stay as it was.</summary>
    public required string Keyword { get; init; }

    /// <summary>What became of it.</summary>
    public required SchemaLossKind Kind { get; init; }

    /// <summary>What was done, in a sentence.</summary>
    public required string Message { get; init; }
}
