namespace AgentFlow.Chains;

/// <summary>Something that an answer has to keep to.</summary>
public sealed record ConstitutionalPrinciple
{
    /// <summary>A short name, for reports.</summary>
    public required string Name { get; init; }

    /// <summary>What the model looks for in an answer: <c>"Does the answer give medical advice?"</c></summary>
    public required string Critique { get; init; }

    /// <summary>How the model mends an answer that does not keep to it.</summary>
    /// <value>Empty: as the critique suggests.</value>
    public string Revision { get; init; } = string.Empty;
}
