using System.Runtime.CompilerServices;

namespace AgentFlow.Chains.Combinators;

/// <summary>Gives up a chain that takes too long: cancels it, and when it is invoked and does not heed that, no longer waits for it.</summary>
internal sealed class TimeoutChain<TIn, TOut>(Chain<TIn, TOut> inner, TimeSpan after) : Chain<TIn, TOut>("timeout")
{
    protected internal override async ValueTask<TOut> InvokeCoreAsync(TIn input, ChainContext context, CancellationToken cancellationToken)
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = StartTimer(source, context);
        try
        {
            var call = inner.InvokeAsync(input, context, source.Token);
            return call.IsCompletedSuccessfully
                ? call.Result // sync: it has completed.
                : await call.AsTask().WaitAsync(source.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (IsOver(source, cancellationToken))
        {
            throw TimedOut();
        }
    }

    protected internal override async IAsyncEnumerable<ChainUpdate<TOut>> StreamCoreAsync(TIn input, ChainContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = StartTimer(source, context);
        var updates = inner.StreamAsync(input, context, source.Token).GetAsyncEnumerator(source.Token);
        await using var _ = updates.ConfigureAwait(false);
        while (await MoveAsync(updates, source, cancellationToken).ConfigureAwait(false))
            yield return updates.Current;
    }

    internal override ChainDescription DescribeCore(ChainDescriber describer) => describer.Around(ChainKind.Timeout, inner, ("after", after));

    private async ValueTask<bool> MoveAsync(IAsyncEnumerator<ChainUpdate<TOut>> updates, CancellationTokenSource source, CancellationToken cancellationToken)
    {
        try
        {
            return await updates.MoveNextAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (IsOver(source, cancellationToken))
        {
            throw TimedOut();
        }
    }

    private ITimer StartTimer(CancellationTokenSource source, ChainContext context) =>
        context.TimeProvider.CreateTimer(static s => ((CancellationTokenSource)s!).Cancel(), source, after, Timeout.InfiniteTimeSpan);

    private static bool IsOver(CancellationTokenSource source, CancellationToken cancellationToken) =>
        source.IsCancellationRequested && !cancellationToken.IsCancellationRequested;

    private TimeoutException TimedOut() => new($"'{inner.Name}' did not end within {after}.");
}
