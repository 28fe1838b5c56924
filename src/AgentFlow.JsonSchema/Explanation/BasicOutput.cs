using System.Text.Json;

namespace AgentFlow.JsonSchema.Explanation;

/// <summary>The standard's output format "basic": one list of the keywords that failed.</summary>
internal static class BasicOutput
{
    public static void Write(Utf8JsonWriter writer, IReadOnlyList<SchemaError> errors)
    {
        writer.WriteStartObject();
        writer.WriteBoolean("valid"u8, errors.Count == 0);
        writer.WriteString("keywordLocation"u8, "");
        writer.WriteString("instanceLocation"u8, "");
        if (errors.Count > 0)
        {
            writer.WriteStartArray("errors"u8);
            foreach (var error in errors)
                Write(writer, error);
            writer.WriteEndArray();
        }
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, SchemaError error)
    {
        writer.WriteStartObject();
        writer.WriteBoolean("valid"u8, false);
        writer.WriteString("keywordLocation"u8, error.EvaluationPath);
        // A schema without '$id' has no absolute URI; its own fragment is the nearest there is.
        writer.WriteString(
            "absoluteKeywordLocation"u8, error.SchemaPointer.Contains('#', StringComparison.Ordinal) ? error.SchemaPointer : "#" + error.SchemaPointer);
        writer.WriteString("instanceLocation"u8, error.InstancePointer);
        writer.WriteString("error"u8, error.Message);
        writer.WriteEndObject();
    }
}
