using AgentFlow.Tools;

namespace AgentFlow.Testing.Conformance;

/// <summary>What <see cref="IKeyValueStore"/> asks of every store.</summary>
public static class KeyValueStoreConformance
{
    /// <summary>The cases. Each needs a store that nobody has used yet.</summary>
    public static IReadOnlyList<ConformanceCase<IKeyValueStore>> Cases { get; } =
    [
        new("GetAsync_UnknownKey_IsNull", GetUnknown),
        new("SetAsync_Value_IsReadBack", Set),
        new("SetAsync_Again_Replaces", SetAgain),
        new("SetAsync_Null_TakesAway", SetNull),
        new("SetAsync_AwkwardAndHugeTexts_AreReadBackInFull", SetAwkward),
        new("SetAsync_OtherScope_IsApart", SetInOtherScope),
        new("SetAsync_ManyAtOnce_AllAreKept", SetManyAtOnce),
        new("ListAsync_Scope_IsOrderedByKey", List),
    ];

    private static async Task GetUnknown(IKeyValueStore store, CancellationToken cancellationToken)
    {
        await ExpectValue(store, "scope", "key", null, cancellationToken).ConfigureAwait(false);
        await ExpectScope(store, "scope", [], cancellationToken).ConfigureAwait(false);
    }

    private static async Task Set(IKeyValueStore store, CancellationToken cancellationToken)
    {
        await store.SetAsync("scope", "key", "value", cancellationToken).ConfigureAwait(false);
        await store.SetAsync("scope", "empty", string.Empty, cancellationToken).ConfigureAwait(false);

        await ExpectValue(store, "scope", "key", "value", cancellationToken).ConfigureAwait(false);
        await ExpectValue(store, "scope", "empty", string.Empty, cancellationToken).ConfigureAwait(false);
        await ExpectValue(store, "scope", "Key", null, cancellationToken).ConfigureAwait(false);
    }

    private static async Task SetAgain(IKeyValueStore store, CancellationToken cancellationToken)
    {
        await store.SetAsync("scope", "key", "one", cancellationToken).ConfigureAwait(false);
        await store.SetAsync("scope", "key", "two", cancellationToken).ConfigureAwait(false);

        await ExpectScope(store, "scope", ["key=two"], cancellationToken).ConfigureAwait(false);
    }

    private static async Task SetNull(IKeyValueStore store, CancellationToken cancellationToken)
    {
        await store.SetAsync("scope", "key", "one", cancellationToken).ConfigureAwait(false);
        await store.SetAsync("scope", "key", null, cancellationToken).ConfigureAwait(false);
        await store.SetAsync("scope", "never set", null, cancellationToken).ConfigureAwait(false);

        await ExpectValue(store, "scope", "key", null, cancellationToken).ConfigureAwait(false);
        await ExpectScope(store, "scope", [], cancellationToken).ConfigureAwait(false);
    }

    private static async Task SetAwkward(IKeyValueStore store, CancellationToken cancellationToken)
    {
        var huge = new string('\u00e9', 1 << 20);
        await store.SetAsync(Samples.Awkward, Samples.Awkward, Samples.Awkward, cancellationToken).ConfigureAwait(false);
        await store.SetAsync("scope", "huge", huge, cancellationToken).ConfigureAwait(false);

        await ExpectValue(store, Samples.Awkward, Samples.Awkward, Samples.Awkward, cancellationToken).ConfigureAwait(false);
        await ExpectValue(store, "scope", "huge", huge, cancellationToken).ConfigureAwait(false);
    }

    private static async Task SetInOtherScope(IKeyValueStore store, CancellationToken cancellationToken)
    {
        await store.SetAsync("a", "key", "of a", cancellationToken).ConfigureAwait(false);
        await store.SetAsync("b", "key", "of b", cancellationToken).ConfigureAwait(false);
        await store.SetAsync("a", "key", null, cancellationToken).ConfigureAwait(false);

        await ExpectScope(store, "a", [], cancellationToken).ConfigureAwait(false);
        await ExpectScope(store, "b", ["key=of b"], cancellationToken).ConfigureAwait(false);
    }

    private static async Task SetManyAtOnce(IKeyValueStore store, CancellationToken cancellationToken)
    {
        await Task.WhenAll(Enumerable.Range(100, 200).Select(i => Task.Run(() => store.SetAsync("scope", $"{i}", $"value {i}", cancellationToken).AsTask(), cancellationToken))).ConfigureAwait(false);

        await ExpectScope(store, "scope", [.. Enumerable.Range(100, 200).Select(i => $"{i}=value {i}")], cancellationToken).ConfigureAwait(false);
    }

    private static async Task List(IKeyValueStore store, CancellationToken cancellationToken)
    {
        // As UTF-8 the last two stand the other way round.
        string[] ordered = ["", "B", "a", "a b", "b", "\u00e9", "\U0001f680", "\uff21"];
        foreach (var key in ordered.Reverse())
            await store.SetAsync("scope", key, "v", cancellationToken).ConfigureAwait(false);

        await ExpectScope(store, "scope", [.. ordered.Select(k => $"{k}=v")], cancellationToken).ConfigureAwait(false);
    }

    private static async Task ExpectValue(IKeyValueStore store, string scope, string key, string? value, CancellationToken cancellationToken) =>
        Expect.Equal(value, await store.GetAsync(scope, key, cancellationToken).ConfigureAwait(false), $"The value under '{key}' in scope '{scope}'");

    private static async Task ExpectScope(IKeyValueStore store, string scope, IReadOnlyList<string> pairs, CancellationToken cancellationToken) =>
        Expect.Sequence(pairs, [.. (await store.ListAsync(scope, cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false)).Select(p => $"{p.Key}={p.Value}")], $"What is in scope '{scope}'");
}
