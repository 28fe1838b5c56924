namespace AgentFlow.Chains;

/// <summary>Runs one piece of work per index, so many at a time.</summary>
internal static class Concurrency
{
    /// <summary>The first failure cancels the others and is thrown when all have ended.</summary>
    public static Task ForEachAsync(int count, int maxConcurrency, Func<int, CancellationToken, ValueTask> work, CancellationToken cancellationToken) =>
        Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = maxConcurrency, CancellationToken = cancellationToken }, work);
}
