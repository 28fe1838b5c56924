using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgentFlow.Prompts.Formats.Mustache;

/// <summary>What mustache sees in a value: dictionaries and JSON objects can be looked into, sequences gone through, the rest is text.</summary>
internal static class MustacheValue
{
    /// <summary>Texts, truth values and null out of JSON.</summary>
    public static object? Unwrap(object? value) => value switch
    {
        string => value,
        JsonElement json => json.ValueKind switch
        {
            JsonValueKind.String => json.GetString(),
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Null or JsonValueKind.Undefined => null,
            _ => value,
        },
        JsonValue json => json.GetValueKind() switch
        {
            JsonValueKind.String => json.GetValue<string>(),
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => value,
        },
        _ => value,
    };

    /// <summary>Whether a section is left out: nothing, false, an empty text, an empty sequence.</summary>
    public static bool IsFalsy(object? value) => value switch
    {
        null or false or "" => true,
        string => false,
        JsonElement { ValueKind: JsonValueKind.Array } array => array.GetArrayLength() == 0,
        ICollection list when IsSequence(list) => list.Count == 0,
        IEnumerable sequence when IsSequence(sequence) => !sequence.GetEnumerator().MoveNext(),
        _ => false,
    };

    /// <summary>The items of a sequence; null for anything else.</summary>
    public static IEnumerable? ItemsOf(object? value) => value switch
    {
        JsonElement { ValueKind: JsonValueKind.Array } array => array.EnumerateArray(),
        IEnumerable sequence when IsSequence(sequence) => sequence,
        _ => null,
    };

    /// <summary>A member of a dictionary or a JSON object.</summary>
    public static bool TryGet(object? value, string name, out object? member)
    {
        member = null;
        switch (value)
        {
            case IReadOnlyDictionary<string, object?> map:
                return map.TryGetValue(name, out member) && Take(ref member);
            case JsonElement { ValueKind: JsonValueKind.Object } json when json.TryGetProperty(name, out var property):
                member = Unwrap(property);
                return true;
            case JsonObject json when json.TryGetPropertyValue(name, out var node):
                member = Unwrap(node);
                return true;
            case IDictionary map when map.Contains(name):
                member = map[name];
                return Take(ref member);
            default:
                return false;
        }
    }

    /// <summary>Whether names can be looked for in it, or it has none for certain.</summary>
    public static bool IsKnown(object? value) => value is null or string or bool or IFormattable or JsonElement or JsonNode or IDictionary
        or IReadOnlyDictionary<string, object?> or IEnumerable or Delegate or Uri or Version;

    private static bool Take(ref object? member)
    {
        member = Unwrap(member is Func<object?> make ? make() : member);
        return true;
    }

    private static bool IsSequence(IEnumerable value) => value is not (string or IDictionary or JsonObject or IReadOnlyDictionary<string, object?>);
}
