namespace AgentFlow.Chains;

public static partial class ChainExtensions
{
    /// <summary>Runs a chain on each of many inputs. One that fails does not stop the others.</summary>
    /// <typeparam name="TIn">What the chain takes.</typeparam>
    /// <typeparam name="TOut">What the chain gives.</typeparam>
    /// <param name="chain">The chain.</param>
    /// <param name="inputs">The inputs.</param>
    /// <param name="maxConcurrency">How many run at a time; at least 1.</param>
    /// <param name="context">What they run in; null for <see cref="ChainContext.Default"/>. With a journal each input is a run of its own.</param>
    /// <param name="cancellationToken">Stops all of them; then there is no result.</param>
    /// <returns>A result per input, in the order of the inputs.</returns>
    public static async Task<IReadOnlyList<BatchResult<TOut>>> BatchAsync<TIn, TOut>(
        this Chain<TIn, TOut> chain, IEnumerable<TIn> inputs, int maxConcurrency = 4, ChainContext? context = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(chain);
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxConcurrency, 1);
        TIn[] all = [.. inputs];
        var results = new BatchResult<TOut>[all.Length];
        await Concurrency.ForEachAsync(all.Length, maxConcurrency, async (i, token) =>
        {
            try
            {
                results[i] = new() { Value = await chain.InvokeAsync(all[i], context ?? ChainContext.Default, token).ConfigureAwait(false) };
            }
            catch (Exception error) when (!ChainException.IsCancellation(error, token))
            {
                // Whatever one input brought about is its result; the others go on.
                results[i] = new() { Error = error };
            }
        }, cancellationToken).ConfigureAwait(false);
        return results;
    }
}
