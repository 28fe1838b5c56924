using System.Runtime.CompilerServices;
using System.Text.Json;
using AgentFlow.Memory;
using Microsoft.Extensions.AI;

namespace AgentFlow.Agents.Strategies;

/// <summary>
/// Calls of tools in text: what was called and found is written into the conversation in the protocol's words, and the calls and the answer are read out of
/// the model's. A text that is neither goes back to the model with what is wrong, as a turn of its own.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="author">Marks turns that could not be used.</param>
/// <param name="maxFormatErrors">How many of those there may be in a row; the next one is taken for the answer.</param>
/// <param name="begin">Makes the protocol for a request with these tools, and so many calls before it.</param>
internal sealed class TextProtocolChatClient(IChatClient model, string author, int maxFormatErrors, Func<IReadOnlyList<AIFunctionDeclaration>, int, ITextProtocol> begin)
    : DelegatingChatClient(model)
{
    public override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        List<ChatMessage> all = [.. messages];
        List<AIFunctionDeclaration> tools = [.. (options?.Tools ?? []).OfType<AIFunctionDeclaration>()];
        var protocol = begin(tools, all.Sum(m => m.Contents.Count(c => c is FunctionCallContent)));
        if (tools.Count == 0)
        {
            await foreach (var update in base.GetStreamingResponseAsync(all, options, cancellationToken).ConfigureAwait(false))
                yield return update;
            yield break;
        }
        var reader = new ProtocolReader(protocol);
        ChatResponseUpdate? last = null;
        await foreach (var update in base.GetStreamingResponseAsync(Rewrite(all, protocol), Rewrite(options, protocol), cancellationToken).ConfigureAwait(false))
        {
            last = Read(update, reader);
            yield return last;
            if (reader.IsStopped)
                break;
        }
        reader.Finish();
        yield return End(reader, last, mayTryAgain: !IsLast(all, options) && CountFormatErrors(all) < maxFormatErrors);
    }

    private static ChatResponseUpdate Read(ChatResponseUpdate update, ProtocolReader reader)
    {
        foreach (var content in update.Contents)
        {
            if (content is TextContent text)
                reader.Feed(text.Text);
            else
                reader.Pass(content);
        }
        var changed = update.Clone();
        changed.Contents = reader.TakeOutput();
        return changed;
    }

    private ChatResponseUpdate End(ProtocolReader reader, ChatResponseUpdate? last, bool mayTryAgain)
    {
        var isUnfinished = reader.Problem is not null && mayTryAgain;
        var contents = reader.TakeOutput();
        if (reader.Problem is not null)
            contents.Add(isUnfinished ? new TextReasoningContent(reader.Thoughts) : new TextContent(reader.Thoughts.Trim()));
        return new ChatResponseUpdate(ChatRole.Assistant, contents)
        {
            MessageId = last?.MessageId,
            ResponseId = last?.ResponseId,
            ModelId = last?.ModelId,
            AuthorName = isUnfinished ? author : null,
            FinishReason = isUnfinished ? StrategyTurn.Unfinished : reader.CallCount > 0 ? ChatFinishReason.ToolCalls : null,
        };
    }

    private static bool IsLast(List<ChatMessage> messages, ChatOptions? options) =>
        options?.ToolMode is NoneChatToolMode || (messages.Count > 0 && RuntimeNote.IsLast(messages[^1]));

    private int CountFormatErrors(List<ChatMessage> messages)
    {
        var count = 0;
        while (count < messages.Count && messages[^(count + 1)].AuthorName == author)
            count++;
        return count;
    }

    /// <summary>Functions become instructions, and so does the form of the answer: a server that held the whole text to it would leave no room for actions.</summary>
    private static ChatOptions Rewrite(ChatOptions? options, ITextProtocol protocol)
    {
        var changed = options?.Clone() ?? new ChatOptions();
        var instructions = protocol.Instruct((changed.ResponseFormat as ChatResponseFormatJson)?.Schema);
        changed.Instructions = string.IsNullOrEmpty(changed.Instructions) ? instructions : $"{changed.Instructions}\n\n{instructions}";
        List<AITool> others = [.. (changed.Tools ?? []).Where(t => t is not AIFunctionDeclaration)];
        changed.Tools = others.Count == 0 ? null : others;
        (changed.ToolMode, changed.AllowMultipleToolCalls, changed.ResponseFormat) = (null, null, null);
        changed.StopSequences = [.. changed.StopSequences ?? [], protocol.StopSequence];
        return changed;
    }

    private List<ChatMessage> Rewrite(List<ChatMessage> messages, ITextProtocol protocol)
    {
        var tools = messages.SelectMany(m => m.Contents).OfType<FunctionCallContent>().DistinctBy(c => c.CallId).ToDictionary(c => c.CallId, c => c.Name, StringComparer.Ordinal);
        List<ChatMessage> written = [];
        foreach (var message in messages)
        {
            if (message.Role == ChatRole.Tool)
                written.Add(new ChatMessage(ChatRole.User, string.Join('\n', message.Contents.OfType<FunctionResultContent>().Select(r => protocol.WriteResult(tools.GetValueOrDefault(r.CallId, r.CallId), Text(r.Result))))));
            else if (message.Role != ChatRole.Assistant)
                written.Add(message);
            else if (message.AuthorName == author)
                written.AddRange(WithProblem(message, protocol));
            else
                written.Add(Write(message, protocol));
        }
        return written;
    }

    private static ChatMessage Write(ChatMessage message, ITextProtocol protocol)
    {
        List<string> lines = [];
        foreach (var content in message.Contents)
        {
            if (content is TextReasoningContent thought && !string.IsNullOrWhiteSpace(thought.Text))
                lines.Add(thought.Text.Trim());
            else if (content is TextContent text)
                lines.Add(message.Contents.Any(c => c is FunctionCallContent) ? text.Text.Trim() : protocol.WriteAnswer(text.Text));
            else if (content is FunctionCallContent call)
                lines.Add(protocol.Write(call));
        }
        return new ChatMessage(ChatRole.Assistant, [new TextContent(string.Join('\n', lines)), .. message.Contents.Where(c => c is not (TextReasoningContent or TextContent or FunctionCallContent))]);
    }

    /// <summary>A text that could not be used, and what the model is told of it, found anew by reading it again.</summary>
    private static ChatMessage[] WithProblem(ChatMessage message, ITextProtocol protocol)
    {
        var text = StrategyTalk.TextOf(message);
        var reader = new ProtocolReader(protocol);
        reader.Feed(text);
        reader.Finish();
        return [new(ChatRole.Assistant, text), new(ChatRole.User, protocol.WriteProblem(reader.Problem ?? ProtocolProblem.Nothing))];
    }

    private static string Text(object? result) => result switch
    {
        null => string.Empty,
        string text => text,
        JsonElement { ValueKind: JsonValueKind.String } json => json.GetString()!,
        TextContent content => content.Text,
        _ => JsonSerializer.Serialize(result, AIJsonUtilities.DefaultOptions.GetTypeInfo(result.GetType())),
    };
}
