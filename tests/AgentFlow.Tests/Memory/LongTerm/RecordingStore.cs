using AgentFlow.Tools;

namespace AgentFlow.Tests.Memory.LongTerm;

/// <summary>A store whose content a test can look at, all scopes together.</summary>
internal sealed class RecordingStore : IKeyValueStore
{
    private readonly InMemoryKeyValueStore _store = new();

    public Dictionary<(string Scope, string Key), string> Values { get; } = [];

    public ValueTask<string?> GetAsync(string scope, string key, CancellationToken cancellationToken = default) => _store.GetAsync(scope, key, cancellationToken);

    public ValueTask SetAsync(string scope, string key, string? value, CancellationToken cancellationToken = default)
    {
        if (value is null)
            Values.Remove((scope, key));
        else
            Values[(scope, key)] = value;
        return _store.SetAsync(scope, key, value, cancellationToken);
    }

    public IAsyncEnumerable<KeyValuePair<string, string>> ListAsync(string scope, CancellationToken cancellationToken = default) => _store.ListAsync(scope, cancellationToken);
}
