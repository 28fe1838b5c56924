using System.Text;
using System.Text.Json;

namespace AgentFlow.Sandbox;

/// <summary>Writes JSON Schemas as the TypeScript that a model knows best: what a type cannot say goes into comments, and what nothing is known of is <c>any</c>.</summary>
internal sealed class TypeScriptWriter
{
    private const int MaxDepth = 24;
    private const int LineLength = 100;
    private readonly JsonElement _root;
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);
    private int _depth;

    private TypeScriptWriter(JsonElement root) => _root = root;

    /// <summary>A tool as a method: its description, the type of its one argument, the type of its result.</summary>
    public static string Function(string name, string description, JsonElement parameters, JsonElement? result)
    {
        var argument = ArgumentOf(parameters);
        var returned = result is { } schema ? new TypeScriptWriter(schema).Type(schema, "") : "any";
        return $"{Comment(description, "")}{name}({argument}): Promise<{returned}>;";
    }

    private static string ArgumentOf(JsonElement schema)
    {
        var hasProperties = schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("properties", out var properties) && properties.EnumerateObject().Any();
        if (!hasProperties && !(schema.ValueKind == JsonValueKind.Object && (schema.TryGetProperty("$ref", out _) || schema.TryGetProperty("anyOf", out _) || schema.TryGetProperty("oneOf", out _) || schema.TryGetProperty("allOf", out _))))
            return "";
        var isOptional = hasProperties && Required(schema).Count == 0;
        return $"args{(isOptional ? "?" : "")}: {new TypeScriptWriter(schema).Type(schema, "")}";
    }

    private string Type(JsonElement schema, string indent)
    {
        if (schema.ValueKind == JsonValueKind.False)
            return "never";
        if (schema.ValueKind != JsonValueKind.Object || _depth >= MaxDepth)
            return "any";
        _depth++;
        try
        {
            var type = Intersection(PartsOf(schema, indent).Where(p => p != "any"));
            return schema.TryGetProperty("nullable", out var nullable) && nullable.ValueKind == JsonValueKind.True ? Union([type, "null"]) : type;
        }
        finally
        {
            _depth--;
        }
    }

    /// <summary>Everything that a schema says of a value, all of which holds.</summary>
    private IEnumerable<string> PartsOf(JsonElement schema, string indent)
    {
        if (schema.TryGetProperty("$ref", out var reference))
            yield return Referenced(reference.GetString()!, indent);
        if (schema.TryGetProperty("const", out var constant))
            yield return Literal(constant);
        else if (schema.TryGetProperty("enum", out var values))
            yield return Union(values.EnumerateArray().Select(Literal));
        else
            yield return Plain(schema, indent);
        foreach (var word in (string[])["anyOf", "oneOf"])
        {
            if (schema.TryGetProperty(word, out var choices))
                yield return Union(choices.EnumerateArray().Select(c => Type(c, indent)));
        }
        if (schema.TryGetProperty("allOf", out var all))
            yield return Intersection(all.EnumerateArray().Select(c => Type(c, indent)).Where(p => p != "any"));
    }

    private string Plain(JsonElement schema, string indent)
    {
        if (!schema.TryGetProperty("type", out var type))
            return schema.TryGetProperty("properties", out _) ? Object(schema, indent) : schema.TryGetProperty("items", out _) ? Array(schema, indent) : "any";
        return type.ValueKind == JsonValueKind.Array
            ? Union(type.EnumerateArray().Select(t => Named(t.GetString(), schema, indent)))
            : Named(type.GetString(), schema, indent);
    }

    private string Named(string? type, JsonElement schema, string indent) => type switch
    {
        "string" or "boolean" or "null" => type,
        "number" or "integer" => "number",
        "array" => Array(schema, indent),
        "object" => Object(schema, indent),
        _ => "any",
    };

    private string Array(JsonElement schema, string indent)
    {
        if (schema.TryGetProperty("prefixItems", out var items) && items.ValueKind == JsonValueKind.Array)
        {
            var rest = schema.TryGetProperty("items", out var others) ? (others.ValueKind == JsonValueKind.False ? null : Type(others, indent)) : "any";
            return $"[{string.Join(", ", items.EnumerateArray().Select(i => Type(i, indent)).Concat(rest is null ? [] : [$"...{Closed(rest)}[]"]))}]";
        }
        return schema.TryGetProperty("items", out var item) ? Closed(Type(item, indent)) + "[]" : "any[]";
    }

    private string Object(JsonElement schema, string indent)
    {
        var further = schema.TryGetProperty("additionalProperties", out var additional) && additional.ValueKind == JsonValueKind.Object ? Type(additional, indent) : null;
        if (!schema.TryGetProperty("properties", out var properties) || !properties.EnumerateObject().Any())
            return additional.ValueKind == JsonValueKind.False ? "{}" : $"Record<string, {further ?? "any"}>";
        var required = Required(schema);
        var inner = indent + "  ";
        var members = properties.EnumerateObject()
            .Select(p => (Comment: Notes(p.Value), Text: $"{PropertyName(p.Name)}{(required.Contains(p.Name) ? "" : "?")}: {Type(p.Value, inner)}"))
            .Concat(further is null ? [] : [(Comment: "", Text: $"[key: string]: {further}")])
            .ToList();
        var line = $"{{ {string.Join("; ", members.Select(m => m.Text))} }}";
        if (line.Length + indent.Length <= LineLength && !line.Contains('\n') && members.TrueForAll(m => m.Comment.Length == 0))
            return line;
        var text = new StringBuilder("{\n");
        foreach (var member in members)
            text.Append(Comment(member.Comment, inner)).Append(inner).Append(member.Text).Append(";\n");
        return text.Append(indent).Append('}').ToString();
    }

    /// <summary>What stands at a place of the same schema; a type that contains itself is not written out.</summary>
    private string Referenced(string reference, string indent)
    {
        if (!reference.StartsWith('#') || !_open.Add(reference))
            return "any";
        try
        {
            var place = _root;
            foreach (var step in reference.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries))
            {
                var name = Uri.UnescapeDataString(step).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
                if (place.ValueKind != JsonValueKind.Object || !place.TryGetProperty(name, out place))
                    return "any";
            }
            return Type(place, indent);
        }
        finally
        {
            _open.Remove(reference);
        }
    }

    /// <summary>The description of a property, and behind it what its type does not say.</summary>
    private static string Notes(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object)
            return "";
        List<string> notes = [];
        if (schema.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.GetString() == "integer")
            notes.Add("integer");
        foreach (var (word, label) in (ReadOnlySpan<(string, string)>)[("format", ""), ("minimum", "at least "), ("exclusiveMinimum", "more than "), ("maximum", "at most "), ("exclusiveMaximum", "less than "), ("pattern", "matches "), ("default", "default ")])
        {
            if (schema.TryGetProperty(word, out var value) && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined))
                notes.Add(label + (value.ValueKind == JsonValueKind.String && word != "default" ? value.GetString() : value.GetRawText()));
        }
        var description = schema.TryGetProperty("description", out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : "";
        // Of a whole number by itself the type says enough, and many such comments would cost more than they tell.
        return notes.Count == 0 || (notes is ["integer"] && description.Length == 0) ? description : $"{description}{(description.Length > 0 ? " " : "")}({string.Join(", ", notes)})";
    }

    private static HashSet<string> Required(JsonElement schema) =>
        schema.TryGetProperty("required", out var names) && names.ValueKind == JsonValueKind.Array ? [.. names.EnumerateArray().Select(n => n.GetString()!)] : [];

    private static string Comment(string text, string indent)
    {
        if (string.IsNullOrWhiteSpace(text))
            return "";
        var lines = text.Trim().Replace("*/", "*\\/", StringComparison.Ordinal).ReplaceLineEndings("\n").Split('\n');
        return lines.Length == 1 ? $"{indent}/** {lines[0]} */\n" : $"{indent}/**\n{string.Concat(lines.Select(l => $"{indent} * {l.TrimEnd()}\n"))}{indent} */\n";
    }

    private static string PropertyName(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '$') ? name : JsonSerializer.Serialize(name, CodeModeJsonContext.Default.String);

    private static string Literal(JsonElement value) => value.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? "any" : value.GetRawText();

    private static string Union(IEnumerable<string> types)
    {
        var distinct = types.Distinct(StringComparer.Ordinal).ToList();
        return distinct.Count == 0 || distinct.Contains("any") ? "any" : string.Join(" | ", distinct);
    }

    private static string Intersection(IEnumerable<string> types)
    {
        var distinct = types.Distinct(StringComparer.Ordinal).ToList();
        return distinct.Count switch { 0 => "any", 1 => distinct[0], _ => string.Join(" & ", distinct.Select(Closed)) };
    }

    /// <summary>In brackets where something binds tighter than what is in it.</summary>
    private static string Closed(string type)
    {
        var depth = 0;
        foreach (var c in type)
        {
            depth += c is '{' or '[' or '(' or '<' ? 1 : c is '}' or ']' or ')' or '>' ? -1 : 0;
            if (depth == 0 && c is '|' or '&')
                return $"({type})";
        }
        return type;
    }
}
