namespace AgentFlow.Chains.Combinators;

/// <summary>A chain on its own result until a condition says that it is done. Only the last round would be worth streaming, and nobody knows which it is.</summary>
internal sealed class LoopChain<T>(Chain<T, T> body, Chain<T, bool> isDone, int maxIterations, Func<T, T>? atBound) : Chain<T, T>("loop")
{
    protected internal override async ValueTask<T> InvokeCoreAsync(T input, ChainContext context, CancellationToken cancellationToken)
    {
        for (var i = 0; i < maxIterations; i++)
        {
            input = await body.InvokeAsync(input, context, cancellationToken).ConfigureAwait(false);
            if (await isDone.InvokeAsync(input, context, cancellationToken).ConfigureAwait(false))
                return input;
        }
        return atBound is not null
            ? atBound(input)
            : throw new InvalidOperationException($"'{body.Name}' was not done after {maxIterations} iterations. Raise the bound, or give 'atBound' to say what is returned then.");
    }

    internal override ChainDescription DescribeCore(ChainDescriber describer) => new()
    {
        Kind = ChainKind.Loop,
        Settings = ChainDescriber.Settings([("maxIterations", maxIterations), ("atBound", atBound)]),
        Parts = [describer.Describe(body), describer.Describe(isDone)],
    };
}
