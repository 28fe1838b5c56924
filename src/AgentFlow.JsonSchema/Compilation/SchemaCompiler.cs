using System.Text.Json;

namespace AgentFlow.JsonSchema.Compilation;

/// <summary>
/// Compiles a schema and whatever it refers to. Schemas wait in a queue rather than on the stack, and are counted, so that no schema can
/// make it overflow or run on.
/// </summary>
internal sealed class SchemaCompiler
{
    private readonly SchemaOptions _options;
    private readonly SchemaLibrary _library;
    private readonly Queue<SchemaNode> _waiting = new();
    private readonly List<SchemaNode> _nodes = [];
    private readonly HashSet<string> _dynamicAnchors = [];
    private long _pointerLength;

    private SchemaCompiler(SchemaOptions options)
    {
        _options = options;
        _library = new SchemaLibrary(options);
    }

    public SchemaOptions Options => _options;

    /// <summary>Whether a reference depends on the way by which a schema was reached.</summary>
    private bool UsesDynamicScope => _dynamicAnchors.Count > 0;

    public static (SchemaNode Root, bool UsesDynamicScope) Compile(JsonElement schema, SchemaOptions options)
    {
        var compiler = new SchemaCompiler(options);
        var resource = compiler._library.Add(schema);
        var root = compiler.NodeFor(resource.Document, resource, "", resource.Document.Root);
        compiler.BuildWaiting();
        while (compiler.UsesDynamicScope && compiler.AddDynamicNodes())
            compiler.BuildWaiting();
        EndlessReferences.Check(compiler._nodes);
        return (root, compiler.UsesDynamicScope);
    }

    public static SchemaException TooDeep(string pointer) => new(
        SchemaErrorCode.TooLarge, pointer, $"schemas are nested more than {SchemaDefaults.MaxSchemaNesting} deep. Move inner ones to '$defs' and refer to them.");

    /// <summary>The schema at a place, compiled now or later.</summary>
    public SchemaNode NodeFor(SchemaDocument document, SchemaResource resource, string pointer, JsonElement element)
    {
        if (document.Nodes.TryGetValue(pointer, out var known))
            return known;
        if (element.ValueKind is not (JsonValueKind.Object or JsonValueKind.True or JsonValueKind.False))
        {
            throw new SchemaException(
                SchemaErrorCode.InvalidKeyword, document.Locate(pointer), $"a schema is an object or a boolean, not {JsonWords.KindOf(element)}.");
        }
        if (pointer.AsSpan().Count('/') > SchemaDefaults.MaxSchemaNesting)
            throw TooDeep(document.Locate(JsonWords.Cut(pointer)));
        _pointerLength += pointer.Length;
        if (_nodes.Count >= _options.MaxSchemas || _pointerLength > SchemaDefaults.MaxPointerLength)
        {
            throw new SchemaException(
                SchemaErrorCode.TooLarge, document.Locate(pointer), $"there are more than {_options.MaxSchemas} schemas, or their names are very long. Raise SchemaOptions.MaxSchemas, or shorten them.");
        }
        var node = new SchemaNode(resource, pointer) { Source = element };
        document.Nodes[pointer] = node;
        _nodes.Add(node);
        _waiting.Enqueue(node);
        return node;
    }

    /// <summary>The schema that a reference written in <paramref name="from"/> leads to.</summary>
    public SchemaNode Resolve(SchemaNode from, string keyword, string reference) => NodeAt(_library.Resolve(from, keyword, reference));

    /// <summary>A reference that depends on the dynamic scope if its first target carries the anchor it names.</summary>
    public DynamicReference ResolveDynamic(SchemaNode from, string keyword, string reference)
    {
        var target = _library.Resolve(from, keyword, reference);
        var anchor = keyword == "$recursiveRef" ? "" : SchemaUri.Split(reference).Fragment;
        var isDynamic = target.Resource.DynamicAnchors.TryGetValue(anchor, out var pointer) && pointer == target.Pointer;
        if (isDynamic)
            _dynamicAnchors.Add(anchor);
        return new DynamicReference(NodeAt(target), isDynamic ? anchor : null, keyword);
    }

    private SchemaNode NodeAt(SchemaTarget target) => NodeFor(target.Resource.Document, target.Resource, target.Pointer, target.Element);

    private void BuildWaiting()
    {
        while (_waiting.TryDequeue(out var node))
            new NodeBuilder(this, node).Build();
    }

    /// <summary>Compiles the dynamic anchors of all resources, which no lexical reference need mention.</summary>
    private bool AddDynamicNodes()
    {
        foreach (var resource in _library.Resources)
        {
            foreach (var (anchor, pointer) in resource.DynamicAnchors)
            {
                if (_dynamicAnchors.Contains(anchor) && !resource.DynamicNodes.ContainsKey(anchor))
                    resource.DynamicNodes[anchor] = NodeAt(SchemaLibrary.At(resource, pointer));
            }
        }
        return _waiting.Count > 0;
    }
}
