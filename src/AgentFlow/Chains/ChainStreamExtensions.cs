using System.Runtime.CompilerServices;

namespace AgentFlow.Chains;

/// <summary>Reads a chain's stream.</summary>
public static class ChainStreamExtensions
{
    /// <summary>Waits for the end of a stream and returns the whole value.</summary>
    /// <typeparam name="T">What the chain gives.</typeparam>
    /// <param name="updates">The stream.</param>
    /// <param name="cancellationToken">Stops the waiting, and the stream.</param>
    /// <exception cref="InvalidOperationException">The stream ended without a final update.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<T> FinalAsync<T>(this IAsyncEnumerable<ChainUpdate<T>> updates, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(updates);
        var last = default(ChainUpdate<T>);
        await foreach (var update in updates.WithCancellation(cancellationToken).ConfigureAwait(false))
            last = update;
        return last.IsFinal ? last.Value : throw new InvalidOperationException("The stream ended without a final update. A step that streams yields one last.");
    }

    /// <summary>The pieces of text of a stream, for one who prints them: those of the chain's own value, not those of parallel branches.</summary>
    /// <typeparam name="T">What the chain gives.</typeparam>
    /// <param name="updates">The stream.</param>
    /// <param name="cancellationToken">Stops the stream.</param>
    public static async IAsyncEnumerable<string> TextAsync<T>(this IAsyncEnumerable<ChainUpdate<T>> updates, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(updates);
        await foreach (var update in updates.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (update is { Branch: null, TextDelta.Length: > 0 })
                yield return update.TextDelta;
        }
    }
}
