namespace AgentFlow.Chains;

/// <summary>One look at an answer in the light of a principle, and what it led to.</summary>
public sealed record ConstitutionalRevision
{
    /// <summary>The principle.</summary>
    public required ConstitutionalPrinciple Principle { get; init; }

    /// <summary>What the model found.</summary>
    public required string Critique { get; init; }

    /// <summary>The answer as it was rewritten; null when it was found good as it was.</summary>
    public string? Revised { get; init; }
}
