using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace AgentFlow.Agents.Strategies;

/// <summary>
/// A strategy: stands between an agent's loop and the model, and says each time what the next turn is. It keeps nothing: where it stands it reads from
/// the conversation, which is the fold of the run's journal, so that a run that is resumed goes on as it would have.
/// </summary>
internal abstract class StrategyChatClient(IChatClient model, string prefix) : DelegatingChatClient(model)
{
    public sealed override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public sealed override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var talk = new StrategyTalk(prefix, messages, options);
        if (talk.Afterwards.Count > 0)
            return AnswerAsync([.. talk.History, talk.Request, .. talk.Afterwards], talk, cancellationToken);
        return Next(talk, cancellationToken);
    }

    /// <summary>The next turn. When <see cref="StrategyTalk.Note"/> is there, it is the last and must be an answer.</summary>
    protected abstract IAsyncEnumerable<ChatResponseUpdate> Next(StrategyTalk talk, CancellationToken cancellationToken);

    /// <summary>The model's answer to the user, as it says it.</summary>
    protected IAsyncEnumerable<ChatResponseUpdate> AnswerAsync(IEnumerable<ChatMessage> messages, StrategyTalk talk, CancellationToken cancellationToken) =>
        InnerClient.GetStreamingResponseAsync(messages, talk.WithoutTools(), cancellationToken);

    /// <summary>Something that a model says to the strategy and not to the user; its calls of tools are made.</summary>
    /// <param name="author">Who says it.</param>
    /// <param name="model">Who is asked; null for the strategy's own.</param>
    /// <param name="messages">What is asked.</param>
    /// <param name="options">With which options.</param>
    /// <param name="cancellationToken">Gives up.</param>
    protected async IAsyncEnumerable<ChatResponseUpdate> ThinkAsync(
        string author, IChatClient? model, IEnumerable<ChatMessage> messages, ChatOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var hasCalls = false;
        await foreach (var update in (model ?? InnerClient).GetStreamingResponseAsync(messages, options, cancellationToken).ConfigureAwait(false))
        {
            var thought = update.Clone();
            thought.AuthorName = author;
            thought.FinishReason = null;
            // The model's own reasoning is not what was asked for.
            thought.Contents = [.. update.Contents.Where(c => c is not TextReasoningContent).Select(c => c is TextContent text ? new TextReasoningContent(text.Text) : c)];
            hasCalls |= thought.Contents.Any(c => c is FunctionCallContent { InformationalOnly: false });
            yield return thought;
        }
        yield return new ChatResponseUpdate(ChatRole.Assistant, []) { AuthorName = author, FinishReason = hasCalls ? ChatFinishReason.ToolCalls : StrategyTurn.Unfinished };
    }

    /// <summary>Asks a question whose answer is a value.</summary>
    protected IAsyncEnumerable<ChatResponseUpdate> AskAsync<T>(
        StrategyQuestion<T> question, IChatClient? model, StrategyTalk talk, string prompt, IReadOnlyList<string> turns, StrategyReading<T> reading, CancellationToken cancellationToken) where T : class =>
        ThinkAsync(question.Author, model, question.Ask(talk, prompt, turns, reading.Problems), talk.WithoutTools(question.Format), cancellationToken);

    /// <summary>A turn that needs no model.</summary>
    /// <param name="contents">What is said to the user, or called.</param>
    /// <param name="author">Whose turn it is; null for an answer.</param>
    /// <param name="end">How the turn ends; null for a call or an answer.</param>
    protected static async IAsyncEnumerable<ChatResponseUpdate> Say(IList<AIContent> contents, string? author = null, ChatFinishReason? end = null)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        yield return new ChatResponseUpdate(ChatRole.Assistant, contents)
        {
            AuthorName = author,
            FinishReason = end ?? (contents.Any(c => c is FunctionCallContent) ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop),
        };
    }

    /// <summary>A call in the strategy's conversation and the messages that answer it, as a model may see them again.</summary>
    protected static ChatMessage AsSaid(ChatMessage turn) => turn.Role != ChatRole.Assistant ? turn
        : new(ChatRole.Assistant, [.. turn.Contents.Select(c => c is TextReasoningContent thought ? new TextContent(thought.Text) : c)]);
}
