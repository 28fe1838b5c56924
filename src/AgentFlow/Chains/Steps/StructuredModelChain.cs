using System.Runtime.CompilerServices;
using AgentFlow.Output;
using Microsoft.Extensions.AI;

namespace AgentFlow.Chains.Steps;

/// <summary>A model that is asked for a value: with the parser's response format, and again with the errors when its answer cannot be read.</summary>
internal sealed class StructuredModelChain<TIn, TOut>(
    IChatClient client, Func<TIn, IEnumerable<ChatMessage>> toMessages, OutputParser<TOut> parser, ChatOptions? options, int maxRetries, string name) : Chain<TIn, TOut>(name)
{
    private readonly ChatOptions? _options = options?.Clone();

    protected internal override async ValueTask<TOut> InvokeCoreAsync(TIn input, ChainContext context, CancellationToken cancellationToken) =>
        await context.Watch(client).GetAsync(toMessages(input), parser, _options, maxRetries, cancellationToken).ConfigureAwait(false);

    /// <summary>Partial values and no pieces of text: with another answer a value begins anew, and what was printed could not be taken back.</summary>
    protected internal override async IAsyncEnumerable<ChainUpdate<TOut>> StreamCoreAsync(TIn input, ChainContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var update in context.Watch(client).StreamAsync(toMessages(input), parser, _options, maxRetries, cancellationToken).ConfigureAwait(false))
            yield return update.IsFinal ? ChainUpdate.Whole(update.Value) : ChainUpdate.Partial(update.Value);
    }
}
