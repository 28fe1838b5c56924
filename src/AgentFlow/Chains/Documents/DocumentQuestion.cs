namespace AgentFlow.Chains;

/// <summary>A question, and the documents that it is answered from.</summary>
public sealed record DocumentQuestion
{
    /// <summary>The question.</summary>
    public required string Question { get; init; }

    /// <summary>What is known, such as what a retriever found. None is not an error: then the answer is that nobody knows.</summary>
    public required IReadOnlyList<Document> Documents { get; init; }
}
