using System.Runtime.CompilerServices;

namespace AgentFlow.Chains.Steps;

/// <summary>Takes the text out of a value that has one, such as a model's response; hands the pieces on as they come.</summary>
internal sealed class TextChain<TIn>(Func<TIn, string> text) : Chain<TIn, string>("text")
{
    protected internal override ValueTask<string> InvokeCoreAsync(TIn input, ChainContext context, CancellationToken cancellationToken) => new(text(input));

    protected internal override async IAsyncEnumerable<ChainUpdate<string>> TransformCoreAsync(IAsyncEnumerable<ChainUpdate<TIn>> input, ChainContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var hasPieces = false;
        await foreach (var update in input.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (!update.IsFinal)
            {
                hasPieces |= update is { Branch: null, TextDelta.Length: > 0 };
                yield return update.Pieces<string>();
                continue;
            }
            var whole = text(update.Value);
            yield return hasPieces ? ChainUpdate.Final(whole) with { TextDelta = update.TextDelta } : ChainUpdate.Whole(whole);
        }
    }
}
