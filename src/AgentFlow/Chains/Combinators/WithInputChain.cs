using System.Runtime.CompilerServices;

namespace AgentFlow.Chains.Combinators;

/// <summary>A chain, and what it gives put together with what it took. The pieces of the inner chain pass on as they come.</summary>
internal sealed class WithInputChain<TIn, TMiddle, TOut>(Chain<TIn, TMiddle> inner, Func<TIn, TMiddle, TOut> merge, string name) : Chain<TIn, TOut>(name)
{
    protected internal override async ValueTask<TOut> InvokeCoreAsync(TIn input, ChainContext context, CancellationToken cancellationToken) =>
        merge(input, await inner.InvokeAsync(input, context, cancellationToken).ConfigureAwait(false));

    protected internal override async IAsyncEnumerable<ChainUpdate<TOut>> StreamCoreAsync(TIn input, ChainContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var update in inner.StreamAsync(input, context, cancellationToken).ConfigureAwait(false))
            yield return update.IsFinal ? ChainUpdate.Final(merge(input, update.Value)) with { TextDelta = update.TextDelta } : update.Pieces<TOut>();
    }

    internal override ChainDescription DescribeCore(ChainDescriber describer) => new()
    {
        Kind = ChainKind.Sequence,
        Parts = [describer.Describe(inner), describer.DescribeStep(this)],
    };
}
