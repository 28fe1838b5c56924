namespace AgentFlow.Chains;

/// <summary>An answer after it was held to principles.</summary>
public sealed record ConstitutionalAnswer
{
    /// <summary>The answer as it is now.</summary>
    public required string Text { get; init; }

    /// <summary>The answer as it was at first.</summary>
    public required string Original { get; init; }

    /// <summary>What was found, a revision for each principle in turn.</summary>
    public required IReadOnlyList<ConstitutionalRevision> Revisions { get; init; }

    /// <summary>The <see cref="Text"/>.</summary>
    public override string ToString() => Text;
}
