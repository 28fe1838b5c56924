using System.Text.Json.Nodes;

namespace AgentFlow.JsonSchema.Tests.Fuzzing;

/// <summary>
/// Makes schemas and values that have a fair chance to meet: few names, few strings, small numbers; and now and then nonsense.
/// </summary>
internal sealed class RandomJson(int seed)
{
    private static readonly string[] Names = ["a", "b", "c", "name", "x/y", "~", "", "é", "🐲", "a\"b", "$ref"];
    private static readonly string[] Texts = ["a", "b", "abc", "", "é", "🐲", "2025-01-01", "a.b@c.de", "1", "true", "line\nline", "\\"];
    private static readonly string[] Numbers = ["0", "1", "-1", "2", "10", "1.0", "0.5", "1e2", "1e400", "-0", "123456789012345678901234567890", "1e-400"];
    private static readonly string[] Types = ["string", "number", "integer", "boolean", "object", "array", "null"];

    private static readonly string[] Patterns =
        ["^a", "a$", "^[a-z]+$", "\\d", "\\p{L}", "(a)\\1", "(?=a)b", "[^a]", ".", "a{2,3}", "(a|b)*", "\\bword", "[", "(", "a{3,1}", "\\Z", "a**", "[\\d-z]", "\\u{1F600}", "^.{0,50}$"];

    private static readonly string[] References =
        ["#", "#/$defs/a", "#/properties/a", "#/items", "#a", "#/$defs/b/not", "other", "https://json-schema.org/draft/2020-12/schema", "#/", "#/a~2b", "%", "#/%zz"];

    private static readonly string[] Formats =
        ["date-time", "date", "time", "duration", "email", "idn-email", "hostname", "idn-hostname", "ipv4", "ipv6", "uri", "iri", "uuid", "uri-template", "json-pointer", "relative-json-pointer", "regex", "no-such"];

    private static readonly string[] Dialects =
        ["https://json-schema.org/draft/2020-12/schema", "https://json-schema.org/draft/2019-09/schema", "http://json-schema.org/draft-07/schema#", "http://example.com/none"];

    private static readonly string[] SchemaKeywords =
        ["not", "if", "then", "else", "items", "additionalItems", "contains", "additionalProperties", "propertyNames", "unevaluatedItems", "unevaluatedProperties"];

    private static readonly string[] ListKeywords = ["allOf", "anyOf", "oneOf", "prefixItems", "items"];
    private static readonly string[] MapKeywords = ["properties", "$defs", "definitions", "dependentSchemas", "dependencies", "patternProperties"];

    private static readonly string[] CountKeywords =
        ["minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties", "minContains", "maxContains"];

    private static readonly string[] NumberKeywords = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"];
    private readonly Random _random = new(seed);

    public SchemaDialect Dialect() => (SchemaDialect)_random.Next(4);

    public JsonNode? Value(int depth)
    {
        switch (_random.Next(depth > 0 ? 8 : 5))
        {
            case 0: return Pick(Texts);
            case 1: return JsonNode.Parse(Pick(Numbers));
            case 2: return _random.Next(2) == 0;
            case 3: return null;
            case 4: return _random.Next(-3, 12);
            case 5 or 6:
                var members = new JsonObject();
                for (var count = _random.Next(5); count > 0; count--)
                    members[Pick(Names)] = Value(depth - 1);
                return members;
            default:
                var items = new JsonArray();
                for (var count = _random.Next(12); count > 0; count--)
                    items.Add(Value(depth - 1));
                return items;
        }
    }

    public JsonNode? Schema(int depth)
    {
        if (depth <= 0 || _random.Next(12) == 0)
            return _random.Next(4) > 0;
        var schema = new JsonObject();
        for (var count = _random.Next(1, 5); count > 0; count--)
            AddKeyword(schema, depth - 1);
        return schema;
    }

    /// <summary>The text with a few bytes changed, dropped or doubled.</summary>
    public byte[] Damage(byte[] text)
    {
        var damaged = text.ToList();
        for (var count = _random.Next(1, 4); count > 0 && damaged.Count > 0; count--)
        {
            var at = _random.Next(damaged.Count);
            switch (_random.Next(3))
            {
                case 0: damaged[at] = (byte)_random.Next(256); break;
                case 1: damaged.RemoveAt(at); break;
                default: damaged.Insert(at, damaged[_random.Next(damaged.Count)]); break;
            }
        }
        return [.. damaged];
    }

    private void AddKeyword(JsonObject schema, int depth)
    {
        switch (_random.Next(16))
        {
            case 0: schema["type"] = _random.Next(3) == 0 ? new JsonArray(Pick(Types), Pick(Types)) : Pick(Types); break;
            case 1: schema[Pick(SchemaKeywords)] = Schema(depth); break;
            case 2: schema[Pick(ListKeywords)] = new JsonArray(Schema(depth), Schema(depth)); break;
            case 3 or 4 or 5: AddMap(schema, depth); break;
            case 6: schema[Pick(CountKeywords)] = _random.Next(4); break;
            case 7: schema[Pick(NumberKeywords)] = JsonNode.Parse(Pick(Numbers)); break;
            case 8: schema["pattern"] = Pick(Patterns); break;
            case 9: schema["format"] = Pick(Formats); break;
            case 10: schema[Pick("$ref", "$ref", "$dynamicRef", "$recursiveRef")] = Pick(References); break;
            case 11: schema[Pick("enum", "const")] = new JsonArray(Value(2), Value(2), Value(1)); break;
            case 12: schema[Pick("required", "uniqueItems")] = _random.Next(2) == 0 ? new JsonArray(Pick(Names), Pick(Names)) : true; break;
            case 13: AddIdentifier(schema); break;
            case 14: schema["dependentRequired"] = new JsonObject { [Pick(Names)] = new JsonArray(Pick(Names)) }; break;
            default:
                var keyword = Pick(Pick(SchemaKeywords, ListKeywords, MapKeywords, CountKeywords, NumberKeywords));
                schema[keyword] = Value(2);
                break;
        }
    }

    private void AddMap(JsonObject schema, int depth)
    {
        var keyword = Pick(MapKeywords);
        var map = new JsonObject();
        for (var count = _random.Next(1, 4); count > 0; count--)
            map[keyword == "patternProperties" ? Pick(Patterns) : Pick(Names)] = Schema(depth);
        schema[keyword] = map;
    }

    private void AddIdentifier(JsonObject schema)
    {
        switch (_random.Next(5))
        {
            case 0: schema["$id"] = Pick("other", "http://example.com/x", "#a", "", "a/../b"); break;
            case 1: schema["$anchor"] = "a"; break;
            case 2: schema["$dynamicAnchor"] = "a"; break;
            case 3: schema["$recursiveAnchor"] = true; break;
            default: schema["$schema"] = Pick(Dialects); break;
        }
    }

    private T Pick<T>(params T[] from) => from[_random.Next(from.Length)];
}
