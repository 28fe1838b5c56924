using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgentFlow.Sandbox;

/// <summary>Reads what a tool gave, for a script that called it.</summary>
internal static class ResultJson
{
    /// <summary>The value whole, and not read when somebody looks at it; of two members of one name the last counts, as in the script's own JSON.parse.</summary>
    public static JsonNode? Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return NodeOf(document.RootElement);
    }

    private static JsonNode? NodeOf(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var members = new JsonObject();
                foreach (var property in element.EnumerateObject())
                    members[property.Name] = NodeOf(property.Value);
                return members;
            case JsonValueKind.Array:
                return new JsonArray([.. element.EnumerateArray().Select(NodeOf)]);
            case JsonValueKind.String:
                return JsonValue.Create(element.GetString());
            case JsonValueKind.Null:
                return null;
            default:
                return JsonValue.Create(element.Clone());
        }
    }
}
