namespace AgentFlow.JsonSchema.Compilation;

/// <summary>A schema that carries its own URI: a document's root, or a subschema with <c>$id</c>.</summary>
internal sealed class SchemaResource(SchemaDocument document, string uri, string pointer, DialectRules dialect)
{
    public SchemaDocument Document { get; } = document;

    public string Uri { get; } = uri;

    /// <summary>Where the resource stands in its document.</summary>
    public string Pointer { get; } = pointer;

    public DialectRules Dialect { get; } = dialect;

    /// <summary>Anchor name to pointer within the document, those of <c>$dynamicAnchor</c> included.</summary>
    public Dictionary<string, string> Anchors { get; } = [];

    /// <summary>Dynamic anchor name to pointer within the document; 2019-09's <c>$recursiveAnchor</c> has the name "".</summary>
    public Dictionary<string, string> DynamicAnchors { get; } = [];

    /// <summary>The compiled schemas of <see cref="DynamicAnchors"/>, filled when the schema uses dynamic references.</summary>
    public Dictionary<string, SchemaNode> DynamicNodes { get; } = [];
}
