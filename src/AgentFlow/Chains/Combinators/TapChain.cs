using System.Runtime.CompilerServices;

namespace AgentFlow.Chains.Combinators;

/// <summary>Looks at what passes through and changes nothing of it.</summary>
internal sealed class TapChain<T>(Func<T, CancellationToken, ValueTask> look, string name) : Chain<T, T>(name)
{
    protected internal override async ValueTask<T> InvokeCoreAsync(T input, ChainContext context, CancellationToken cancellationToken)
    {
        await look(input, cancellationToken).ConfigureAwait(false);
        return input;
    }

    protected internal override async IAsyncEnumerable<ChainUpdate<T>> TransformCoreAsync(IAsyncEnumerable<ChainUpdate<T>> input, ChainContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var update in input.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (update.IsFinal)
                await look(update.Value, cancellationToken).ConfigureAwait(false);
            yield return update;
        }
    }
}
