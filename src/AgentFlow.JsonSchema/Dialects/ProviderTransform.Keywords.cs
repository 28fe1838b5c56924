using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgentFlow.JsonSchema.Dialects;

internal sealed partial class ProviderTransform
{
    /// <summary>Writes the types; false when the schema has none and nothing in it tells them.</summary>
    private bool AddTypes(JsonElement schema, JsonObject result, string pointer)
    {
        var names = new List<string>();
        if (schema.TryGetProperty("type", out var type))
            names.AddRange(type.ValueKind == JsonValueKind.String ? [type.GetString()!]
                : type.EnumerateArray().Select(name => name.GetString()!));
        else if (schema.TryGetProperty("anyOf", out _) || schema.TryGetProperty("oneOf", out _))
            return true;
        else if (Infer(schema) is { } inferred)
        {
            names.AddRange(inferred);
            if (!schema.TryGetProperty("enum", out _) && !schema.TryGetProperty("const", out _))
                Lose(pointer, "type", SchemaLossKind.Narrowed,
                    $"Without a type other kinds of values were let through; now only '{inferred[0]}' is.");
        }
        else
            return false;
        if (!rules.IsOpenApi)
            result["type"] = names.Count == 1 ? names[0] : new JsonArray([.. names.Select(name => (JsonNode)name)]);
        else
            AddOpenApiTypes(names, result, pointer);
        return true;
    }

    private void AddOpenApiTypes(List<string> names, JsonObject result, string pointer)
    {
        if (names.Remove("null"))
            result["nullable"] = true;
        if (names.Count == 0)
        {
            Lose(pointer, "type", SchemaLossKind.Dropped, "A value that can only be null has no type here; it became a string or null.");
            names.Add("string");
        }
        if (names.Count == 1)
            result["type"] = names[0];
        else
            result["anyOf"] = new JsonArray([.. names.Select(name => (JsonNode)new JsonObject { ["type"] = name })]);
    }

    private static string[]? Infer(JsonElement schema)
    {
        if (schema.TryGetProperty("const", out var constant))
            return [TypeOf(constant)];
        if (schema.TryGetProperty("enum", out var values))
            return [.. values.EnumerateArray().Select(TypeOf).Distinct()];
        if (schema.TryGetProperty("properties", out _) || schema.TryGetProperty("required", out _)
            || schema.TryGetProperty("additionalProperties", out _))
            return ["object"];
        if (schema.TryGetProperty("items", out _) || schema.TryGetProperty("minItems", out _) || schema.TryGetProperty("maxItems", out _))
            return ["array"];
        if (schema.TryGetProperty("pattern", out _) || schema.TryGetProperty("minLength", out _)
            || schema.TryGetProperty("maxLength", out _))
            return ["string"];
        return schema.TryGetProperty("minimum", out _) || schema.TryGetProperty("maximum", out _)
            || schema.TryGetProperty("multipleOf", out _)
            || schema.TryGetProperty("exclusiveMinimum", out _) || schema.TryGetProperty("exclusiveMaximum", out _) ? ["number"] : null;
    }

    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        JsonValueKind.Null => "null",
        _ => "boolean",
    };

    private void AddKeyword(JsonElement schema, JsonProperty keyword, JsonObject result, List<string> described, string pointer)
    {
        var (name, value) = (keyword.Name, keyword.Value);
        switch (name)
        {
            case "type" or "description": break;
            case "required" when result["type"] is not null: break;
            case "additionalProperties": AddAdditional(schema, value, result, described, pointer); break;
            case "properties" when result["type"] is not null: AddProperties(schema, value, result, pointer); break;
            case "items" when result["type"] is not null: result["items"] = Schema(value, pointer + "/items"); break;
            case "anyOf" or "oneOf" when !result.ContainsKey("anyOf"): AddBranches(name, value, result, pointer); break;
            case "format" when rules.Formats.Contains(value.GetString()!): result["format"] = value.GetString(); break;
            case "const" when rules.IsOpenApi: AddEnum(name, [value], result, described, pointer); break;
            case "enum" when rules.IsOpenApi: AddEnum(name, [.. value.EnumerateArray()], result, described, pointer); break;
            case "exclusiveMinimum" or "exclusiveMaximum" when IsOpenApiInteger(result) && value.TryGetInt64(out var bound)
                && bound is > long.MinValue and < long.MaxValue:
                AddBound(name == "exclusiveMinimum" ? "minimum" : "maximum", name == "exclusiveMinimum" ? bound + 1 : bound - 1, result);
                break;
            case "minimum" or "maximum" when IsOpenApiInteger(result) && value.TryGetInt64(out var bound):
                AddBound(name, bound, result);
                break;
            case "pattern" when !rules.TakesLookaround
                && NeedsBacktracking(value.GetString()!):
                Describe(described, pointer, name, value.GetRawText()); break;
            case "minItems" when value.GetDecimal() > rules.MaxMinItems: Describe(described, pointer, name, value.GetRawText()); break;
            case "not" when value.ValueKind == JsonValueKind.False: break;
            default:
                if (Silent.Contains(name))
                    break;
                // Gemini's alternatives stand alone: what is said beside them would be about one of several types.
                if (rules.Keywords!.Contains(name) && !(rules.IsOpenApi && result.ContainsKey("anyOf") && name != "title"))
                    result[name] = JsonNode.Parse(value.GetRawText());
                else
                    Describe(described, pointer, name, value.GetRawText());
                break;
        }
    }

    private bool IsOpenApiInteger(JsonObject result) => rules.IsOpenApi && IsOrHas(result["type"], "integer");

    // An integer can have both bounds, the exclusive and the plain: the tighter one stays.
    private static void AddBound(string name, long bound, JsonObject result)
    {
        var isTighter = result[name] is not { } other
            || (name == "minimum" ? bound > other.GetValue<decimal>() : bound < other.GetValue<decimal>());
        if (isTighter)
            result[name] = (decimal)bound;
    }

    private void AddEnum(string keyword, JsonElement[] values, JsonObject result, List<string> described, string pointer)
    {
        var strings = values.Where(value => value.ValueKind == JsonValueKind.String).ToArray();
        var hasNull = strings.Length < values.Length && values.Any(value => value.ValueKind == JsonValueKind.Null);
        if (strings.Length + (hasNull ? 1 : 0) < values.Length || result.ContainsKey("anyOf") || strings.Length == 0
            || result.ContainsKey("enum"))
        {
            Describe(described, pointer, keyword, keyword == "const" ? values[0].GetRawText()
                : $"[{string.Join(',', values.Select(value => value.GetRawText()))}]");
            return;
        }
        if (!hasNull)
            result.Remove("nullable");
        if (strings.Length > 0 && IsOrHas(result["type"], "string"))
            result["enum"] = new JsonArray([.. strings.Select(value => (JsonNode?)value.GetString())]);
        else
            Describe(described, pointer, keyword, $"[{string.Join(',', values.Select(value => value.GetRawText()))}]");
    }

    private void AddProperties(JsonElement schema, JsonElement properties, JsonObject result, string pointer)
    {
        var written = new JsonObject();
        HashSet<string> required = schema.TryGetProperty("required", out var names)
            ? [.. names.EnumerateArray().Select(name => name.GetString()!)] : [];
        if (properties.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in properties.EnumerateObject())
            {
                var inner = Schema(property.Value, $"{pointer}/properties/{Escape(property.Name)}");
                written[property.Name] = rules.RequiresAll && !required.Contains(property.Name) ? WithNull(inner) : inner;
            }
        }
        foreach (var name in required.Where(name => !written.ContainsKey(name)))
            written[name] = Anything($"{pointer}/properties/{Escape(name)}");
        result["properties"] = written;
        var order = written.Select(member => member.Key).ToArray();
        var needed = rules.RequiresAll ? order : [.. order.Where(required.Contains)];
        if (needed.Length > 0 || rules.RequiresAll)
            result["required"] = new JsonArray([.. needed.Select(name => (JsonNode)name)]);
        if (rules.IsOpenApi && order.Length > 0)
            result["propertyOrdering"] = new JsonArray([.. order.Select(name => (JsonNode)name)]);
        if (rules.ClosesObjects)
            result["additionalProperties"] = false;
    }

    private void AddAdditional(JsonElement schema, JsonElement value, JsonObject result, List<string> described, string pointer)
    {
        if (rules.ClosesObjects)
        {
            if (value.ValueKind != JsonValueKind.False)
                Lose(pointer, "additionalProperties", SchemaLossKind.Narrowed,
                    "Objects are closed here: properties that are not listed cannot be given.");
            if (!schema.TryGetProperty("properties", out _))
                AddProperties(schema, default, result, pointer);
        }
        else if (value.ValueKind != JsonValueKind.True)
            Describe(described, pointer, "additionalProperties", value.GetRawText());
    }

    private void AddBranches(string keyword, JsonElement branches, JsonObject result, string pointer)
    {
        var written = new JsonArray();
        var index = 0;
        foreach (var branch in branches.EnumerateArray())
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"{pointer}/{keyword}/{index++}");
            if (rules.IsOpenApi && branch.ValueKind == JsonValueKind.Object && branch.TryGetProperty("type", out var type)
                && type.ValueKind == JsonValueKind.String && type.ValueEquals("null"))
                result["nullable"] = true;
            else
                written.Add((JsonNode)Schema(branch, at));
        }
        // Beside alternatives, a type of the schema itself would be about all of them: providers do not say whether they join the two.
        if (result["type"] is not null)
            Lose(pointer, keyword, SchemaLossKind.Dropped, $"What stands beside '{keyword}' may not be joined with it.");
        if (keyword == "oneOf" && !new Disjoint(root).AreAll(branches))
            Lose(pointer, keyword, SchemaLossKind.Dropped, "'oneOf' became 'anyOf': a value may match several.");
        result["anyOf"] = written;
    }

    private static JsonObject WithNull(JsonObject schema)
    {
        if (schema["anyOf"] is JsonArray branches && !schema.ContainsKey("type"))
        {
            branches.Add((JsonNode)new JsonObject { ["type"] = "null" });
            return schema;
        }
        if (schema.ContainsKey("$ref") || schema.ContainsKey("const"))
            return new JsonObject { ["anyOf"] = new JsonArray(schema, new JsonObject { ["type"] = "null" }) };
        if (schema["type"] is JsonValue type)
            schema["type"] = new JsonArray(type.DeepClone(), "null");
        else if (schema["type"] is JsonArray types && !IsOrHas(types, "null"))
            types.Add((JsonNode)"null");
        if (schema["enum"] is JsonArray values && !values.Contains(null))
            values.Add((JsonNode?)null);
        return schema;
    }

    private static bool NeedsBacktracking(string pattern)
    {
        try
        {
            return Patterns.EcmaPattern.Translate(pattern).NeedsBacktracking;
        }
        catch (FormatException)
        {
            return true;
        }
    }
}
