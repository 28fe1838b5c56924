using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgentFlow.JsonSchema.Dialects;

/// <summary>Writes a schema anew by the rules of a provider and notes what it cannot keep.</summary>
internal sealed partial class ProviderTransform(ProviderRules rules, JsonElement root)
{
    /// <summary>How often a definition may stand within itself where references are written out.</summary>
    private const int MaxRecursion = 2;

    /// <summary>How many schemas writing out references may come to.</summary>
    private const int MaxInlined = 10_000;

    // They assert nothing and mean nothing to a model.
    private static readonly HashSet<string> Silent = ["$schema", "$id", "$comment", "$defs", "definitions", "$anchor"];
    private readonly List<SchemaLoss> _losses = [];
    private readonly List<string> _open = [];
    private readonly bool _isRecursive = new Recursion(root).Exists();
    private int _inlined;

    public IReadOnlyList<SchemaLoss> Losses => _losses;

    private bool KeepsReferences => rules.TakesReferences && (rules.TakesRecursion || !_isRecursive);

    public JsonElement Run()
    {
        var start = RootSchema();
        var result = rules.Keywords is null ? AsIs(start) : Schema(start, "");
        foreach (var holder in new[] { "$defs", "definitions" })
        {
            if (rules.Keywords is null || !KeepsReferences || !root.TryGetProperty(holder, out var definitions))
                continue;
            var written = new JsonObject();
            foreach (var definition in definitions.EnumerateObject())
                written[definition.Name] = Schema(definition.Value, $"/{holder}/{Escape(definition.Name)}");
            result[holder] = written;
        }
        using var document = JsonDocument.Parse(result.ToJsonString(),
            new JsonDocumentOptions { MaxDepth = SchemaDefaults.MaxSchemaNesting * 2 });
        return document.RootElement.Clone();
    }

    private JsonElement RootSchema()
    {
        var start = root;
        for (var hops = 0; hops < SchemaDefaults.MaxSchemaNesting && start.ValueKind == JsonValueKind.Object
            && start.TryGetProperty("$ref", out var reference); hops++)
            start = LocalReferences.Find(root, reference.GetString()!, "");
        var isObject = start.ValueKind == JsonValueKind.Object
            && (start.TryGetProperty("type", out var type) ? type.ValueKind == JsonValueKind.String && type.ValueEquals("object")
                : start.TryGetProperty("properties", out _));
        return isObject ? start
            : throw new ArgumentException(
                "Providers want a schema with 'type': 'object' at the root. Put this one under a property of an object.", "schema");
    }

    // Anthropic takes all but alternatives at the root.
    private JsonObject AsIs(JsonElement schema)
    {
        var result = JsonNode.Parse(schema.GetRawText())!.AsObject();
        if (schema.TryGetProperty("$defs", out _) is false && root.TryGetProperty("$defs", out var definitions))
            result["$defs"] = JsonNode.Parse(definitions.GetRawText());
        result["type"] = "object";
        var described = new List<string>();
        foreach (var keyword in new[] { "oneOf", "anyOf", "allOf" })
        {
            if (result[keyword] is { } branches)
            {
                Describe(described, "", keyword, branches.ToJsonString());
                result.Remove(keyword);
            }
        }
        AddDescription(result, described);
        return result;
    }

    private JsonObject Schema(JsonElement schema, string pointer)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (++_inlined > MaxInlined)
            throw new SchemaException(SchemaErrorCode.TooLarge, pointer,
                $"written out without references it has more than {MaxInlined} schemas. Use fewer nested types.");
        if (schema.ValueKind == JsonValueKind.True)
            return Anything(pointer);
        if (schema.ValueKind != JsonValueKind.Object)
        {
            Lose(pointer, "false", SchemaLossKind.Dropped, "The schema that lets nothing through has no form here.");
            return Anything(pointer);
        }
        if (schema.TryGetProperty("$ref", out var reference))
            return Reference(schema, reference.GetString()!, pointer);
        var result = new JsonObject();
        var described = new List<string>();
        if (schema.TryGetProperty("description", out var description))
            result["description"] = description.GetString();
        if (!AddTypes(schema, result, pointer))
            return AddAnything(schema, result, pointer);
        foreach (var keyword in schema.EnumerateObject())
            AddKeyword(schema, keyword, result, described, pointer);
        var hasMore = rules.ClosesObjects || schema.TryGetProperty("required", out _);
        if (IsOrHas(result["type"], "object") && !result.ContainsKey("properties") && hasMore)
            AddProperties(schema, default, result, pointer);
        AddDescription(result, described);
        return result;
    }

    private JsonObject Anything(string pointer)
    {
        Lose(pointer, "type", SchemaLossKind.Narrowed, "Any value became any string, number, boolean or null.");
        if (!rules.IsOpenApi)
            return new JsonObject { ["type"] = new JsonArray("string", "number", "boolean", "null") };
        return new JsonObject
        {
            ["nullable"] = true,
            ["anyOf"] = new JsonArray(new JsonObject { ["type"] = "string" }, new JsonObject { ["type"] = "number" },
                new JsonObject { ["type"] = "boolean" }),
        };
    }

    private JsonObject AddAnything(JsonElement schema, JsonObject result, string pointer)
    {
        var described = new List<string>();
        foreach (var keyword in schema.EnumerateObject())
        {
            if (keyword.Name != "description" && !Silent.Contains(keyword.Name))
                Describe(described, pointer, keyword.Name, keyword.Value.GetRawText());
        }
        foreach (var (name, value) in Anything(pointer).ToArray())
            result[name] = value?.DeepClone();
        AddDescription(result, described);
        return result;
    }

    private JsonObject Reference(JsonElement schema, string reference, string pointer)
    {
        var target = LocalReferences.Find(root, reference, pointer);
        var described = new List<string>();
        foreach (var keyword in schema.EnumerateObject())
        {
            if (keyword.Name is not ("$ref" or "description") && !Silent.Contains(keyword.Name))
                Describe(described, pointer, keyword.Name, keyword.Value.GetRawText());
        }
        var isDefinition = reference == "#" || (reference.Split('/') is ["#", "$defs" or "definitions", _]);
        var result = KeepsReferences && isDefinition ? new JsonObject { ["$ref"] = reference } : Inline(target, reference, pointer);
        var hasText = schema.TryGetProperty("description", out var description);
        if (result.ContainsKey("$ref") && (hasText || described.Count > 0))
            result = new JsonObject { ["anyOf"] = new JsonArray(result) };
        if (hasText)
            result["description"] = description.GetString();
        AddDescription(result, described);
        return result;
    }

    private JsonObject Inline(JsonElement target, string reference, string pointer)
    {
        if (_open.Count(open => open == reference) >= MaxRecursion)
        {
            Lose(pointer, "$ref", SchemaLossKind.Dropped, $"The recursion through '{reference}' ends here; deeper values are any object.");
            var end = new JsonObject { ["type"] = "object" };
            if (rules.ClosesObjects)
                (end["properties"], end["required"], end["additionalProperties"]) = (new JsonObject(), new JsonArray(), false);
            return end;
        }
        _open.Add(reference);
        var written = Schema(target, pointer);
        _open.RemoveAt(_open.Count - 1);
        return written;
    }

    private void Describe(List<string> described, string pointer, string keyword, string value)
    {
        described.Add($"{keyword}: {value}");
        Lose(pointer, keyword, SchemaLossKind.Described, $"'{keyword}' is not enforced; it stands in the description.");
    }

    private void Lose(string pointer, string keyword, SchemaLossKind kind, string message) =>
        _losses.Add(new SchemaLoss { SchemaPointer = pointer, Keyword = keyword, Kind = kind, Message = message });

    private static void AddDescription(JsonObject schema, List<string> described)
    {
        if (described.Count == 0)
            return;
        var text = DialectPrompts.Constraints.Replace("{keywords}", string.Join(", ", described), StringComparison.Ordinal);
        schema["description"] = schema["description"] is { } existing ? $"{existing.GetValue<string>()} {text}" : text;
    }

    private static string Escape(string name) =>
        name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    private static bool IsOrHas(JsonNode? type, string name) =>
        type is JsonArray names ? names.Any(item => item!.GetValue<string>() == name) : type?.GetValue<string>() == name;
}
