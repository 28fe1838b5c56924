using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentFlow.Tools.Prompted;

/// <summary>A conversation as a model without tools can read it.</summary>
internal sealed class PromptedConversation
{
    private readonly PromptedToolPrompts _prompts;
    private readonly Dictionary<string, string> _toolOfCall = new(StringComparer.Ordinal);

    public PromptedConversation(PromptedToolPrompts prompts, IEnumerable<ChatMessage> messages)
    {
        _prompts = prompts;
        Messages = [.. messages.Select(Rewrite)];
    }

    public List<ChatMessage> Messages { get; }

    /// <summary>How many calls the conversation has, so that new ones get ids of their own.</summary>
    public int CallCount { get; private set; }

    /// <summary>Options in which the functions have become instructions. Tools that the provider runs itself stay.</summary>
    public ChatOptions? WithoutTools(ChatOptions? options)
    {
        if (options?.Tools is not { Count: > 0 } tools)
            return options;
        var changed = options.Clone();
        List<AITool> others = [.. tools.Where(t => t is not AIFunctionDeclaration)];
        changed.Tools = others.Count == 0 ? null : others;
        changed.ToolMode = null;
        changed.AllowMultipleToolCalls = null;
        List<AIFunctionDeclaration> functions = [.. tools.OfType<AIFunctionDeclaration>()];
        if (functions.Count == 0 || options.ToolMode is NoneChatToolMode)
            return changed;
        var text = new StringBuilder(options.Instructions);
        Append(text, _prompts.Instructions.Format(("tools", string.Join('\n', functions.Select(Describe)))));
        if (options.ToolMode is RequiredChatToolMode { RequiredFunctionName: { } name })
            Append(text, _prompts.MustCallTool.Format(("name", name)));
        else if (options.ToolMode is RequiredChatToolMode)
            Append(text, _prompts.MustCall.Format());
        changed.Instructions = text.ToString();
        return changed;
    }

    private static void Append(StringBuilder text, string paragraph) => text.Append(text.Length == 0 ? string.Empty : "\n\n").Append(paragraph);

    private string Describe(AIFunctionDeclaration tool) =>
        _prompts.Tool.Format(("name", tool.Name), ("description", tool.Description), ("schema", tool.JsonSchema.GetRawText()));

    private ChatMessage Rewrite(ChatMessage message)
    {
        if (!message.Contents.Any(c => c is FunctionCallContent or FunctionResultContent))
            return message;
        var contents = new List<AIContent>();
        foreach (var content in message.Contents)
        {
            if (TextOf(content) is not { } text)
                contents.Add(content);
            else if (contents is [.., TextContent before])
                contents[^1] = new TextContent($"{before.Text}\n{text}");
            else
                contents.Add(new TextContent(text));
        }
        return new ChatMessage(message.Role == ChatRole.Tool ? ChatRole.User : message.Role, contents) { AuthorName = message.AuthorName, MessageId = message.MessageId };
    }

    private string? TextOf(AIContent content)
    {
        switch (content)
        {
            case TextContent text:
                return text.Text;
            case FunctionCallContent call:
                CallCount++;
                _toolOfCall[call.CallId] = call.Name;
                return _prompts.Call.Format(("name", JsonEncodedText.Encode(call.Name).Value), ("arguments", Arguments(call)));
            case FunctionResultContent result:
                return _prompts.Result.Format(("name", _toolOfCall.GetValueOrDefault(result.CallId, result.CallId)), ("result", Text(result.Result)));
            default:
                return null;
        }
    }

    private static string Arguments(FunctionCallContent call) =>
        call.Arguments is null && call.AdditionalProperties?.GetValueOrDefault(JsonArguments.RawTextKey)?.ToString() is { } raw
            ? raw : ToolArguments.AsJson(call.Arguments).GetRawText();

    private static string Text(object? result) => result switch
    {
        null => string.Empty,
        string text => text,
        JsonElement { ValueKind: JsonValueKind.String } json => json.GetString()!,
        TextContent content => content.Text,
        _ => JsonSerializer.Serialize(result, AIJsonUtilities.DefaultOptions.GetTypeInfo(result.GetType())),
    };
}
