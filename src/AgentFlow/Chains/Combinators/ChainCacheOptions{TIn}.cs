namespace AgentFlow.Chains;

/// <summary>What a chain's cache keeps. Read once, when the chain is made.</summary>
/// <typeparam name="TIn">What the chain takes.</typeparam>
public sealed class ChainCacheOptions<TIn>
{
    /// <summary>How many results are kept; the one that was not asked for longest goes first. At least 1.</summary>
    /// <value>1,000.</value>
    public int Capacity { get; set; } = 1000;

    /// <summary>How long a result is good, by the context's clock.</summary>
    /// <value>Null: for ever.</value>
    public TimeSpan? Duration { get; set; }

    /// <summary>When two inputs are the same.</summary>
    /// <value>Null: when they are equal.</value>
    public IEqualityComparer<TIn>? Comparer { get; set; }

    internal ChainCacheOptions<TIn> ValidCopy()
    {
        List<string> problems = [];
        if (Capacity < 1)
            problems.Add($"Capacity is '{Capacity}'; it must be at least 1.");
        if (Duration <= TimeSpan.Zero)
            problems.Add($"Duration is '{Duration}'; it must be positive, or null for ever.");
        return problems.Count == 0
            ? new() { Capacity = Capacity, Duration = Duration, Comparer = Comparer }
            : throw new ArgumentException($"The options of the cache are not valid. {string.Join(' ', problems)}");
    }
}
