using System.Text.Json.Nodes;

namespace AgentFlow.JsonSchema.Generation;

/// <summary>Which shape of a type a definition has: with a discriminator, without, or one of several.</summary>
internal readonly record struct DefinitionKey(Type Type, object? Discriminator, bool IsChoice);

/// <summary>
/// The object types met, each written once. A type used in one place is put there; one used in several, or within itself, goes to
/// <c>$defs</c>.
/// </summary>
internal sealed class Definitions
{
    private readonly Dictionary<DefinitionKey, Definition> _byKey = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly List<Definition> _inOrder = [];

    /// <summary>A place that uses the definition; what the place itself says (a description) is added to the node afterwards.</summary>
    public JsonObject Use(DefinitionKey key, bool nullable, Func<JsonObject> write)
    {
        if (!_byKey.TryGetValue(key, out var definition))
        {
            definition = new Definition(NameFor(key));
            _byKey.Add(key, definition);
            _inOrder.Add(definition);
            definition.Schema = write();
        }
        var place = new JsonObject();
        definition.Uses.Add((place, nullable));
        return place;
    }

    /// <summary>Fills all places. The root's own definition stands at the root and is referred to as <c>#</c>.</summary>
    public void Resolve(JsonObject root)
    {
        var atRoot = _inOrder.Find(definition => definition.Uses.Exists(use => ReferenceEquals(use.Place, root) && !use.Nullable));
        var shared = new JsonObject();
        foreach (var definition in _inOrder)
        {
            var isInline = definition.Uses.Count == 1;
            var reference = definition == atRoot ? "#" : "#/$defs/" + definition.Name;
            foreach (var (place, nullable) in definition.Uses)
            {
                if (isInline || ReferenceEquals(place, root) && definition == atRoot)
                    Inline(definition.Schema!, place, nullable);
                else
                    Refer(place, reference, nullable);
            }
            if (!isInline && definition != atRoot)
                shared[definition.Name] = definition.Schema;
        }
        if (shared.Count > 0)
            root["$defs"] = shared;
    }

    private static void Inline(JsonObject schema, JsonObject place, bool nullable)
    {
        foreach (var (name, value) in schema.ToArray())
        {
            schema.Remove(name);
            // What the place says of itself is nearer to the point than what the type says.
            if (!place.ContainsKey(name))
                place[name] = value;
        }
        if (nullable)
            SchemaNodes.AllowNull(place);
    }

    private static void Refer(JsonObject place, string reference, bool nullable)
    {
        if (nullable)
            place["anyOf"] = new JsonArray(new JsonObject { ["$ref"] = reference }, new JsonObject { ["type"] = "null" });
        else
            place["$ref"] = reference;
    }

    private string NameFor(DefinitionKey key)
    {
        var name = NameOf(key.Type);
        var unique = name;
        for (var number = 2; !_names.Add(unique); number++)
            unique = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name}{number}");
        return unique;
    }

    private static string NameOf(Type type)
    {
        var name = type.Name.Split('`')[0];
        if (type.IsArray)
            return "ArrayOf" + NameOf(type.GetElementType()!);
        return type.IsGenericType ? name + "Of" + string.Join("And", type.GetGenericArguments().Select(NameOf)) : name;
    }

    private sealed class Definition(string name)
    {
        public string Name { get; } = name;

        public JsonObject? Schema { get; set; }

        public List<(JsonObject Place, bool Nullable)> Uses { get; } = [];
    }
}
