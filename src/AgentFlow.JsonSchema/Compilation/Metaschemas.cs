using System.Collections.Frozen;
using System.Text.Json;

namespace AgentFlow.JsonSchema.Compilation;

/// <summary>The metaschemas of the three editions, read from the assembly when one is first asked for.</summary>
internal static class Metaschemas
{
    private static readonly Lazy<FrozenDictionary<string, JsonElement>> ByUri = new(Load);

    public static JsonElement? Find(string uri) => ByUri.Value.TryGetValue(uri, out var schema) ? schema : null;

    private static FrozenDictionary<string, JsonElement> Load()
    {
        var assembly = typeof(Metaschemas).Assembly;
        var schemas = new Dictionary<string, JsonElement>();
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.EndsWith(".schema.json", StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            using var document = JsonDocument.Parse(stream);
            var schema = document.RootElement.Clone();
            schemas[SchemaUri.Split(schema.GetProperty("$id").GetString()!).Uri] = schema;
        }
        return schemas.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
