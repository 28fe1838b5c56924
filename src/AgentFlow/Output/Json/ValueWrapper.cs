using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgentFlow.Output.Json;

/// <summary>Providers want an object at the root. A list, a number or an enum goes into one, under the name <c>value</c>.</summary>
internal static class ValueWrapper
{
    public const string Name = "value";

    /// <summary>Whether a schema must be wrapped: all those that do not plainly ask for an object.</summary>
    public static bool IsNeeded(JsonElement schema) =>
        schema.ValueKind != JsonValueKind.Object || !schema.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String || !type.ValueEquals("object");

    /// <summary>Whether a schema asks for an object of one property named <c>value</c>, as <see cref="WrapSchema"/> makes them.</summary>
    public static bool IsWrapper(JsonElement schema) =>
        schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("properties", out var properties) && properties.GetPropertyCount() == 1 && properties.TryGetProperty(Name, out _);

    /// <summary>The schema of an object with a value of this schema. Definitions move to the new root, so that references to them still lead there.</summary>
    public static JsonElement WrapSchema(JsonElement schema)
    {
        var inner = JsonNode.Parse(JsonMarshal.GetRawUtf8Value(schema))!;
        Redirect(inner);
        var outer = new JsonObject { ["type"] = "object" };
        var definitions = inner is JsonObject o && o.Remove("$defs", out var defs) ? defs : null;
        outer["properties"] = new JsonObject { [Name] = inner };
        outer["required"] = new JsonArray((JsonNode)Name);
        outer["additionalProperties"] = false;
        if (definitions is not null)
            outer["$defs"] = definitions;
        return JsonElement.Parse(outer.ToJsonString());
    }

    public static JsonElement Wrap(JsonElement value)
    {
        var raw = JsonMarshal.GetRawUtf8Value(value);
        var json = new byte[raw.Length + 10];
        "{\"value\":"u8.CopyTo(json);
        raw.CopyTo(json.AsSpan(9));
        json[^1] = (byte)'}';
        return JsonElement.Parse(json, new JsonDocumentOptions { MaxDepth = 1001 });
    }

    public static JsonElement Unwrap(JsonElement value) => value.GetProperty(Name);

    /// <summary>The value inside a partial object, or one that stands alone; false when it has not begun.</summary>
    public static bool TryUnwrap(JsonElement partial, out JsonElement value)
    {
        value = partial;
        return partial.ValueKind != JsonValueKind.Object || partial.TryGetProperty(Name, out value);
    }

    /// <summary>References to the old root, or to a place in it other than a definition, are sent where it stands now.</summary>
    private static void Redirect(JsonNode? node)
    {
        switch (node)
        {
            case JsonArray array:
                foreach (var item in array)
                    Redirect(item);
                break;
            case JsonObject schema:
                foreach (var (name, child) in schema.ToList())
                {
                    if (name == "$ref" && child is JsonValue value && value.TryGetValue<string>(out var target) && target.StartsWith('#') && !target.StartsWith("#/$defs/", StringComparison.Ordinal))
                        schema[name] = $"#/properties/{Name}{target.AsSpan(1)}";
                    else if (name is not ("const" or "enum" or "default" or "examples"))
                        Redirect(child);
                }
                break;
            default:
                break;
        }
    }
}
