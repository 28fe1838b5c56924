using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgentFlow.JsonSchema.Tests.Dialects;

/// <summary>Schemas as tools have them, and values that have a good chance to match a schema.</summary>
internal sealed class RandomSchemas(int seed)
{
    private static readonly string[] Names = ["a", "b", "é\"", "deep", "x/y"];
    private readonly Random _random = new(seed);

    public JsonObject Root()
    {
        var root = Object(depth: 3);
        root["$defs"] = new JsonObject { ["node"] = Object(1), ["leaf"] = Leaf() };
        return root;
    }

    public JsonNode? Value(JsonElement schema, JsonElement root, int depth = 7)
    {
        if (schema.ValueKind != JsonValueKind.Object || depth < -20)
            return 1;
        if (schema.TryGetProperty("$ref", out var reference))
            return Value(Find(root, reference.GetString()!), root, depth - 1);
        if (schema.TryGetProperty("const", out var constant))
            return JsonNode.Parse(constant.GetRawText());
        if (schema.TryGetProperty("enum", out var values) && values.GetArrayLength() > 0)
            return JsonNode.Parse(values[_random.Next(values.GetArrayLength())].GetRawText());
        foreach (var keyword in new[] { "anyOf", "oneOf" })
        {
            if (schema.TryGetProperty(keyword, out var branches))
                return Value(branches[depth <= 0 ? branches.GetArrayLength() - 1 : _random.Next(branches.GetArrayLength())], root, depth - 1);
        }
        if (schema.TryGetProperty("nullable", out _) && _random.Next(3) == 0)
            return null;
        return OfType(schema, root, depth);
    }

    private JsonNode? OfType(JsonElement schema, JsonElement root, int depth)
    {
        var type = schema.TryGetProperty("type", out var name)
            ? name.ValueKind == JsonValueKind.String ? name.GetString() : name[depth <= 0 ? name.GetArrayLength() - 1 : _random.Next(name.GetArrayLength())].GetString()
            : "string";
        switch (type)
        {
            case "null": return null;
            case "boolean": return _random.Next(2) == 0;
            case "string": return Pick("", "a", "abc", "12", "zzzzzzzz", "2025-01-01");
            case "integer": return _random.Next(-2, 12);
            case "number": return _random.Next(-4, 24) / 2m;
            case "array":
                var items = new JsonArray();
                for (var i = depth <= 0 ? 0 : _random.Next(4); i > 0 && schema.TryGetProperty("items", out var item); i--)
                    items.Add(Value(item, root, depth - 1));
                return items;
            default:
                var members = new JsonObject();
                var required = schema.TryGetProperty("required", out var list) ? list.EnumerateArray().Select(e => e.GetString()).ToHashSet() : [];
                foreach (var property in schema.TryGetProperty("properties", out var properties) ? properties.EnumerateObject() : default)
                {
                    if (required.Contains(property.Name) || (depth > 0 && _random.Next(2) == 0))
                        members[property.Name] = Value(property.Value, root, depth - 1);
                }
                return members;
        }
    }

    // A reference alone would lead back to itself.
    private JsonObject Leaf() => Schema(0) is { } schema && !schema.ContainsKey("$ref") ? schema : Leaf();

    private JsonObject Schema(int depth)
    {
        switch (_random.Next(depth > 0 ? 14 : 9))
        {
            case 0: return Maybe(new JsonObject { ["type"] = "string" }, ("minLength", 1), ("maxLength", 4), ("pattern", "^[a-z]*$"), ("format", "date"));
            case 1: return Maybe(new JsonObject { ["type"] = "integer" }, ("minimum", 0), ("exclusiveMaximum", 9), ("multipleOf", 2));
            case 2: return Maybe(new JsonObject { ["type"] = "number" }, ("minimum", -1.5), ("maximum", 9));
            case 3: return new JsonObject { ["type"] = "boolean", ["description"] = "Yes or no." };
            case 4: return new JsonObject { ["enum"] = new JsonArray("a", "abc", _random.Next(2) == 0 ? 12 : "12") };
            case 5: return new JsonObject { ["const"] = Pick<JsonNode>("a", 3, false) };
            case 6: return new JsonObject { ["type"] = new JsonArray(Pick("string", "integer", "boolean"), "null") };
            case 7: return new JsonObject { ["$ref"] = Pick("#/$defs/leaf", "#/$defs/leaf", "#/$defs/node") };
            case 8: return new JsonObject { ["type"] = new JsonArray("string", "integer") };
            case 9: return Maybe(new JsonObject { ["type"] = "array", ["items"] = Schema(depth - 1) }, ("minItems", 1), ("maxItems", 2));
            case 10: return new JsonObject { [Pick("anyOf", "oneOf")] = new JsonArray(Schema(depth - 1), Schema(depth - 1)) };
            case 11: return new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["$ref"] = "#/$defs/node" } };
            default: return Object(depth - 1);
        }
    }

    private JsonObject Object(int depth)
    {
        var properties = new JsonObject();
        var required = new JsonArray();
        foreach (var name in Names.Where(_ => _random.Next(2) == 0))
        {
            // What only ends by leaving something out must be left out.
            properties[name] = Schema(depth);
            var isSafe = !properties[name]!.ToJsonString().Contains("node", StringComparison.Ordinal);
            if (isSafe && _random.Next(2) == 0)
                required.Add((JsonNode)name);
        }
        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties, ["required"] = required };
        if (_random.Next(3) > 0)
            schema["additionalProperties"] = false;
        return schema;
    }

    private JsonObject Maybe(JsonObject schema, params (string Keyword, JsonNode Value)[] keywords)
    {
        foreach (var (keyword, value) in keywords)
        {
            if (_random.Next(4) == 0)
                schema[keyword] = value;
        }
        return schema;
    }

    private static JsonElement Find(JsonElement root, string reference)
    {
        var found = root;
        foreach (var part in reference.Split('/').Skip(1))
            found = found.GetProperty(part);
        return found;
    }

    private T Pick<T>(params T[] from) => from[_random.Next(from.Length)];
}
