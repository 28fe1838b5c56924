using System.Runtime.CompilerServices;

namespace AgentFlow.Chains;

/// <summary>A chain seen through other types; shows neither in events nor in descriptions.</summary>
internal sealed class AdaptedChain<TIn, TInnerIn, TInnerOut, TOut>(Chain<TInnerIn, TInnerOut> inner, Func<TIn, TInnerIn> before, Func<TInnerOut, TOut> after)
    : Chain<TIn, TOut>(inner.Name, isStep: false)
{
    protected internal override async ValueTask<TOut> InvokeCoreAsync(TIn input, ChainContext context, CancellationToken cancellationToken) =>
        after(await inner.InvokeAsync(before(input), context, cancellationToken).ConfigureAwait(false));

    protected internal override IAsyncEnumerable<ChainUpdate<TOut>> TransformCoreAsync(IAsyncEnumerable<ChainUpdate<TIn>> input, ChainContext context, CancellationToken cancellationToken) =>
        ConvertAsync(inner.TransformAsync(ConvertAsync(input, before, cancellationToken), context, cancellationToken), after, cancellationToken);

    internal override ChainDescription DescribeCore(ChainDescriber describer) => describer.Describe(inner);

    private static async IAsyncEnumerable<ChainUpdate<T>> ConvertAsync<TFrom, T>(IAsyncEnumerable<ChainUpdate<TFrom>> updates, Func<TFrom, T> convert, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var update in updates.WithCancellation(cancellationToken).ConfigureAwait(false))
            yield return update.HasValue ? update.Pieces<T>() with { Value = convert(update.Value!), HasValue = true, IsFinal = update.IsFinal } : update.Pieces<T>();
    }
}
