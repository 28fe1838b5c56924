using System.Runtime.CompilerServices;
using AgentFlow.Agents.Strategies;
using Microsoft.Extensions.AI;

namespace AgentFlow.Snippets;

// begin-snippet: strategy-own
/// <summary>Has the model think aloud in a turn of its own before it answers.</summary>
public sealed class ThinkFirst(IChatClient model) : DelegatingChatClient(model)
{
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var hasThought = messages.LastOrDefault()?.AuthorName == "thinker"; // Where it stands is read from the conversation.
        await foreach (var update in base.GetStreamingResponseAsync(messages, options, cancellationToken))
        {
            if (!hasThought)
            {
                update.AuthorName = "thinker";
                update.Contents = [.. update.Contents.Select(c => c is TextContent text ? new TextReasoningContent(text.Text) : c)];
                update.FinishReason = StrategyTurn.Unfinished;
            }
            yield return update;
        }
    }
}
// end-snippet
