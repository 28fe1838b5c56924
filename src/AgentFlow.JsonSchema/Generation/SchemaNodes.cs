using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgentFlow.JsonSchema.Generation;

/// <summary>Changes to schemas that are being written, and their last step: text with the keywords in one order.</summary>
internal static class SchemaNodes
{
    private static readonly string[] Order =
    [
        "$ref", "$comment", "title", "description", "deprecated", "readOnly", "type", "format", "const", "enum", "not", "oneOf", "anyOf",
        "minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum", "minLength", "maxLength", "pattern", "contentEncoding",
        "minItems", "maxItems", "items", "minProperties", "maxProperties", "properties", "required", "additionalProperties", "default",
        "$defs",
    ];

    /// <summary>Lets null through as well.</summary>
    public static void AllowNull(JsonObject schema)
    {
        if (schema["type"] is JsonValue type)
            schema["type"] = new JsonArray(type.DeepClone(), "null");
        else if (schema["type"] is JsonArray types && !types.Any(t => t?.GetValue<string>() == "null"))
            types.Add((JsonNode)"null");
        if (schema["enum"] is JsonArray values && !values.Contains(null))
            values.Add((JsonNode?)null);
        if ((schema["oneOf"] ?? schema["anyOf"]) is JsonArray branches)
            branches.Add((JsonNode)new JsonObject { ["type"] = "null" });
    }

    public static bool HasType(JsonObject schema, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (schema["type"] is JsonValue type ? type.GetValue<string>() == name
                : schema["type"] is JsonArray types && types.Any(t => t?.GetValue<string>() == name))
            {
                return true;
            }
        }
        return false;
    }

    public static JsonElement ToElement(JsonObject schema)
    {
        var text = new System.Buffers.ArrayBufferWriter<byte>();
        var options = new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var writer = new Utf8JsonWriter(text, options))
            Write(writer, schema, isSchema: true);
        using var document = JsonDocument.Parse(text.WrittenMemory,
            new JsonDocumentOptions { MaxDepth = SchemaDefaults.MaxSchemaNesting * 2 });
        return document.RootElement.Clone();
    }

    private static void Write(Utf8JsonWriter writer, JsonObject node, bool isSchema)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in isSchema ? node.OrderBy(member => Rank(member.Key)) : node.AsEnumerable())
        {
            writer.WritePropertyName(name);
            WriteMember(writer, name, value, isSchema);
        }
        writer.WriteEndObject();
    }

    private static void WriteMember(Utf8JsonWriter writer, string name, JsonNode? value, bool isSchema)
    {
        var holdsSchemas = isSchema && name is "properties" or "$defs";
        if (isSchema && name is "default" or "const" or "enum" || value is not (JsonObject or JsonArray))
            WriteValue(writer, value);
        else if (value is JsonObject inner)
            Write(writer, inner, !holdsSchemas || !isSchema);
        else
        {
            writer.WriteStartArray();
            foreach (var item in (JsonArray)value)
            {
                if (item is JsonObject schema)
                    Write(writer, schema, isSchema: true);
                else
                    WriteValue(writer, item);
            }
            writer.WriteEndArray();
        }
    }

    private static void WriteValue(Utf8JsonWriter writer, JsonNode? value)
    {
        if (value is null)
            writer.WriteNullValue();
        else
            value.WriteTo(writer);
    }

    private static int Rank(string keyword)
    {
        var rank = Array.IndexOf(Order, keyword);
        return rank < 0 ? Order.Length - 1 : rank;
    }
}
