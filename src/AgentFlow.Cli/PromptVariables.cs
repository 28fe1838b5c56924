using System.Text.Json;
using AgentFlow.Prompts;
using Microsoft.Extensions.AI;

namespace AgentFlow.Cli;

/// <summary>Reads <c>name=text</c> and <c>name:=json</c>.</summary>
internal static class PromptVariables
{
    public static Dictionary<string, object?> Read(IEnumerable<string> pairs, NamedPrompt prompt)
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var pair in pairs)
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1 || pair[..equals] == ":")
                throw new ArgumentException($"'{pair}' is no variable. Write --var name=text, or --var name:=json.");
            var isJson = pair[equals - 1] == ':';
            var name = pair[..(isJson ? equals - 1 : equals)];
            var text = pair[(equals + 1)..];
            values[name] = isJson ? ReadJson(name, text, prompt.Chat.Parts.OfType<MessagesPlaceholder>().Any(p => p.Variable == name)) : text;
        }
        return values;
    }

    private static object? ReadJson(string name, string text, bool isMessages)
    {
        try
        {
            var json = JsonElement.Parse(text);
            return isMessages ? ReadMessages(name, json) : json.ValueKind switch
            {
                JsonValueKind.Number => json.TryGetInt64(out var whole) ? (object)whole : json.GetDouble(),
                JsonValueKind.String => json.GetString(),
                JsonValueKind.Null => null,
                _ => json,
            };
        }
        catch (JsonException error)
        {
            throw new ArgumentException($"The value of '{name}' is no JSON: {error.Message} For text write --var {name}=text.");
        }
    }

    private static List<ChatMessage> ReadMessages(string name, JsonElement json) =>
        json.ValueKind == JsonValueKind.Array && json.EnumerateArray().All(m => m.ValueKind == JsonValueKind.Object && m.TryGetProperty("role", out _) && m.TryGetProperty("text", out _))
            ? [.. json.EnumerateArray().Select(m => new ChatMessage(new ChatRole(m.GetProperty("role").ToString()), m.GetProperty("text").ToString()))]
            : throw new ArgumentException($"'{name}' holds messages. Write --var {name}:='[{{\"role\": \"user\", \"text\": \"Hi\"}}]'.");
}
