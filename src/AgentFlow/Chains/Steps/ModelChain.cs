using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace AgentFlow.Chains.Steps;

/// <summary>A model as a step: messages in, its response out, its updates handed on as they come.</summary>
internal sealed class ModelChain<TIn>(IChatClient client, Func<TIn, IEnumerable<ChatMessage>> toMessages, ChatOptions? options, string name) : Chain<TIn, ChatResponse>(name)
{
    private readonly ChatOptions? _options = options?.Clone();

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    protected internal override async ValueTask<ChatResponse> InvokeCoreAsync(TIn input, ChainContext context, CancellationToken cancellationToken) =>
        await context.Watch(client).GetResponseAsync(toMessages(input), _options?.Clone(), cancellationToken).ConfigureAwait(false);

    protected internal override async IAsyncEnumerable<ChainUpdate<ChatResponse>> StreamCoreAsync(TIn input, ChainContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<ChatResponseUpdate> updates = [];
        await foreach (var update in context.Watch(client).GetStreamingResponseAsync(toMessages(input), _options?.Clone(), cancellationToken).ConfigureAwait(false))
        {
            updates.Add(update);
            yield return new ChainUpdate<ChatResponse> { TextDelta = update.Text is { Length: > 0 } text ? text : null, ModelUpdate = update };
        }
        yield return ChainUpdate.Final(updates.ToChatResponse());
    }
}
