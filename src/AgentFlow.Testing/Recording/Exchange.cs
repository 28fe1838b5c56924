using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace AgentFlow.Testing.Recording;

/// <summary>One call of a model as a line of JSON: what was asked, and either the updates of the answer or the error.</summary>
internal static class Exchange
{
    private static readonly JsonSerializerOptions Options = AIJsonUtilities.DefaultOptions;

    /// <summary>What of a request decides about the answer.</summary>
    public static JsonObject Request(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        var request = new JsonObject { ["messages"] = new JsonArray([.. messages.Select(m => ToNode(m))]) };
        if (options is null)
            return request;
        Set(request, "model", options.ModelId);
        Set(request, "instructions", options.Instructions);
        Set(request, "temperature", options.Temperature);
        Set(request, "responseFormat", options.ResponseFormat is ChatResponseFormatJson { Schema: { } schema } ? JsonNode.Parse(schema.GetRawText()) : null);
        if (options.Tools is { Count: > 0 } tools)
            request["tools"] = new JsonArray([.. tools.Select(Describe)]);
        return request;
    }

    public static JsonNode? ToNode<T>(T value) => JsonSerializer.SerializeToNode(value, Options.GetTypeInfo(typeof(T)));

    public static ChatResponseUpdate ToUpdate(JsonNode? node) =>
        (ChatResponseUpdate?)node.Deserialize(Options.GetTypeInfo(typeof(ChatResponseUpdate))) ?? throw new JsonException("An update is null.");

    private static JsonNode? Describe(AITool tool) => new JsonObject
    {
        ["name"] = tool.Name,
        ["description"] = tool.Description,
        ["parameters"] = tool is AIFunctionDeclaration function ? JsonNode.Parse(function.JsonSchema.GetRawText()) : null,
    };

    private static void Set(JsonObject request, string name, JsonNode? value)
    {
        if (value is not null)
            request[name] = value;
    }
}
