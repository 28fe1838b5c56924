namespace AgentFlow.Chains.Steps;

/// <summary>A function as a step.</summary>
internal sealed class FunctionChain<TIn, TOut>(Func<TIn, TOut> function, string name) : Chain<TIn, TOut>(name)
{
    protected internal override ValueTask<TOut> InvokeCoreAsync(TIn input, ChainContext context, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new ValueTask<TOut>(function(input));
    }
}
