using System.Text.Json;

namespace AgentFlow.JsonSchema.Coercion;

internal static class ValueTypesReader
{
    // Enum.HasFlag boxes until the code is optimised.
    public static bool Has(this ValueTypes types, ValueTypes type) => (types & type) != 0;

    public static ValueTypes Read(JsonElement type)
    {
        if (type.ValueKind == JsonValueKind.String)
            return Of(type);
        var types = ValueTypes.None;
        if (type.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in type.EnumerateArray())
                types |= item.ValueKind == JsonValueKind.String ? Of(item) : ValueTypes.None;
        }
        return types;
    }

    private static ValueTypes Of(JsonElement name) => name.GetString() switch
    {
        "null" => ValueTypes.Null,
        "boolean" => ValueTypes.Boolean,
        "integer" => ValueTypes.Integer,
        "number" => ValueTypes.Number,
        "string" => ValueTypes.Text,
        "array" => ValueTypes.Array,
        "object" => ValueTypes.Object,
        _ => ValueTypes.None,
    };
}
