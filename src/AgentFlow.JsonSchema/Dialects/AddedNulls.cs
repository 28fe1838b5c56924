using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentFlow.JsonSchema.Compilation;
using AgentFlow.JsonSchema.Evaluation;

namespace AgentFlow.JsonSchema.Dialects;

/// <summary>Takes the nulls out that a form with all properties required made a model write.</summary>
internal sealed class AddedNulls(JsonElement root)
{
    public JsonElement Remove(JsonElement value)
    {
        using var document = JsonDocument.Parse(Clean(value, [root])?.ToJsonString() ?? "null");
        return document.RootElement.Clone();
    }

    private JsonNode? Clean(JsonElement value, List<JsonElement> schemas)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
            return JsonNode.Parse(value.GetRawText());
        var applying = new List<JsonElement>();
        foreach (var schema in schemas)
            Collect(schema, value, applying, depth: 0);
        return value.ValueKind == JsonValueKind.Object ? CleanObject(value, applying) : CleanArray(value, applying);
    }

    private JsonObject CleanObject(JsonElement value, List<JsonElement> schemas)
    {
        var cleaned = new JsonObject();
        foreach (var member in value.EnumerateObject())
        {
            var speaking = schemas.Where(schema => Member(schema, member.Name) is not null).ToList();
            var isAdded = member.Value.ValueKind == JsonValueKind.Null && speaking.Count > 0
                && !schemas.Exists(schema => Requires(schema, member.Name));
            if (isAdded)
                continue;
            var inner = speaking.ConvertAll(schema => Member(schema, member.Name)!.Value);
            inner.AddRange(schemas.Where(schema => Member(schema, member.Name) is null
                && schema.TryGetProperty("additionalProperties", out _))
                .Select(schema => schema.GetProperty("additionalProperties")));
            cleaned[member.Name] = Clean(member.Value, inner);
        }
        return cleaned;
    }

    private JsonArray CleanArray(JsonElement value, List<JsonElement> schemas)
    {
        var items = schemas.Where(schema => schema.TryGetProperty("items", out _)).Select(schema => schema.GetProperty("items")).ToList();
        return [.. value.EnumerateArray().Select(item => Clean(item, items))];
    }

    // The schemas that speak about the value: of alternatives, those whose type and constants fit.
    private void Collect(JsonElement schema, JsonElement value, List<JsonElement> found, int depth)
    {
        if (schema.ValueKind != JsonValueKind.Object || depth > SchemaDefaults.MaxSchemaNesting || !Fits(schema, value))
            return;
        found.Add(schema);
        if (schema.TryGetProperty("$ref", out var reference))
            Collect(LocalReferences.Find(root, reference.GetString()!, ""), value, found, depth + 1);
        foreach (var keyword in new[] { "allOf", "anyOf", "oneOf" })
        {
            if (!schema.TryGetProperty(keyword, out var branches))
                continue;
            foreach (var branch in branches.EnumerateArray())
                Collect(branch, value, found, depth + 1);
        }
    }

    // Whether types and constants, of the value and of its members, are the schema's; null fits a member that may be left out.
    private bool Fits(JsonElement schema, JsonElement value)
    {
        if (!HasType(schema, value))
            return false;
        if (value.ValueKind != JsonValueKind.Object || !schema.TryGetProperty("properties", out var properties))
            return true;
        var isClosed = schema.TryGetProperty("additionalProperties", out var additional) && additional.ValueKind == JsonValueKind.False;
        foreach (var member in value.EnumerateObject())
        {
            if (!properties.TryGetProperty(member.Name, out var expected))
            {
                if (isClosed)
                    return false;
                continue;
            }
            var isAbsent = member.Value.ValueKind == JsonValueKind.Null && !Requires(schema, member.Name);
            if (!isAbsent && !HasType(expected, member.Value))
                return false;
        }
        return true;
    }

    private bool HasType(JsonElement schema, JsonElement value)
    {
        for (var hops = 0; hops < SchemaDefaults.MaxSchemaNesting && schema.ValueKind == JsonValueKind.Object
            && schema.TryGetProperty("$ref", out var reference); hops++)
            schema = LocalReferences.Find(root, reference.GetString()!, "");
        if (schema.ValueKind != JsonValueKind.Object)
            return schema.ValueKind == JsonValueKind.True;
        if (schema.TryGetProperty("const", out var constant))
            return JsonEquality.AreEqual(constant, value);
        if (schema.TryGetProperty("enum", out var values))
            return values.EnumerateArray().Any(allowed => JsonEquality.AreEqual(allowed, value));
        if (!schema.TryGetProperty("type", out var type))
            return true;
        var set = TypeSet.None;
        foreach (var name in type.ValueKind == JsonValueKind.String ? [type] : type.EnumerateArray().ToArray())
            set |= TypeSets.Parse(name.GetString()!);
        if ((set & TypeSet.Integer) != 0)
            set |= TypeSet.Number;
        return (set & TypeSets.Of(value.ValueKind)) != 0;
    }

    private static JsonElement? Member(JsonElement schema, string name) =>
        schema.TryGetProperty("properties", out var properties) && properties.TryGetProperty(name, out var member) ? member : null;

    private static bool Requires(JsonElement schema, string name) =>
        schema.TryGetProperty("required", out var required) && required.EnumerateArray().Any(item => item.GetString() == name);
}
