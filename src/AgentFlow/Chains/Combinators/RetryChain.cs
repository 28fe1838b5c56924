using System.Runtime.CompilerServices;

namespace AgentFlow.Chains.Combinators;

/// <summary>Tries a chain again when it fails. A stream is tried again as long as nothing of it was shown.</summary>
internal sealed class RetryChain<TIn, TOut>(Chain<TIn, TOut> inner, ChainRetryOptions options) : Chain<TIn, TOut>("retry")
{
    private const int MostDoublings = 40;

    protected internal override async ValueTask<TOut> InvokeCoreAsync(TIn input, ChainContext context, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await inner.InvokeAsync(input, context, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception error) when (IsWorthAnother(error, attempt, cancellationToken))
            {
                // The step's own event has the error; what follows is the next attempt.
            }
            await DelayAsync(attempt, context, cancellationToken).ConfigureAwait(false);
        }
    }

    protected internal override async IAsyncEnumerable<ChainUpdate<TOut>> StreamCoreAsync(TIn input, ChainContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IAsyncEnumerator<ChainUpdate<TOut>>? open = null;
        for (var attempt = 1; open is null; attempt++)
        {
            try
            {
                open = await inner.StreamAsync(input, context, cancellationToken).OpenAsync(cancellationToken).ConfigureAwait(false);
                continue;
            }
            catch (Exception error) when (IsWorthAnother(error, attempt, cancellationToken))
            {
                // As above.
            }
            await DelayAsync(attempt, context, cancellationToken).ConfigureAwait(false);
        }
        await foreach (var update in open.RestAsync().ConfigureAwait(false))
            yield return update;
    }

    internal override ChainDescription DescribeCore(ChainDescriber describer) => describer.Around(ChainKind.Retry, inner,
        ("maxAttempts", options.MaxAttempts), ("delay", options.Delay), ("maxDelay", options.MaxDelay), ("jitter", options.Jitter), ("shouldRetry", options.ShouldRetry));

    private bool IsWorthAnother(Exception error, int attempt, CancellationToken cancellationToken)
    {
        if (attempt >= options.MaxAttempts || ChainException.IsCancellation(error, cancellationToken))
            return false;
        var cause = ChainException.CauseOf(error);
        return options.ShouldRetry?.Invoke(cause)
            ?? cause is not (ArgumentException or NotSupportedException or NotImplementedException or NullReferenceException or InvalidCastException);
    }

    private Task DelayAsync(int attempt, ChainContext context, CancellationToken cancellationToken)
    {
        var full = Math.Min(options.Delay.TotalSeconds * Math.Pow(2, Math.Min(attempt - 1, MostDoublings)), options.MaxDelay.TotalSeconds);
        return Task.Delay(TimeSpan.FromSeconds(full * (1 - (options.Jitter * context.Random()))), context.TimeProvider, cancellationToken);
    }
}
