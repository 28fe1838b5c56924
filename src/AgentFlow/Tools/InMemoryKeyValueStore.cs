using System.Runtime.CompilerServices;

namespace AgentFlow.Tools;

/// <summary>Keeps what tools remember for as long as the process lives.</summary>
public sealed class InMemoryKeyValueStore : IKeyValueStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, SortedDictionary<string, string>> _scopes = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public ValueTask<string?> GetAsync(string scope, string key, CancellationToken cancellationToken = default)
    {
        lock (_gate)
            return ValueTask.FromResult(_scopes.GetValueOrDefault(scope)?.GetValueOrDefault(key));
    }

    /// <inheritdoc />
    public ValueTask SetAsync(string scope, string key, string? value, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (!_scopes.TryGetValue(scope, out var values))
                values = _scopes[scope] = new SortedDictionary<string, string>(StringComparer.Ordinal);
            if (value is null)
                values.Remove(key);
            else
                values[key] = value;
        }
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<KeyValuePair<string, string>> ListAsync(string scope, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        KeyValuePair<string, string>[] values;
        lock (_gate)
            values = [.. _scopes.GetValueOrDefault(scope) ?? []];
        await Task.CompletedTask.ConfigureAwait(false);
        foreach (var value in values)
            yield return value;
    }
}
