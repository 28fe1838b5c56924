using AgentFlow.Chains.Observation;

namespace AgentFlow.Chains.Combinators;

/// <summary>A chain on each item of a list, so many at a time, the results in the order of the items.</summary>
internal sealed class MapChain<TIn, TOut>(Chain<TIn, TOut> inner, int maxConcurrency) : Chain<IReadOnlyList<TIn>, IReadOnlyList<TOut>>("map")
{
    protected internal override async ValueTask<IReadOnlyList<TOut>> InvokeCoreAsync(IReadOnlyList<TIn> input, ChainContext context, CancellationToken cancellationToken)
    {
        var results = new TOut[input.Count];
        var progress = context.Run is null ? null : await StepProgress.BeginAsync(context, input.Count).ConfigureAwait(false);
        await Concurrency.ForEachAsync(input.Count, maxConcurrency, async (i, token) =>
        {
            results[i] = await inner.InvokeAsync(input[i], context, token).ConfigureAwait(false);
            if (progress is not null)
                await progress.AddAsync().ConfigureAwait(false);
        }, cancellationToken).ConfigureAwait(false);
        return results;
    }

    internal override ChainDescription DescribeCore(ChainDescriber describer) => describer.Around(ChainKind.Map, inner, ("maxConcurrency", maxConcurrency));
}
