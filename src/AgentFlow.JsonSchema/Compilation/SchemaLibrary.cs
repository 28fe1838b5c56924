using System.Text.Json;

namespace AgentFlow.JsonSchema.Compilation;

/// <summary>Where a reference leads.</summary>
internal readonly record struct SchemaTarget(JsonElement Element, string Pointer, SchemaResource Resource);

/// <summary>The documents that one compilation has met, and those it may meet.</summary>
internal sealed class SchemaLibrary
{
    private readonly SchemaOptions _options;
    private readonly DialectFinder _dialects;
    private readonly Dictionary<string, SchemaResource> _resources = new(StringComparer.Ordinal);
    private bool _indexedAll;

    public SchemaLibrary(SchemaOptions options)
    {
        _options = options;
        _dialects = new DialectFinder(options, FindDocument);
    }

    public IReadOnlyCollection<SchemaResource> Resources => [.. _resources.Values.Distinct()];

    /// <summary>Takes the schema to compile, which has no URI of its own but that in its <c>$id</c>.</summary>
    public SchemaResource Add(JsonElement schema) => Index(schema, "");

    public SchemaTarget Resolve(SchemaNode from, string keyword, string reference)
    {
        var (uri, fragment) = SchemaUri.Split(reference);
        var resource = uri.Length == 0 ? from.Resource : FindResource(SchemaUri.Resolve(from.Resource.Uri, uri));
        if (resource is not null && FindIn(resource, fragment) is { } target)
            return target;
        var place = from.Resource.Document.Locate($"{from.Pointer}/{keyword}");
        var advice = resource is null
            ? "No document is registered under it; add it to SchemaOptions.Registry, or put the schema under '$defs'."
            : "The document is there, but has nothing at that place.";
        throw new SchemaException(SchemaErrorCode.UnresolvedReference, place, $"the reference '{reference}' leads nowhere. {advice}");
    }

    /// <summary>The target of a pointer from the root of a resource's document.</summary>
    public static SchemaTarget At(SchemaResource resource, string documentPointer)
    {
        var found = resource.Document.Find(resource.Document.Resources[""], documentPointer)!.Value;
        return new SchemaTarget(found.Element, found.Pointer, found.Resource);
    }

    private static SchemaTarget? FindIn(SchemaResource resource, string fragment)
    {
        if (fragment.Length == 0)
            return At(resource, resource.Pointer);
        fragment = Uri.UnescapeDataString(fragment);
        if (fragment[0] != '/')
            return resource.Anchors.TryGetValue(fragment, out var pointer) ? At(resource, pointer) : null;
        return resource.Document.Find(resource, fragment) is { } found
            ? new SchemaTarget(found.Element, found.Pointer, found.Resource)
            : null;
    }

    private SchemaResource? FindResource(string uri)
    {
        if (_resources.TryGetValue(uri, out var resource))
            return resource;
        if (FindDocument(uri) is { } document)
            return Index(document, uri);
        if (_options.Registry is null || _indexedAll)
            return null;
        // The URI may be that of a schema inside a registered document.
        _indexedAll = true;
        foreach (var registered in _options.Registry.Uris)
        {
            if (!_resources.ContainsKey(registered) && FindDocument(registered) is { } other)
                Index(other, registered);
        }
        return _resources.GetValueOrDefault(uri);
    }

    private JsonElement? FindDocument(string uri) =>
        _options.Registry is not null && _options.Registry.TryGet(uri, out var registered) ? registered : Metaschemas.Find(uri);

    private SchemaResource Index(JsonElement schema, string uri) =>
        new SchemaIndexer(new SchemaDocument(schema, uri), _dialects, _resources).Index(uri);
}
