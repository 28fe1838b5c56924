using AgentFlow.Chains.Observation;

namespace AgentFlow.Chains;

/// <summary>
/// Makes chains that ask several times and take what is said most often (Wang et al. 2022). It helps where the model's temperature lets the samples
/// differ and their answers can be compared: a number, a choice, a name; not a text.
/// </summary>
public static class SelfConsistencyChain
{
    /// <summary>How many samples are taken unless one says otherwise.</summary>
    public const int DefaultSamples = 5;

    /// <summary>Runs a chain several times on the same input, and takes the answer of the majority.</summary>
    /// <typeparam name="TIn">What the chain takes.</typeparam>
    /// <typeparam name="T">What it gives.</typeparam>
    /// <param name="chain">The chain, such as a <see cref="ChainOfThought"/> with its answer taken out. Without a cache: its samples would be one.</param>
    /// <param name="samples">How many times. At least 1.</param>
    /// <param name="maxConcurrency">How many at a time. At least 1.</param>
    /// <param name="comparer">Which answers are the same; null for the type's own equality.</param>
    /// <returns>A chain that fails only when every sample does. Samples that are done show as <see cref="Runs.StepProgressed"/>.</returns>
    public static Chain<TIn, MajorityAnswer<T>> Create<TIn, T>(Chain<TIn, T> chain, int samples = DefaultSamples, int maxConcurrency = 4, IEqualityComparer<T>? comparer = null)
    {
        ArgumentNullException.ThrowIfNull(chain);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxConcurrency, 1);
        return Chain.From<TIn, MajorityAnswer<T>>(async (input, context, token) =>
        {
            var progress = await StepProgress.BeginAsync(context, samples).ConfigureAwait(false);
            var results = new BatchResult<T>[samples];
            await Concurrency.ForEachAsync(samples, maxConcurrency, async (i, stop) =>
            {
                try
                {
                    results[i] = new() { Value = await chain.InvokeAsync(input, context, stop).ConfigureAwait(false) };
                }
                catch (ChainException error)
                {
                    // A vote that is not cast; the others may do.
                    results[i] = new() { Error = error };
                }
                await progress.AddAsync().ConfigureAwait(false);
            }, token).ConfigureAwait(false);
            return Count(results, comparer ?? EqualityComparer<T>.Default);
        }, "self-consistency");
    }

    private static MajorityAnswer<T> Count<T>(BatchResult<T>[] results, IEqualityComparer<T> comparer)
    {
        Exception[] failures = [.. results.Select(r => r.Error).OfType<Exception>()];
        T[] answers = [.. results.Where(r => r.Error is null).Select(r => r.Value!)];
        if (answers.Length == 0)
            throw new AggregateException($"All {results.Length} samples failed.", failures);
        var (best, votes) = (answers[0], 0);
        foreach (var answer in answers)
        {
            var count = answers.Count(a => comparer.Equals(a, answer));
            if (count > votes)
                (best, votes) = (answer, count);
        }
        return new() { Answer = best, Votes = votes, Samples = answers, Failures = failures };
    }
}
