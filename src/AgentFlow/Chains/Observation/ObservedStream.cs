namespace AgentFlow.Chains.Observation;

/// <summary>
/// A stream in a scope, which begins with the first update that comes in and ends with the final one that goes out, with an error, or when
/// the reader leaves.
/// </summary>
internal sealed class ObservedStream<TIn, TOut>(
    Func<ChainScope> begin, IAsyncEnumerable<ChainUpdate<TIn>> input, Func<IAsyncEnumerable<ChainUpdate<TIn>>, ChainContext, IAsyncEnumerable<ChainUpdate<TOut>>> open)
    : IAsyncEnumerable<ChainUpdate<TOut>>
{
    public async IAsyncEnumerator<ChainUpdate<TOut>> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        using var scope = begin();
        var isStarted = false;
        Exception? error = new OperationCanceledException("The stream was left before its end.");
        IAsyncEnumerator<ChainUpdate<TOut>>? updates = null;
        try
        {
            while (true)
            {
                try
                {
                    updates ??= open(WatchInputAsync(), scope.Context).GetAsyncEnumerator(cancellationToken);
                    scope.Enter();
                    if (!await updates.MoveNextAsync().ConfigureAwait(false))
                        break;
                }
                catch (Exception thrown)
                {
                    // Noted below, whatever it is, and thrown on.
                    error = error is null ? null : thrown;
                    throw;
                }
                if (updates.Current.IsFinal && error is not null)
                {
                    error = null;
                    await scope.CompleteAsync(updates.Current.Value).ConfigureAwait(false);
                }
                yield return updates.Current;
            }
        }
        finally
        {
            if (updates is not null)
                await updates.DisposeAsync().ConfigureAwait(false);
            if (isStarted && error is not null)
                await scope.FailAsync(error).ConfigureAwait(false);
        }

        async IAsyncEnumerable<ChainUpdate<TIn>> WatchInputAsync()
        {
            await foreach (var update in input.ConfigureAwait(false))
            {
                if (!isStarted)
                {
                    isStarted = true;
                    scope.Start();
                    await scope.ShowAsync().ConfigureAwait(false);
                }
                yield return update;
            }
        }
    }
}
