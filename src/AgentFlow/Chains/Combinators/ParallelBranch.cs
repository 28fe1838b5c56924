namespace AgentFlow.Chains.Combinators;

/// <summary>One of several chains on the same input, whatever it gives.</summary>
internal abstract class ParallelBranch<TIn>(string? label, Chain chain)
{
    public string? Label => label;

    public Chain Chain => chain;

    public abstract ValueTask<object?> InvokeAsync(TIn input, ChainContext context, CancellationToken cancellationToken);

    /// <summary>Shows the updates on the way to the value that it returns, as pieces of another type.</summary>
    public abstract ValueTask<object?> StreamAsync<TOut>(TIn input, Action<ChainUpdate<TOut>> show, ChainContext context, CancellationToken cancellationToken);
}

internal sealed class ParallelBranch<TIn, T>(string? label, Chain<TIn, T> chain) : ParallelBranch<TIn>(label, chain)
{
    public override async ValueTask<object?> InvokeAsync(TIn input, ChainContext context, CancellationToken cancellationToken) =>
        await chain.InvokeAsync(input, context, cancellationToken).ConfigureAwait(false);

    public override async ValueTask<object?> StreamAsync<TOut>(TIn input, Action<ChainUpdate<TOut>> show, ChainContext context, CancellationToken cancellationToken)
    {
        var last = default(ChainUpdate<T>);
        await foreach (var update in chain.StreamAsync(input, context, cancellationToken).ConfigureAwait(false))
        {
            last = update;
            if (update.TextDelta is not null || update.ModelUpdate is not null)
                show(update.Pieces<TOut>() with { Branch = update.Branch is null ? Label ?? chain.Name : $"{Label ?? chain.Name}/{update.Branch}" });
        }
        return last.Value;
    }
}
