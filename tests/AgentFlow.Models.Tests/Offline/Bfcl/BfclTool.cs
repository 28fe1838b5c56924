using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace AgentFlow.Models.Tests.Offline.Bfcl;

/// <summary>A tool of the leaderboard as a declaration: Python's type names become those of JSON schema, a dot in the name an underscore.</summary>
internal sealed class BfclTool : AIFunctionDeclaration
{
    public BfclTool(JsonObject function)
    {
        Name = function["name"]!.GetValue<string>().Replace('.', '_');
        Description = function["description"]!.GetValue<string>();
        Declared = function["parameters"]!.AsObject();
        JsonSchema = JsonSerializer.SerializeToElement(Convert(Declared.DeepClone().AsObject()));
    }

    public override string Name { get; }

    public override string Description { get; }

    public override JsonElement JsonSchema { get; }

    /// <summary>The parameters as the row declares them.</summary>
    public JsonObject Declared { get; }

    private static JsonObject Convert(JsonObject schema)
    {
        if (schema["type"] is JsonValue type)
            schema["type"] = type.GetValue<string>().ToLowerInvariant() switch
            {
                "dict" => "object",
                "float" => "number",
                "tuple" => "array",
                "any" or "unknown" => "string",
                var other => other,
            };
        if (schema["properties"] is JsonObject properties)
            foreach (var property in properties)
                if (property.Value is JsonObject inner)
                    Convert(inner);
        if (schema["items"] is JsonObject items)
            Convert(items);
        return schema;
    }
}
