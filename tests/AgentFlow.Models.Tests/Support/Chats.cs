using System.Text;
using AgentFlow.Models.OpenAI;
using Microsoft.Extensions.AI;

namespace AgentFlow.Models.Tests;

/// <summary>Short forms of what most tests do.</summary>
internal static class Chats
{
    public static readonly ChatMessage Hello = new(ChatRole.User, "hello");

    public static byte[] Utf8(this string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>Each text as one event, then the end mark.</summary>
    public static string Events(params string[] chunks) => string.Concat(chunks.Append("[DONE]").Select(static chunk => $"data: {chunk}\n\n"));

    public static string TextChunk(string text) =>
        $$$"""{"id":"r1","object":"chat.completion.chunk","created":1700000000,"model":"m-1","choices":[{"index":0,"delta":{"content":{{{System.Text.Json.JsonSerializer.Serialize(text)}}}},"finish_reason":null}]}""";

    public const string StopChunk = """{"id":"r1","created":1700000000,"model":"m-1","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""";

    public static OpenAIChatClient OpenAIClient(ModelServer server) => new("m-1", new() { BaseUrl = server.V1, ApiKey = "sk-secret" });

    public static OpenAIChatClient OpenAIClient(HttpClient http, TimeProvider? time = null) =>
        new("m-1", new() { Transport = new() { HttpClient = http, TimeProvider = time ?? TimeProvider.System } });

    public static async Task<List<ChatResponseUpdate>> ReadAsync(this IChatClient client, ChatOptions? options = null, params ChatMessage[] messages)
    {
        var updates = new List<ChatResponseUpdate>();
        var given = messages.Length == 0 ? [Hello] : messages;
        await foreach (var update in client.GetStreamingResponseAsync(given, options, TestContext.Current.CancellationToken))
            updates.Add(update);
        return updates;
    }

    /// <summary>Everything that the updates say, in one text to compare.</summary>
    public static string Describe(IEnumerable<ChatResponseUpdate> updates)
    {
        var parts = new List<(string Kind, string Text)>();
        foreach (var update in updates)
        {
            foreach (var content in update.Contents)
            {
                var part = Part(content);
                if (parts.Count > 0 && parts[^1].Kind == part.Kind && part.Kind is "text" or "reasoning")
                    parts[^1] = (part.Kind, parts[^1].Text + part.Text);
                else
                    parts.Add(part);
            }
            if (update.FinishReason is { } reason)
                parts.Add(("finish", reason.Value));
        }
        return string.Join('\n', parts.Select(static part => $"{part.Kind}: {part.Text}"));
    }

    private static (string Kind, string Text) Part(AIContent content) => content switch
    {
        TextReasoningContent reasoning => ("reasoning", reasoning.Text),
        TextContent text => ("text", text.Text),
        FunctionCallContent call => ("call", $"{call.CallId} {call.Name} {ArgumentsText(call)}"),
        UsageContent usage => ("usage", $"{usage.Details.InputTokenCount}/{usage.Details.OutputTokenCount}/{usage.Details.CachedInputTokenCount}/{usage.Details.ReasoningTokenCount}"),
        ErrorContent error => ("error", $"{error.ErrorCode} {error.Message}"),
        _ => (content.GetType().Name, ""),
    };

    private static string ArgumentsText(FunctionCallContent call) =>
        call.Arguments is AgentFlow.Tools.JsonArguments arguments ? arguments.Original.GetRawText() : $"!{call.AdditionalProperties?[AgentFlow.Tools.JsonArguments.RawTextKey]}";
}
