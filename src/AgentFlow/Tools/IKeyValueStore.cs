namespace AgentFlow.Tools;

/// <summary>
/// What tools remember from one call to the next: small texts under a scope and a key. A scope (a tool and a session, say) sees nothing of
/// another. An implementation is safe for use by many tasks at once.
/// </summary>
public interface IKeyValueStore
{
    /// <summary>The text under a key, or null.</summary>
    /// <param name="scope">Whose keys.</param>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask<string?> GetAsync(string scope, string key, CancellationToken cancellationToken = default);

    /// <summary>Puts a text under a key in place of what was there; null takes the key away.</summary>
    /// <param name="scope">Whose keys.</param>
    /// <param name="key">The key.</param>
    /// <param name="value">The text, or null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask SetAsync(string scope, string key, string? value, CancellationToken cancellationToken = default);

    /// <summary>Everything in a scope, ordered by key (ordinal).</summary>
    /// <param name="scope">Whose keys.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    IAsyncEnumerable<KeyValuePair<string, string>> ListAsync(string scope, CancellationToken cancellationToken = default);
}
