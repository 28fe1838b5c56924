using System.Text.Json;

namespace AgentFlow.JsonSchema.Coercion;

internal static class TextFormatReader
{
    public static TextFormat Read(JsonElement format) => format.ValueKind != JsonValueKind.String ? TextFormat.None : format.GetString() switch
    {
        "date" => TextFormat.Date,
        "date-time" => TextFormat.DateTime,
        "time" => TextFormat.Time,
        _ => TextFormat.None,
    };
}
