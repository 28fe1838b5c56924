using System.Runtime.InteropServices;
using System.Text.Json;

namespace AgentFlow.JsonSchema.Compilation;

/// <summary>Finds the resources and anchors of a document, looking only where its edition has schemas.</summary>
internal sealed class SchemaIndexer(SchemaDocument document, DialectFinder dialects, Dictionary<string, SchemaResource> resources)
{
    private static readonly ulong SchemaMaps = Keywords.Set(
        Keyword.Defs, Keyword.Definitions, Keyword.Properties, Keyword.PatternProperties, Keyword.DependentSchemas, Keyword.Dependencies);

    private static readonly ulong SchemaLists = Keywords.Set(
        Keyword.AllOf, Keyword.AnyOf, Keyword.OneOf, Keyword.PrefixItems, Keyword.Items);

    private static readonly ulong Schemas = Keywords.Set(
        Keyword.Not, Keyword.If, Keyword.Then, Keyword.Else, Keyword.Items, Keyword.AdditionalItems, Keyword.Contains,
        Keyword.AdditionalProperties,
        Keyword.PropertyNames, Keyword.UnevaluatedItems, Keyword.UnevaluatedProperties);

    /// <summary>Indexes the whole document, which counts as <paramref name="uri"/> until its <c>$id</c> says otherwise.</summary>
    public SchemaResource Index(string uri)
    {
        var root = document.Root;
        var dialect = dialects.Find(root, null, document.Locate(""));
        var resource = new SchemaResource(document, uri, "", dialect);
        document.Resources[""] = resource;
        resources.TryAdd(uri, resource);
        if (root.ValueKind != JsonValueKind.Object)
            return resource;
        var id = Text(root, "$id"u8);
        if (id is not null && !(dialect.RefStandsAlone && root.TryGetProperty("$ref"u8, out _)))
        {
            var (own, fragment) = SchemaUri.Split(id);
            var resolved = SchemaUri.Resolve(uri, own);
            if (resolved != uri)
            {
                resource = new SchemaResource(document, resolved, "", dialect);
                document.Resources[""] = resource;
                resources[uri] = resource;
                resources.TryAdd(resolved, resource);
            }
            AddFragment(resource, fragment, "");
        }
        var raw = JsonMarshal.GetRawUtf8Value(root);
        // Most schemas name nothing, and so need no walk.
        if (raw.IndexOf("nchor\""u8) >= 0 || raw.IndexOf("\\u"u8) >= 0 || CountIds(raw) > (id is null ? 0 : 1))
            WalkMembers(root, "", resource, 1);
        AddAnchors(root, "", resource);
        return resource;
    }

    private static int CountIds(ReadOnlySpan<byte> raw)
    {
        var count = 0;
        for (var at = raw.IndexOf("\"$id\""u8); at >= 0; at = raw.IndexOf("\"$id\""u8))
        {
            count++;
            raw = raw[(at + 5)..];
        }
        return count;
    }

    private static string? Text(JsonElement element, ReadOnlySpan<byte> name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? JsonWords.TextOf(value) : null;

    private void Walk(JsonElement element, string pointer, SchemaResource resource, int depth)
    {
        if (element.ValueKind != JsonValueKind.Object)
            return;
        if (depth > SchemaDefaults.MaxSchemaNesting)
            throw SchemaCompiler.TooDeep(document.Locate(pointer));
        resource = Enter(element, pointer, resource);
        AddAnchors(element, pointer, resource);
        WalkMembers(element, pointer, resource, depth + 1);
    }

    private void WalkMembers(JsonElement element, string pointer, SchemaResource resource, int depth)
    {
        foreach (var member in element.EnumerateObject())
        {
            if (Keywords.Find(JsonMarshal.GetRawUtf8PropertyName(member)) is not { } keyword || !IsWalked(keyword, resource.Dialect))
                continue;
            var bit = 1UL << (int)keyword;
            var path = $"{pointer}/{Keywords.NameOf(keyword)}";
            if (member.Value.ValueKind == JsonValueKind.Object && (SchemaMaps & bit) != 0)
            {
                foreach (var entry in member.Value.EnumerateObject())
                    Walk(entry.Value, $"{path}/{SchemaUri.EscapeToken(JsonWords.NameOf(entry))}", resource, depth);
            }
            else if (member.Value.ValueKind == JsonValueKind.Array && (SchemaLists & bit) != 0)
            {
                var index = 0;
                foreach (var item in member.Value.EnumerateArray())
                    Walk(item, $"{path}/{index++}", resource, depth);
            }
            else if ((Schemas & bit) != 0)
                Walk(member.Value, path, resource, depth);
        }
    }

    private static bool IsWalked(Keyword keyword, DialectRules dialect) => keyword is Keyword.Defs || dialect.Has(keyword);

    private SchemaResource Enter(JsonElement element, string pointer, SchemaResource resource)
    {
        var id = Text(element, "$id"u8);
        if (id is null || (resource.Dialect.RefStandsAlone && element.TryGetProperty("$ref"u8, out _)))
            return resource;
        var (uri, fragment) = SchemaUri.Split(id);
        if (uri.Length > 0 || fragment.Length == 0)
        {
            resource = new SchemaResource(
                document,
                SchemaUri.Resolve(resource.Uri, uri),
                pointer,
                dialects.Find(element, resource.Dialect, document.Locate(pointer)));
            document.Resources[pointer] = resource;
            if (!resources.TryAdd(resource.Uri, resource) && resources[resource.Uri].Document == document && resource.Uri.Length > 0)
                throw Duplicate(pointer, $"'$id' '{resource.Uri}'");
        }
        AddFragment(resource, fragment, pointer);
        return resource;
    }

    // In draft 7 an anchor is an '$id' that is only a fragment.
    private static void AddFragment(SchemaResource resource, string fragment, string pointer)
    {
        if (fragment.Length > 0 && fragment[0] != '/' && resource.Dialect.RefStandsAlone)
            resource.Anchors.TryAdd(fragment, pointer);
    }

    private void AddAnchors(JsonElement element, string pointer, SchemaResource resource)
    {
        if (resource.Dialect.Has(Keyword.Anchor) && Text(element, "$anchor"u8) is { } anchor)
            Add(resource.Anchors, anchor, pointer);
        if (resource.Dialect.Has(Keyword.DynamicAnchor) && Text(element, "$dynamicAnchor"u8) is { } dynamicAnchor)
        {
            Add(resource.Anchors, dynamicAnchor, pointer);
            resource.DynamicAnchors[dynamicAnchor] = pointer;
        }
        if (resource.Dialect.Has(Keyword.RecursiveAnchor) && pointer == resource.Pointer
            && element.TryGetProperty("$recursiveAnchor"u8, out var recursive) && recursive.ValueKind == JsonValueKind.True)
            resource.DynamicAnchors[""] = pointer;
    }

    private void Add(Dictionary<string, string> anchors, string anchor, string pointer)
    {
        if (!anchors.TryAdd(anchor, pointer) && anchors[anchor] != pointer)
            throw Duplicate(pointer, $"anchor '{anchor}'");
    }

    private SchemaException Duplicate(string pointer, string identifier) => new(
        SchemaErrorCode.DuplicateIdentifier,
        document.Locate(pointer),
        $"the {identifier} is taken by another schema. Give each its own.");
}
