using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentFlow.Models;

/// <summary>Writes tool declarations; the JSON of each is made once and kept as long as the tool lives.</summary>
internal sealed class ToolWriter
{
    private readonly ConditionalWeakTable<AITool, byte[]> _known = new();

    public void Write(Utf8JsonWriter writer, IEnumerable<AITool> tools)
    {
        writer.WriteStartArray("tools"u8);
        foreach (var tool in tools)
        {
            if (!_known.TryGetValue(tool, out var json))
            {
                json = Serialize(tool);
                _known.AddOrUpdate(tool, json);
            }
            writer.WriteRawValue(json, skipInputValidation: true);
        }
        writer.WriteEndArray();
    }

    private static byte[] Serialize(AITool tool)
    {
        if (tool is not AIFunctionDeclaration function)
        {
            throw new NotSupportedException(
                $"Tool '{tool.Name}' is a {tool.GetType().Name}, which this protocol has no form for. "
                + "Pass tools that are functions (AIFunctionDeclaration).");
        }
        using var buffer = new PooledBuffer();
        using var writer = new Utf8JsonWriter(buffer, JsonValues.WriterOptions);
        writer.WriteStartObject();
        writer.WriteString("type"u8, "function"u8);
        writer.WriteStartObject("function"u8);
        writer.WriteString("name"u8, function.Name);
        if (!string.IsNullOrEmpty(function.Description))
            writer.WriteString("description"u8, function.Description);
        writer.WritePropertyName("parameters"u8);
        WriteSchema(writer, function.JsonSchema);
        if (function.AdditionalProperties.TryGetValue("strict", out var strict) && strict is bool isStrict)
            writer.WriteBoolean("strict"u8, isStrict);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Servers want an object's schema even of a function without parameters.</summary>
    private static void WriteSchema(Utf8JsonWriter writer, JsonElement schema)
    {
        if (schema.ValueKind == JsonValueKind.Object && schema.GetPropertyCount() > 0)
            JsonValues.WriteRaw(writer, schema);
        else
            writer.WriteRawValue("""{"type":"object","properties":{}}"""u8, skipInputValidation: true);
    }
}
