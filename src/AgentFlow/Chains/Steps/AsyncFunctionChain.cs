namespace AgentFlow.Chains.Steps;

/// <summary>An asynchronous function as a step.</summary>
internal sealed class AsyncFunctionChain<TIn, TOut>(Func<TIn, ChainContext, CancellationToken, ValueTask<TOut>> function, string name) : Chain<TIn, TOut>(name)
{
    protected internal override ValueTask<TOut> InvokeCoreAsync(TIn input, ChainContext context, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return function(input, context, cancellationToken);
    }
}
