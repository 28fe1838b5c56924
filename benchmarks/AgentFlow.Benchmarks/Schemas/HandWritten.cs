using System.Text.Json;

namespace AgentFlow.Benchmarks.Schemas;

/// <summary>The checks of <see cref="ToolCall.Schema"/> as a person would write them: the floor.</summary>
internal static class HandWritten
{
    public static bool IsValid(JsonElement call)
    {
        if (call.ValueKind != JsonValueKind.Object)
            return false;
        var required = 0;
        foreach (var property in call.EnumerateObject())
        {
            var value = property.Value;
            var isValid = property switch
            {
                _ when property.NameEquals("title"u8) => Required(ref required) && value.ValueKind == JsonValueKind.String && value.GetString()!.Length is >= 1 and <= 120,
                _ when property.NameEquals("description"u8) => value.ValueKind == JsonValueKind.String,
                _ when property.NameEquals("start"u8) => Required(ref required) && value.ValueKind == JsonValueKind.String,
                _ when property.NameEquals("durationMinutes"u8) => Required(ref required) && IsWhole(value, 5, 1440),
                _ when property.NameEquals("kind"u8) => Required(ref required) && value.ValueKind == JsonValueKind.String
                    && (value.ValueEquals("meeting"u8) || value.ValueEquals("call"u8) || value.ValueEquals("focus"u8) || value.ValueEquals("travel"u8)),
                _ when property.NameEquals("attendees"u8) => IsListOfTexts(value),
                _ when property.NameEquals("isOnline"u8) => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
                _ when property.NameEquals("priority"u8) => IsWhole(value, 1, 5),
                _ when property.NameEquals("budget"u8) => value.ValueKind == JsonValueKind.Number && value.GetDouble() >= 0,
                _ when property.NameEquals("place"u8) => IsPlace(value),
                _ => false,
            };
            if (!isValid)
                return false;
        }
        return required == 4;
    }

    private static bool Required(ref int count)
    {
        count++;
        return true;
    }

    private static bool IsWhole(JsonElement value, int min, int max) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= min && number <= max;

    private static bool IsListOfTexts(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() > 50)
            return false;
        foreach (var item in value.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.String)
                return false;
        }
        return true;
    }

    private static bool IsPlace(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
            return false;
        var hasCity = false;
        foreach (var property in value.EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.String || !(property.NameEquals("city"u8) || property.NameEquals("room"u8)))
                return false;
            hasCity |= property.NameEquals("city"u8);
        }
        return hasCity;
    }
}
