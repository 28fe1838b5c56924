namespace AgentFlow.Chains;

/// <summary>What most of several samples say.</summary>
/// <typeparam name="T">An answer.</typeparam>
public sealed record MajorityAnswer<T>
{
    /// <summary>The answer that most samples gave; of answers that are level, the one that the earliest sample gave.</summary>
    public required T Answer { get; init; }

    /// <summary>How many samples gave it. At least 1.</summary>
    public required int Votes { get; init; }

    /// <summary>The answers of the samples that did not fail, in the order of the samples.</summary>
    public required IReadOnlyList<T> Samples { get; init; }

    /// <summary>What the samples that failed died of.</summary>
    public required IReadOnlyList<Exception> Failures { get; init; }

    /// <summary>The share of the samples that agree, from 0 (exclusive) to 1: how sure one may be.</summary>
    public double Agreement => (double)Votes / Samples.Count;

    /// <summary>The answer.</summary>
    public override string ToString() => Answer?.ToString() ?? string.Empty;
}
