using System.Runtime.CompilerServices;
using AgentFlow.Runs;
using Microsoft.Extensions.AI;

namespace AgentFlow.Chains.Observation;

/// <summary>A model whose answers become events of the chain's run. Nobody disposes of it: the client stays with whoever made it.</summary>
internal sealed class ObservedModel(IChatClient model, ChainRun run, TimeProvider time) : DelegatingChatClient(model)
{
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var began = time.GetTimestamp();
        var response = await base.GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
        Note(response, began);
        return response;
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var began = time.GetTimestamp();
        List<ChatResponseUpdate> updates = [];
        await foreach (var update in base.GetStreamingResponseAsync(messages, options, cancellationToken).ConfigureAwait(false))
        {
            updates.Add(update);
            yield return update;
        }
        Note(updates.ToChatResponse(), began);
    }

    private void Note(ChatResponse response, long began)
    {
        for (var i = 0; i < response.Messages.Count; i++)
        {
            var isLast = i == response.Messages.Count - 1;
            if (response.Messages[i].Role != ChatRole.Assistant)
                continue;
            run.Stage(new ModelResponded
            {
                At = time.GetUtcNow(),
                Message = response.Messages[i],
                Usage = isLast ? response.Usage : null,
                ModelId = response.ModelId,
                FinishReason = response.FinishReason,
                Duration = time.GetElapsedTime(began),
            });
        }
    }
}
