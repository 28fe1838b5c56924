using System.Text.Json;
using AgentFlow.JsonSchema.Evaluation;

namespace AgentFlow.JsonSchema.Dialects;

/// <summary>Whether no value can match two of several schemas, as far as types and required constants tell.</summary>
internal sealed class Disjoint(JsonElement root)
{
    /// <summary>How many objects deep a constant may stand; schemas can lead back to themselves.</summary>
    private const int MaxDepth = 3;

    public bool AreAll(JsonElement branches)
    {
        var all = branches.EnumerateArray().Select(Resolve).ToArray();
        for (var i = 0; i < all.Length; i++)
        {
            for (var j = i + 1; j < all.Length; j++)
            {
                if (!AreDisjoint(all[i], all[j], MaxDepth))
                    return false;
            }
        }
        return true;
    }

    private bool AreDisjoint(JsonElement left, JsonElement right, int depth)
    {
        if (left.ValueKind != JsonValueKind.Object || right.ValueKind != JsonValueKind.Object)
            return left.ValueKind == JsonValueKind.False || right.ValueKind == JsonValueKind.False;
        if (Types(left) is { } types && Types(right) is { } others && !types.Overlaps(others))
            return true;
        if (Values(left) is { } values && Values(right) is { } otherValues)
            return !values.Exists(value => otherValues.Exists(other => JsonEquality.AreEqual(value, other)));
        // Two closed sets of constants on a property that both require, of values that can only be objects.
        return depth > 0 && Types(left) is ["object"] && Types(right) is ["object"] && Required(left).Intersect(Required(right)).Any(name =>
            Member(left, name) is { } one && Member(right, name) is { } two && AreDisjoint(one, two, depth - 1));
    }

    private JsonElement Resolve(JsonElement schema)
    {
        for (var hops = 0; hops < SchemaDefaults.MaxSchemaNesting; hops++)
        {
            if (schema.ValueKind != JsonValueKind.Object || !schema.TryGetProperty("$ref", out var reference))
                break;
            schema = LocalReferences.Find(root, reference.GetString()!, "");
        }
        return schema;
    }

    private static TypeNames? Types(JsonElement schema)
    {
        if (!schema.TryGetProperty("type", out var type))
            return null;
        var names = type.ValueKind == JsonValueKind.String ? [type.GetString()!]
            : type.EnumerateArray().Select(name => name.GetString()!).ToArray();
        return new TypeNames([.. names.Select(name => name == "integer" ? "number" : name)]);
    }

    private static List<JsonElement>? Values(JsonElement schema) =>
        schema.TryGetProperty("const", out var constant) ? [constant]
        : schema.TryGetProperty("enum", out var values) ? [.. values.EnumerateArray()] : null;

    private JsonElement? Member(JsonElement schema, string name) =>
        schema.TryGetProperty("properties", out var properties) && properties.TryGetProperty(name, out var member) ? Resolve(member) : null;

    private static IEnumerable<string> Required(JsonElement schema) =>
        schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(name => name.GetString()!) : [];

    private sealed class TypeNames(string[] names) : List<string>(names)
    {
        public bool Overlaps(TypeNames other) => this.Any(other.Contains);
    }
}
