using System.Runtime.CompilerServices;

namespace AgentFlow.Chains;

/// <summary>The stream of a step, whose errors name the step. By hand, because an iterator cannot yield out of a <c>try</c> with a <c>catch</c>.</summary>
internal sealed class StepStream<TIn, TOut>(Chain<TIn, TOut> step, IAsyncEnumerable<ChainUpdate<TIn>> input, ChainContext context, CancellationToken cancellationToken)
    : IAsyncEnumerable<ChainUpdate<TOut>>, IAsyncEnumerator<ChainUpdate<TOut>>
{
    private IAsyncEnumerator<ChainUpdate<TOut>>? _updates;
    private readonly CancellationToken _given = cancellationToken;
    private CancellationToken _token = cancellationToken;
    private CancellationTokenSource? _linked;
    private bool _isFinal;

    public ChainUpdate<TOut> Current => _updates!.Current;

    public IAsyncEnumerator<ChainUpdate<TOut>> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        if (_updates is not null)
            return new StepStream<TIn, TOut>(step, input, context, _given).GetAsyncEnumerator(cancellationToken);
        if (cancellationToken.CanBeCanceled && cancellationToken != _token)
        {
            _linked = _token.CanBeCanceled ? CancellationTokenSource.CreateLinkedTokenSource(_token, cancellationToken) : null;
            _token = _linked?.Token ?? cancellationToken;
        }
        _updates = step.TransformCoreAsync(input, context, _token).GetAsyncEnumerator(_token);
        return this;
    }

    public ValueTask<bool> MoveNextAsync()
    {
        try
        {
            var next = _updates!.MoveNextAsync();
            return next.IsCompletedSuccessfully ? ValueTask.FromResult(Seen(next.Result)) : AwaitAsync(next); // sync: it has completed.
        }
        catch (Exception error) when (ChainException.IsFailure(error, _token))
        {
            throw new ChainException(step.Name, context, error);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_updates is not null)
            await _updates.DisposeAsync().ConfigureAwait(false);
        _linked?.Dispose();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> AwaitAsync(ValueTask<bool> next)
    {
        try
        {
            return Seen(await next.ConfigureAwait(false));
        }
        catch (Exception error) when (ChainException.IsFailure(error, _token))
        {
            throw new ChainException(step.Name, context, error);
        }
    }

    private bool Seen(bool hasNext)
    {
        if (hasNext)
            _isFinal = _updates!.Current.IsFinal;
        else if (!_isFinal)
            throw new InvalidOperationException("The stream ended without a final update. A step that streams yields one last.");
        return hasNext;
    }
}
