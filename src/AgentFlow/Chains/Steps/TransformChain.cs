using System.Runtime.CompilerServices;

namespace AgentFlow.Chains.Steps;

/// <summary>A function of streams as a step. Invoked, it reads a stream of one update and gives the last of what comes.</summary>
internal sealed class TransformChain<TIn, TOut>(Func<IAsyncEnumerable<ChainUpdate<TIn>>, CancellationToken, IAsyncEnumerable<ChainUpdate<TOut>>> transform, string name)
    : Chain<TIn, TOut>(name)
{
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    protected internal override async ValueTask<TOut> InvokeCoreAsync(TIn input, ChainContext context, CancellationToken cancellationToken) =>
        await transform(new SingleUpdate<TIn>(ChainUpdate.Whole(input)), cancellationToken).FinalAsync(cancellationToken).ConfigureAwait(false);

    protected internal override IAsyncEnumerable<ChainUpdate<TOut>> TransformCoreAsync(IAsyncEnumerable<ChainUpdate<TIn>> input, ChainContext context, CancellationToken cancellationToken) =>
        transform(input, cancellationToken);
}
