namespace AgentFlow.Chains;

/// <summary>An answer, and the reasoning that led to it.</summary>
/// <typeparam name="T">The answer.</typeparam>
public sealed record Reasoned<T>
{
    /// <summary>What the model thought, for those who want to check it; not meant for the one who asked.</summary>
    public required string Reasoning { get; init; }

    /// <summary>The answer.</summary>
    public required T Answer { get; init; }

    /// <summary>The answer.</summary>
    public override string ToString() => Answer?.ToString() ?? string.Empty;
}
