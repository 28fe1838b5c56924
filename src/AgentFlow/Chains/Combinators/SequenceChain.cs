using System.Runtime.CompilerServices;

namespace AgentFlow.Chains.Combinators;

/// <summary>One chain behind another.</summary>
internal sealed class SequenceChain<TIn, TMiddle, TOut>(Chain<TIn, TMiddle> first, Chain<TMiddle, TOut> second) : Chain<TIn, TOut>("sequence", isStep: false)
{
    protected internal override ValueTask<TOut> InvokeCoreAsync(TIn input, ChainContext context, CancellationToken cancellationToken)
    {
        var middle = first.InvokeAsync(input, context, cancellationToken);
        return middle.IsCompletedSuccessfully
            ? second.InvokeAsync(middle.Result, context, cancellationToken) // sync: it has completed.
            : AwaitAsync(middle, context, cancellationToken);
    }

    protected internal override IAsyncEnumerable<ChainUpdate<TOut>> StreamCoreAsync(TIn input, ChainContext context, CancellationToken cancellationToken) =>
        second.TransformAsync(first.StreamAsync(input, context, cancellationToken), context, cancellationToken);

    protected internal override IAsyncEnumerable<ChainUpdate<TOut>> TransformCoreAsync(IAsyncEnumerable<ChainUpdate<TIn>> input, ChainContext context, CancellationToken cancellationToken) =>
        second.TransformAsync(first.TransformAsync(input, context, cancellationToken), context, cancellationToken);

    internal override ChainDescription DescribeCore(ChainDescriber describer)
    {
        // Sequences in a row are one, however they were put together.
        var parts = new[] { describer.Describe(first), describer.Describe(second) };
        return new() { Kind = ChainKind.Sequence, Parts = [.. parts.SelectMany(p => p.Kind == ChainKind.Sequence ? p.Parts! : [p])] };
    }

    /// <summary>Names the errors of the second step by itself where nobody watches: one state machine for a step and not two.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<TOut> AwaitAsync(ValueTask<TMiddle> middle, ChainContext context, CancellationToken cancellationToken)
    {
        var input = await middle.ConfigureAwait(false);
        if (!second.IsStep || context.IsWatched)
            return await second.InvokeAsync(input, context, cancellationToken).ConfigureAwait(false);
        try
        {
            return await second.InvokeCoreAsync(input, context, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (ChainException.IsFailure(error, cancellationToken))
        {
            throw new ChainException(second.Name, context, error);
        }
    }
}
