using System.Runtime.CompilerServices;
using System.Text.Json;
using AgentFlow.JsonSchema.Compilation;
using AgentFlow.JsonSchema.Dialects;

namespace AgentFlow.JsonSchema.Grammar;

/// <summary>Turns a schema into rules: one for each schema that is referred to, and a few that all share.</summary>
internal sealed partial class GrammarBuilder(JsonElement root)
{
    public const string RootRule = "root";
    private const string CharacterRule = "char";
    private const string StringRule = "string";
    private const string ValueRule = "value";

    private static readonly HashSet<string> Remarks =
    [
        "$schema", "$id", "$comment", "$defs", "definitions", "$anchor", "title", "description", "default", "examples", "deprecated",
            "readOnly",
        "writeOnly", "format", "contentEncoding", "contentMediaType", "contentSchema",
    ];

    private static readonly string[] NumberWords = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"];
    private static readonly string[] StringWords = ["minLength", "maxLength", "pattern"];
    private static readonly string[] ArrayWords = ["items", "prefixItems", "minItems", "maxItems", "uniqueItems"];
    private static readonly string[] ObjectWords = ["properties", "required", "additionalProperties", "minProperties", "maxProperties"];

    private static readonly HashSet<string> Known =
        [.. Remarks, .. NumberWords, .. StringWords, .. ArrayWords, .. ObjectWords, "type", "enum", "const", "anyOf", "oneOf", "$ref"];

    private static readonly string[] Types = ["null", "boolean", "string", "number", "array", "object"];
    private readonly Dictionary<string, Expression> _rules = [];
    private readonly Dictionary<string, string> _references = [];
    private readonly List<SchemaLoss> _losses = [];

    public IReadOnlyList<SchemaLoss> Losses => _losses;

    public Dictionary<string, Expression> Build()
    {
        _rules[RootRule] = Reference("#", "");
        return _rules;
    }

    private Call Reference(string reference, string pointer)
    {
        if (_references.TryGetValue(reference, out var known))
            return new Call(known);
        var target = LocalReferences.Find(root, reference, pointer);
        var rule = Reserve("schema");
        _references.Add(reference, rule);
        _rules[rule] = Schema(target, reference.TrimStart('#'));
        return new Call(rule);
    }

    private Expression Schema(JsonElement schema, string pointer)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (schema.ValueKind == JsonValueKind.False)
            return Expression.Nothing;
        if (schema.ValueKind == JsonValueKind.True || schema.EnumerateObject().All(keyword => Remarks.Contains(keyword.Name)))
            return Value();
        foreach (var keyword in schema.EnumerateObject())
        {
            if (!Known.Contains(keyword.Name) && Keywords.Find(System.Text.Encoding.UTF8.GetBytes(keyword.Name)) is not null)
                throw new SchemaGrammarException(pointer, keyword.Name,
                    "it would take another grammar to say what must not match. Take it out and check the result.");
        }
        foreach (var alone in new[] { "$ref", "anyOf", "oneOf" })
        {
            if (!schema.TryGetProperty(alone, out var value))
                continue;
            if (schema.EnumerateObject().FirstOrDefault(keyword => keyword.Name != alone
                && !Remarks.Contains(keyword.Name)) is { Value.ValueKind: not JsonValueKind.Undefined } other)
                throw new SchemaGrammarException(pointer, other.Name,
                    $"it stands beside '{alone}', and two grammars cannot be joined. Move it into '{alone}'.");
            return alone == "$ref" ? Reference(value.GetString()!, pointer) : Alternatives(alone, value, pointer);
        }
        return schema.TryGetProperty("enum", out _) || schema.TryGetProperty("const", out _) ? Constants(schema, pointer)
            : Typed(schema, pointer);
    }

    private Choice Alternatives(string keyword, JsonElement branches, string pointer)
    {
        if (keyword == "oneOf" && !new Disjoint(root).AreAll(branches))
            throw new SchemaGrammarException(pointer, keyword,
                "a value could match two branches. Tell them apart by type or a required constant, or write 'anyOf'.");
        return new Choice([.. branches.EnumerateArray().Select((branch, index) => Schema(branch, $"{pointer}/{keyword}/{index}"))]);
    }

    private static Choice Constants(JsonElement schema, string pointer)
    {
        JsonElement[] values = schema.TryGetProperty("const", out var constant) ? [constant]
            : [.. schema.GetProperty("enum").EnumerateArray()];
        if (schema.TryGetProperty("properties", out _) || schema.TryGetProperty("items", out _)
            || schema.TryGetProperty("prefixItems", out _))
            throw new SchemaGrammarException(pointer, "enum",
                "beside keywords about what is inside, say each value in full and leave those out.");
        var check = CompiledSchema.Compile(schema);
        return new Choice([.. values.Where(check.IsValid).Select(value => (Expression)new Literal(Compact(value)))]);
    }

    private Choice Typed(JsonElement schema, string pointer)
    {
        var types = !schema.TryGetProperty("type", out var type) ? Types
            : type.ValueKind == JsonValueKind.String ? [type.GetString()!] : [.. type.EnumerateArray().Select(name => name.GetString()!)];
        var branches = types.Distinct().Select(name => name switch
        {
            "null" => new Literal("null"),
            "boolean" => new Choice([new Literal("true"), new Literal("false")]),
            "string" => String(schema, pointer),
            "integer" => types.Contains("number") ? Expression.Nothing : Number(schema, isInteger: true, pointer),
            "number" => Number(schema, isInteger: false, pointer),
            "array" => Array(schema, pointer),
            _ => Object(schema, pointer),
        });
        return new Choice([.. branches]);
    }

    private Call Value()
    {
        if (_rules.TryAdd(ValueRule, Expression.Nothing))
        {
            var items = List(new Call(ValueRule), 0, null);
            var members = List(new Sequence([AnyString(), Colon, new Call(ValueRule)]), 0, null);
            _rules[ValueRule] = new Choice(
            [
                new Literal("null"), new Literal("true"), new Literal("false"), AnyString(), NumberExpressions.Any,
                new Sequence([new Literal("["), items, new Literal("]")]), new Sequence([new Literal("{"), members, new Literal("}")]),
            ]);
        }
        return new Call(ValueRule);
    }

    private Call AnyString()
    {
        if (_rules.TryAdd(StringRule, Expression.Nothing))
            _rules[StringRule] = Quoted(new Repeat(AnyCharacter(), 0, null));
        return new Call(StringRule);
    }

    private Call AnyCharacter()
    {
        _rules.TryAdd(CharacterRule, JsonExpressions.Character(CodePoints.All));
        return new Call(CharacterRule);
    }

    private static Expression Comma => JsonExpressions.Spaced(",");

    private static Expression Colon => JsonExpressions.Spaced(":");

    private static Sequence Quoted(Expression content) => new([new Literal("\""), content, new Literal("\"")]);

    /// <summary>Items with commas between them.</summary>
    private static Expression List(Expression item, int min, int? max)
    {
        if (max == 0)
            return Expression.Empty;
        var rest = new Repeat(new Sequence([Comma, item]), Math.Max(min - 1, 0), max - 1);
        var list = new Sequence([item, rest]);
        return min == 0 ? Expression.Optional(list) : list;
    }

    private string Reserve(string kind)
    {
        var name = $"{kind}-{_rules.Count}";
        _rules.Add(name, Expression.Nothing);
        return name;
    }

    private static string Compact(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => JsonExpressions.Quote(value.GetString()!),
        JsonValueKind.Array => $"[{string.Join(',', value.EnumerateArray().Select(Compact))}]",
        JsonValueKind.Object =>
            $"{{{string.Join(',', value.EnumerateObject().Select(member => JsonExpressions.Quote(member.Name) + ":" + Compact(member.Value)))}}}",
        _ => value.GetRawText(),
    };

    private void Narrow(string pointer, string keyword, string message) =>
        _losses.Add(new SchemaLoss { SchemaPointer = pointer, Keyword = keyword, Kind = SchemaLossKind.Narrowed, Message = message });
}
