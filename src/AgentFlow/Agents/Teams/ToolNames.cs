using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;

namespace AgentFlow.Agents.Teams;

/// <summary>Names, schemas and arguments of tools that are agents.</summary>
internal static partial class ToolNames
{
    /// <summary>A name that every provider takes for a tool's.</summary>
    public static string Of(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return NotInNames().Replace(name, "_");
    }

    /// <summary>An object of texts.</summary>
    public static JsonElement Schema(params (string Name, string Description, bool IsRequired)[] texts)
    {
        var schema = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject(texts.Select(t => KeyValuePair.Create(t.Name, (JsonNode?)new JsonObject { ["type"] = "string", ["description"] = t.Description }))),
            ["required"] = new JsonArray([.. texts.Where(t => t.IsRequired).Select(t => (JsonNode)t.Name)]),
            ["additionalProperties"] = false,
        };
        return JsonElement.Parse(schema.ToJsonString());
    }

    /// <summary>An argument that is a text; empty when it is not there.</summary>
    public static string Text(AIFunctionArguments arguments, string name) => arguments.TryGetValue(name, out var value) ? value?.ToString() ?? string.Empty : string.Empty;

    [GeneratedRegex("[^A-Za-z0-9_-]")]
    private static partial Regex NotInNames();
}
