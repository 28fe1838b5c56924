using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AgentFlow.Models.Offline.Text;
using Microsoft.Extensions.AI;

namespace AgentFlow.Models.Offline.Tools;

/// <summary>Turns a tool's name, description and JSON schema into descriptors. A schema it cannot follow becomes a text parameter.</summary>
internal static partial class SchemaReader
{
    private const int DeepestNesting = 5;

    public static ToolDescriptor Read(AIFunctionDeclaration tool)
    {
        var parameters = Properties(tool.JsonSchema, tool.JsonSchema, 0);
        var words = Identifiers.Words(tool.Name).ToList();
        var description = tool.Description ?? "";
        return new ToolDescriptor
        {
            Name = tool.Name,
            Description = description,
            Parameters = parameters,
            NameStems = words.Select(Stem).ToList(),
            Verb = Tokenizer.Read(description).FirstOrDefault(t => t.IsWord).Stem ?? "",
            Weights = Weights(words, description, parameters),
        };
    }

    /// <summary>The properties that <paramref name="schema"/> describes when it is an object's schema.</summary>
    public static IReadOnlyList<ParameterDescriptor> Properties(JsonElement schema, JsonElement root, int depth)
    {
        schema = Resolve(schema, root);
        if (depth > DeepestNesting || schema.ValueKind != JsonValueKind.Object || !schema.TryGetProperty("properties", out var properties)
            || properties.ValueKind != JsonValueKind.Object)
            return [];
        var required = schema.TryGetProperty("required", out var names) && names.ValueKind == JsonValueKind.Array
            ? names.EnumerateArray().Where(n => n.ValueKind == JsonValueKind.String).Select(n => n.GetString()!)
                .ToHashSet(StringComparer.Ordinal)
            : [];
        var found = new List<ParameterDescriptor>();
        foreach (var property in properties.EnumerateObject())
            found.Add(Like(found.LastOrDefault(), Parameter(property.Name, property.Value, root, required.Contains(property.Name), depth)));
        return found;
    }

    // "The end, in the same forms." points back at the parameter before.
    private static ParameterDescriptor Like(ParameterDescriptor? before, ParameterDescriptor parameter) =>
        before is not null && parameter.Slot == Slot.Any && parameter.Type == before.Type && SameForm().IsMatch(parameter.Description)
            ? parameter with { Slot = before.Slot, AcceptsToday = before.AcceptsToday } : parameter;

    /// <summary>A schema that stands alone, as one parameter without a name.</summary>
    public static ParameterDescriptor Root(JsonElement schema) => Parameter("", schema, schema, true, 0);

    private static ParameterDescriptor Parameter(string name, JsonElement schema, JsonElement root, bool isRequired, int depth)
    {
        schema = Resolve(schema, root);
        var (type, isNullable) = Type(schema);
        var description = Text(schema, "description");
        var words = Identifiers.Words(name).ToList();
        return new ParameterDescriptor
        {
            Name = name,
            Type = type,
            Description = description,
            IsRequired = isRequired,
            IsNullable = isNullable,
            NameStems = words.Select(Stem).ToList(),
            DescriptionStems = Stems(description).ToHashSet(StringComparer.Ordinal),
            Choices = Choices(schema),
            Examples = Quoted().Matches(description).Select(m => m.Groups[1].Value).ToList(),
            Default = schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("default", out var value) ? Node(value) : null,
            Item = type == ParameterType.Array && depth < DeepestNesting && schema.TryGetProperty("items", out var items)
                ? Parameter(name, WithDescription(items, description), root, true, depth + 1)
                : null,
            Properties = type == ParameterType.Object ? Properties(schema, root, depth + 1) : [],
            Slot = Slots.Guess(words, description, Text(schema, "format")),
            AcceptsToday = Today().IsMatch(description),
        };
    }

    private static JsonElement WithDescription(JsonElement items, string description)
    {
        if (items.ValueKind != JsonValueKind.Object || items.TryGetProperty("description", out _) || items.TryGetProperty("$ref", out _))
            return items;
        var node = JsonObject.Create(items)!;
        node["description"] = description;
        return JsonDocument.Parse(node.ToJsonString()).RootElement;
    }

    private static (ParameterType Type, bool IsNullable) Type(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object)
            return (ParameterType.Text, false);
        if (!schema.TryGetProperty("type", out var type))
            return (schema.TryGetProperty("properties", out _) ? ParameterType.Object : ParameterType.Text, false);
        var names = type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(t => t.ToString()).ToList() : [type.ToString()];
        return (names.FirstOrDefault(n => n != "null") switch
        {
            "integer" => ParameterType.Integer,
            "number" or "float" => ParameterType.Number,
            "boolean" => ParameterType.Boolean,
            "array" => ParameterType.Array,
            "object" => ParameterType.Object,
            _ => ParameterType.Text,
        }, names.Contains("null"));
    }

    private static List<string> Choices(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object || !schema.TryGetProperty("enum", out var values)
            || values.ValueKind != JsonValueKind.Array)
            return [];
        return values.EnumerateArray().Where(v => v.ValueKind != JsonValueKind.Null).Select(v => v.ToString()).ToList();
    }

    private static JsonElement Resolve(JsonElement schema, JsonElement root)
    {
        if (schema.ValueKind != JsonValueKind.Object || !schema.TryGetProperty("$ref", out var pointer)
            || pointer.ValueKind != JsonValueKind.String)
            return schema;
        var target = root;
        foreach (var step in pointer.GetString()!.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries))
            if (target.ValueKind != JsonValueKind.Object || !target.TryGetProperty(step, out target))
                return schema;
        return target;
    }

    private static Dictionary<string, double> Weights(List<string> name, string description, IReadOnlyList<ParameterDescriptor> parameters)
    {
        var weights = new Dictionary<string, double>(StringComparer.Ordinal);
        void Add(IEnumerable<string> stems, double weight)
        {
            foreach (var stem in stems)
                weights[stem] = Math.Max(weights.GetValueOrDefault(stem), weight);
        }

        Add(name.Select(Stem), 3);
        Add(Stems(Sample().Replace(description, "")), 2);
        foreach (var parameter in parameters)
        {
            Add(parameter.NameStems, 1.2);
            Add(parameter.DescriptionStems, 0.8);
            Add(parameter.Choices.Concat(parameter.Item?.Choices ?? []).SelectMany(Stems), 1.2);
        }
        return weights;
    }

    private static IEnumerable<string> Stems(string text) =>
        Tokenizer.Read(text).Where(t => t.IsWord && !Lexicon.StopWords.Contains(t.Text)).SelectMany(t => Identifiers.Words(t.Text))
            .Select(Stem);

    private static string Stem(string word) => Synonyms.Head(Stemmer.Stem(word));

    private static string Text(JsonElement schema, string property) =>
        schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty(property, out var value)
            && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static JsonNode? Node(JsonElement value) => value.ValueKind == JsonValueKind.Null ? null : JsonNode.Parse(value.GetRawText());

    [GeneratedRegex("\\bsame (forms?|formats?|way)\\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SameForm();

    [GeneratedRegex("\\btoday\\b(?!'s)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Today();

    // The values of an example are not the topic of the tool.
    [GeneratedRegex("\\bExamples?: .*", RegexOptions.CultureInvariant)]
    private static partial Regex Sample();

    [GeneratedRegex("(?<![A-Za-z])['\"`]([^'\"`]{1,60})['\"`]", RegexOptions.CultureInvariant)]
    private static partial Regex Quoted();
}
