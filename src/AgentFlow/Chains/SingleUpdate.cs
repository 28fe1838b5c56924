namespace AgentFlow.Chains;

/// <summary>A stream of one update, without the machinery of an iterator.</summary>
internal sealed class SingleUpdate<T>(ChainUpdate<T> update) : IAsyncEnumerable<ChainUpdate<T>>, IAsyncEnumerator<ChainUpdate<T>>
{
    private bool _isTaken;

    public ChainUpdate<T> Current => update;

    public IAsyncEnumerator<ChainUpdate<T>> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        _isTaken ? new SingleUpdate<T>(update) : this;

    public ValueTask<bool> MoveNextAsync()
    {
        var hasNext = !_isTaken;
        _isTaken = true;
        return ValueTask.FromResult(hasNext);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
