namespace AgentFlow.Chains.Combinators;

/// <summary>A stream that stands at its first update: until then nobody has seen anything, and another attempt can take its place.</summary>
internal static class OpenStream
{
    public static async ValueTask<IAsyncEnumerator<ChainUpdate<T>>> OpenAsync<T>(this IAsyncEnumerable<ChainUpdate<T>> stream, CancellationToken cancellationToken)
    {
        var updates = stream.GetAsyncEnumerator(cancellationToken);
        try
        {
            if (await updates.MoveNextAsync().ConfigureAwait(false))
                return updates;
        }
        catch
        {
            await updates.DisposeAsync().ConfigureAwait(false);
            throw;
        }
        await updates.DisposeAsync().ConfigureAwait(false);
        throw new InvalidOperationException("The stream ended without an update.");
    }

    /// <summary>The first update, which stands open, and the rest.</summary>
    public static async IAsyncEnumerable<ChainUpdate<T>> RestAsync<T>(this IAsyncEnumerator<ChainUpdate<T>> updates)
    {
        await using var open = updates.ConfigureAwait(false);
        do
            yield return updates.Current;
        while (await updates.MoveNextAsync().ConfigureAwait(false));
    }
}
