using System.Runtime.InteropServices;
using System.Text.Json;
using AgentFlow.JsonSchema.Evaluation;

namespace AgentFlow.JsonSchema.Coercion;

/// <summary>Finds which of the allowed values another value means.</summary>
internal static class AllowedValue
{
    /// <summary>The only one that is the same but for case and separators, or the only one that begins so; or the same as text.</summary>
    public static JsonElement? Find(JsonElement[] allowed, JsonElement value)
    {
        if (value.ValueKind is not (JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False))
            return null;
        var plain = PlainText.Of(Written(value));
        if (plain.Length == 0)
            return null;
        return Only(allowed, one => IsScalar(one) && PlainText.Of(Written(one)) == plain, out var isSame)
            ?? (isSame || value.ValueKind != JsonValueKind.String
                ? null
                : Only(allowed, one => one.ValueKind == JsonValueKind.String
                    && PlainText.Of(one.GetString()!).StartsWith(plain, StringComparison.Ordinal), out _));
    }

    /// <summary>Whether two values are the same; allocates nothing for scalars that are written alike.</summary>
    public static bool AreEqual(JsonElement left, JsonElement right)
    {
        if (left.ValueKind != right.ValueKind)
            return false;
        var x = JsonMarshal.GetRawUtf8Value(left);
        var y = JsonMarshal.GetRawUtf8Value(right);
        if (x.SequenceEqual(y))
            return true;
        var isPlainText = left.ValueKind == JsonValueKind.String && !x.Contains((byte)'\\') && !y.Contains((byte)'\\');
        return !isPlainText && JsonEquality.AreEqual(left, right);
    }

    private static JsonElement? Only(JsonElement[] allowed, Predicate<JsonElement> isMeant, out bool isAny)
    {
        var meant = Array.FindAll(allowed, isMeant);
        isAny = meant.Length > 0;
        return meant.Length == 1 ? meant[0] : null;
    }

    private static bool IsScalar(JsonElement value) => value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.Null);

    private static string Written(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
