namespace AgentFlow.Chains.Steps;

/// <summary>Gives what it takes.</summary>
internal sealed class PassthroughChain<T>() : Chain<T, T>("passthrough", isStep: false)
{
    protected internal override ValueTask<T> InvokeCoreAsync(T input, ChainContext context, CancellationToken cancellationToken) => new(input);

    protected internal override IAsyncEnumerable<ChainUpdate<T>> TransformCoreAsync(IAsyncEnumerable<ChainUpdate<T>> input, ChainContext context, CancellationToken cancellationToken) => input;

    internal override ChainDescription DescribeCore(ChainDescriber describer) => new() { Kind = ChainKind.Passthrough };
}
