using System.Runtime.CompilerServices;

namespace AgentFlow.Chains.Combinators;

/// <summary>The first chain whose condition holds, or else the one for all other inputs.</summary>
internal sealed class BranchChain<TIn, TOut>(IReadOnlyList<(Chain<TIn, bool> When, Chain<TIn, TOut> Then)> cases, Chain<TIn, TOut> otherwise) : Chain<TIn, TOut>("branch")
{
    protected internal override async ValueTask<TOut> InvokeCoreAsync(TIn input, ChainContext context, CancellationToken cancellationToken)
    {
        var chosen = await ChooseAsync(input, context, cancellationToken).ConfigureAwait(false);
        return await chosen.InvokeAsync(input, context, cancellationToken).ConfigureAwait(false);
    }

    protected internal override async IAsyncEnumerable<ChainUpdate<TOut>> StreamCoreAsync(TIn input, ChainContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var chosen = await ChooseAsync(input, context, cancellationToken).ConfigureAwait(false);
        await foreach (var update in chosen.StreamAsync(input, context, cancellationToken).ConfigureAwait(false))
            yield return update;
    }

    internal override ChainDescription DescribeCore(ChainDescriber describer) => new()
    {
        Kind = ChainKind.Branch,
        Parts = [.. cases.SelectMany(c => new[] { describer.Describe(c.When), describer.Describe(c.Then) }), describer.Describe(otherwise)],
    };

    private async ValueTask<Chain<TIn, TOut>> ChooseAsync(TIn input, ChainContext context, CancellationToken cancellationToken)
    {
        foreach (var (when, then) in cases)
        {
            if (await when.InvokeAsync(input, context, cancellationToken).ConfigureAwait(false))
                return then;
        }
        return otherwise;
    }
}
