using System.Text.Json;
using AgentFlow.JsonSchema.Compilation;

namespace AgentFlow.JsonSchema.Explanation;

/// <summary>The shortest way to make a value what the schema asks for, where it is certain enough to advise.</summary>
internal static class Mending
{
    public static string? OfValue(IReadOnlyList<JsonElement> allowed, JsonElement value)
    {
        if (allowed.Count == 1)
            return $"Use {JsonWords.Show(allowed[0])}.";
        if (value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
            return null;
        var text = value.ValueKind == JsonValueKind.String ? JsonWords.TextOf(value) : value.GetRawText();
        var byText = new Dictionary<string, JsonElement>();
        foreach (var candidate in allowed.Where(candidate => candidate.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array)))
            byText.TryAdd(candidate.ValueKind == JsonValueKind.String ? JsonWords.TextOf(candidate) : candidate.GetRawText(), candidate);
        return Nearest.Find(text, byText.Keys) is { } nearest ? $"Use {JsonWords.Show(byText[nearest])}." : null;
    }

    public static string? OfType(TypeSet types, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String)
            return OfString(types, JsonWords.TextOf(value).Trim());
        if (types == TypeSet.String && value.ValueKind is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False)
            return $"Put it in quotes: \"{JsonWords.Show(value)}\".";
        if (types == TypeSet.Array)
            return value.ValueKind == JsonValueKind.Null ? "Use [] for none." : "Put it in an array.";
        return null;
    }

    private static string? OfString(TypeSet types, string text)
    {
        if (text.Length == 0)
            return null;
        var looksLike = text[0] switch
        {
            '{' => TypeSet.Object,
            '[' => TypeSet.Array,
            't' or 'f' when text is "true" or "false" => TypeSet.Boolean,
            'n' when text is "null" => TypeSet.Null,
            _ when IsNumber(text) => text.AsSpan().ContainsAny('.', 'e', 'E') ? TypeSet.Number : TypeSet.Number | TypeSet.Integer,
            _ => TypeSet.None,
        };
        if ((types & looksLike) == 0)
            return types == TypeSet.Array ? "Put it in an array." : null;
        return looksLike is TypeSet.Object or TypeSet.Array
            ? "Send the JSON itself, not a string that holds it."
            : $"Remove the quotes: {JsonWords.Cut(text)}.";
    }

    private static bool IsNumber(string text)
    {
        if (text.Length > JsonWords.MaxQuoted || (!char.IsAsciiDigit(text[0]) && text[0] != '-'))
            return false;
        var reader = new Utf8JsonReader(JsonWords.ToUtf8(text));
        try
        {
            return reader.Read() && reader.TokenType == JsonTokenType.Number && !reader.Read();
        }
        catch (JsonException)
        {
            // Not a JSON number, which is what was asked.
            return false;
        }
    }
}
