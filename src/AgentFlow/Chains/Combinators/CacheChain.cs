using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace AgentFlow.Chains.Combinators;

/// <summary>Gives again what it gave before for the same input. Errors are not kept. Two callers who ask at the same moment may both cause the work.</summary>
internal sealed class CacheChain<TIn, TOut>(Chain<TIn, TOut> inner, ChainCacheOptions<TIn> options) : Chain<TIn, TOut>("cache")
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Key, LinkedListNode<Entry>> _entries = new(new KeyComparer(options.Comparer ?? EqualityComparer<TIn>.Default));
    private readonly LinkedList<Entry> _byUse = [];

    protected internal override async ValueTask<TOut> InvokeCoreAsync(TIn input, ChainContext context, CancellationToken cancellationToken)
    {
        if (TryGet(input, context, out var known))
            return known;
        var value = await inner.InvokeAsync(input, context, cancellationToken).ConfigureAwait(false);
        Keep(input, value, context);
        return value;
    }

    protected internal override async IAsyncEnumerable<ChainUpdate<TOut>> StreamCoreAsync(TIn input, ChainContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (TryGet(input, context, out var known))
        {
            yield return ChainUpdate.Whole(known);
            yield break;
        }
        await foreach (var update in inner.StreamAsync(input, context, cancellationToken).ConfigureAwait(false))
        {
            if (update.IsFinal)
                Keep(input, update.Value, context);
            yield return update;
        }
    }

    internal override ChainDescription DescribeCore(ChainDescriber describer) => describer.Around(ChainKind.Cache, inner,
        ("capacity", options.Capacity), ("duration", options.Duration), ("comparer", options.Comparer is null ? null : ChainDescriber.Function));

    private bool TryGet(TIn input, ChainContext context, [MaybeNullWhen(false)] out TOut value)
    {
        lock (_gate)
        {
            if (_entries.TryGetValue(new Key(input), out var node))
            {
                _byUse.Remove(node);
                if (options.Duration is null || context.TimeProvider.GetUtcNow() - node.Value.At < options.Duration)
                {
                    _byUse.AddLast(node);
                    value = node.Value.Value;
                    return true;
                }
                _entries.Remove(node.Value.Key);
            }
        }
        value = default;
        return false;
    }

    private void Keep(TIn input, TOut value, ChainContext context)
    {
        var key = new Key(input);
        lock (_gate)
        {
            if (_entries.Remove(key, out var old))
                _byUse.Remove(old);
            _entries[key] = _byUse.AddLast(new Entry(key, value, context.TimeProvider.GetUtcNow()));
            if (_entries.Count <= options.Capacity)
                return;
            _entries.Remove(_byUse.First!.Value.Key);
            _byUse.RemoveFirst();
        }
    }

    /// <summary>A dictionary takes no null for a key; an input may be null.</summary>
    private readonly record struct Key(TIn Input);

    private sealed class KeyComparer(IEqualityComparer<TIn> inputs) : IEqualityComparer<Key>
    {
        public bool Equals(Key x, Key y) => inputs.Equals(x.Input, y.Input);

        public int GetHashCode(Key key) => key.Input is null ? 0 : inputs.GetHashCode(key.Input);
    }

    private sealed record Entry(Key Key, TOut Value, DateTimeOffset At);
}
