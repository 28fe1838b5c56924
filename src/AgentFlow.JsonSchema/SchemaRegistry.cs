using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using AgentFlow.JsonSchema.Compilation;

namespace AgentFlow.JsonSchema;

/// <summary>Schema documents by URI, for references to find. Nothing is ever fetched: what is not here does not exist.</summary>
/// <remarks>Thread-safe. A compiled schema keeps what it found; later additions do not change it.</remarks>
public sealed class SchemaRegistry
{
    private readonly ConcurrentDictionary<string, JsonElement> _documents = new(StringComparer.Ordinal);

    /// <summary>Registers a document under the URI in its <c>$id</c>.</summary>
    /// <exception cref="ArgumentException">The schema has no <c>$id</c>.</exception>
    public SchemaRegistry Add(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object || !schema.TryGetProperty("$id", out var id) || id.ValueKind != JsonValueKind.String)
            throw new ArgumentException("The schema has no '$id'. Give one, or register it under a URI.", nameof(schema));
        return Add(id.GetString()!, schema);
    }

    /// <summary>Registers a document under a URI, in place of the one that was there.</summary>
    public SchemaRegistry Add(string uri, JsonElement schema)
    {
        ArgumentNullException.ThrowIfNull(uri);
        _documents[SchemaUri.Split(uri).Uri] = schema.Clone();
        return this;
    }

    internal IReadOnlyCollection<string> Uris => [.. _documents.Keys];

    internal bool TryGet(string uri, [NotNullWhen(true)] out JsonElement? schema)
    {
        schema = _documents.TryGetValue(uri, out var found) ? found : null;
        return schema is not null;
    }
}
