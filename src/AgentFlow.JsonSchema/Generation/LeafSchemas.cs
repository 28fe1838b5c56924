using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace AgentFlow.JsonSchema.Generation;

/// <summary>Schemas of the types that a converter writes as one value: what the serializer's exporter says, made plain.</summary>
internal static class LeafSchemas
{
    private static readonly JsonSchemaExporterOptions ExporterOptions = new() { TreatNullObliviousAsNonNullable = true };

    /// <param name="type">The type.</param>
    /// <param name="handling">How the place at hand reads and writes numbers.</param>
    public static JsonObject Write(JsonTypeInfo type, JsonNumberHandling handling)
    {
        // True, which is any value, becomes the empty schema, to which a description can be added.
        var schema = JsonSchemaExporter.GetJsonSchemaAsNode(type, ExporterOptions) as JsonObject ?? [];
        if (schema["not"] is JsonValue)
            throw new NotSupportedException(
                $"The type '{type.Type}' has no JSON form. Leave it out with [JsonIgnore] or give it a converter.");
        schema.Remove("$comment");
        if (IsNumber(type.Type))
            return WriteNumber(SchemaNodes.HasType(schema, "integer") ? "integer" : "number", handling, type.Type);
        if (schema["enum"] is not null && schema["type"] is null)
            schema["type"] = "string";
        // The format asks for an offset, which a TimeOnly has not.
        if (type.Type == typeof(TimeOnly) && schema.Remove("format"))
            schema["pattern"] = @"^\d{2}:\d{2}:\d{2}(?:\.\d{1,7})?$";
        if (type.Type == typeof(byte[]) || type.Type == typeof(Memory<byte>) || type.Type == typeof(ReadOnlyMemory<byte>))
            schema["contentEncoding"] = "base64";
        return schema;
    }

    private static JsonObject WriteNumber(string name, JsonNumberHandling handling, Type type)
    {
        var isFloat = type == typeof(double) || type == typeof(float) || type == typeof(Half);
        var schema = new JsonObject { ["type"] = name };
        if ((handling & JsonNumberHandling.WriteAsString) != 0)
        {
            schema["type"] = new JsonArray("string", name);
            schema["pattern"] = isFloat && (handling & JsonNumberHandling.AllowNamedFloatingPointLiterals) != 0
                ? @"^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|NaN|-?Infinity)$"
                : name == "integer" ? @"^-?(?:0|[1-9]\d*)$" : @"^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$";
        }
        else if (isFloat && (handling & JsonNumberHandling.AllowNamedFloatingPointLiterals) != 0)
        {
            var names = new JsonObject { ["type"] = "string", ["enum"] = new JsonArray("NaN", "Infinity", "-Infinity") };
            return new JsonObject { ["anyOf"] = new JsonArray(schema, names) };
        }
        return schema;
    }

    private static bool IsNumber(Type type) =>
        !type.IsEnum && (Type.GetTypeCode(type) is >= TypeCode.SByte and <= TypeCode.Decimal
            || type == typeof(Half) || type == typeof(Int128) || type == typeof(UInt128));
}
