using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace AgentFlow.Tools.Prompted;

/// <summary>
/// Tool calling for models that know only text: the tools are described in the prompt, earlier calls and results are written into the
/// conversation, and the calls in the model's text become <see cref="FunctionCallContent"/>. All other text passes through.
/// </summary>
/// <remarks>
/// Thread-safe if the inner client is. Nothing is validated here: a call of an unknown tool or with bad arguments is passed on, for the
/// caller to refuse. Owns the inner client.
/// </remarks>
public sealed class PromptedToolCallingChatClient : DelegatingChatClient
{
    private readonly PromptedToolPrompts _prompts;

    /// <summary>Wraps a model.</summary>
    /// <param name="innerClient">The model.</param>
    /// <param name="prompts">The texts that it is sent; null for the defaults.</param>
    public PromptedToolCallingChatClient(IChatClient innerClient, PromptedToolPrompts? prompts = null)
        : base(innerClient) => _prompts = prompts ?? new PromptedToolPrompts();

    /// <inheritdoc />
    public override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    /// <inheritdoc />
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var conversation = new PromptedConversation(_prompts, messages);
        var stream = base.GetStreamingResponseAsync(conversation.Messages, conversation.WithoutTools(options), cancellationToken);
        List<AIFunctionDeclaration> tools = [.. (options?.Tools ?? []).OfType<AIFunctionDeclaration>()];
        if (tools.Count == 0 || options!.ToolMode is NoneChatToolMode)
        {
            await foreach (var update in stream.ConfigureAwait(false))
                yield return update;
            yield break;
        }
        var scanner = new CallScanner(new CallReader(tools, conversation.CallCount));
        ChatResponseUpdate? last = null;
        await foreach (var update in stream.ConfigureAwait(false))
        {
            last = WithContents(update, scanner);
            yield return last;
            // What follows a call as its result is made up; there is no need to wait for all of it.
            if (scanner.IsStopped)
                break;
        }
        scanner.Finish();
        var rest = scanner.TakeOutput();
        if (rest.Count > 0 || scanner.CallCount > 0)
        {
            yield return new ChatResponseUpdate(ChatRole.Assistant, rest)
            {
                MessageId = last?.MessageId,
                ResponseId = last?.ResponseId,
                ModelId = last?.ModelId,
                FinishReason = scanner.CallCount > 0 ? ChatFinishReason.ToolCalls : null,
            };
        }
    }

    private static ChatResponseUpdate WithContents(ChatResponseUpdate update, CallScanner scanner)
    {
        foreach (var content in update.Contents)
        {
            if (content is TextContent text)
                scanner.Feed(text.Text);
            else
                scanner.Pass(content);
        }
        var changed = update.Clone();
        changed.Contents = scanner.TakeOutput();
        return changed;
    }
}
