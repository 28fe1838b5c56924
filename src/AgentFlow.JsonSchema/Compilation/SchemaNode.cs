using System.Text.Json;
using AgentFlow.JsonSchema.Evaluation;
using AgentFlow.JsonSchema.Formats;
using AgentFlow.JsonSchema.Patterns;

namespace AgentFlow.JsonSchema.Compilation;

/// <summary>
/// One schema, compiled: its keywords grouped by the kind of value they speak about, so that a value meets only those that concern it.
/// Filled by the compiler, unchanging afterwards.
/// </summary>
internal sealed class SchemaNode(SchemaResource resource, string pointer)
{
    public SchemaResource Resource { get; } = resource;

    /// <summary>Where the schema stands in its document.</summary>
    public string Pointer { get; } = pointer;

    /// <summary>The schema's own text, for messages.</summary>
    public JsonElement Source { get; set; }

    /// <summary>Set for the schemas <c>true</c> and <c>false</c>, and for those without a keyword that asserts.</summary>
    public bool? Always { get; set; }

    public TypeSet Types { get; set; } = TypeSet.Any;

    public ValueSet? Const { get; set; }

    public ValueSet? Enum { get; set; }

    public NumberRules? Number { get; set; }

    public StringRules? String { get; set; }

    public ArrayRules? Array { get; set; }

    public ObjectRules? Object { get; set; }

    public InPlaceRules? InPlace { get; set; }

    public SchemaNode? UnevaluatedItems { get; set; }

    public SchemaNode? UnevaluatedProperties { get; set; }
}

/// <summary>Keywords about numbers.</summary>
internal sealed class NumberRules
{
    public JsonNumber.Stored? Minimum { get; set; }

    public JsonNumber.Stored? ExclusiveMinimum { get; set; }

    public JsonNumber.Stored? Maximum { get; set; }

    public JsonNumber.Stored? ExclusiveMaximum { get; set; }

    public JsonNumber.Stored? MultipleOf { get; set; }
}

/// <summary>Keywords about strings.</summary>
internal sealed class StringRules
{
    public int MinLength { get; set; }

    public int MaxLength { get; set; } = int.MaxValue;

    public SchemaPattern? Pattern { get; set; }

    /// <summary>The format, where it asserts.</summary>
    public SchemaFormat? Format { get; set; }
}

/// <summary>Keywords about arrays.</summary>
internal sealed class ArrayRules
{
    public int MinItems { get; set; }

    public int MaxItems { get; set; } = int.MaxValue;

    public SchemaNode[] Prefix { get; set; } = [];

    /// <summary>What the items after <see cref="Prefix"/> must be.</summary>
    public SchemaNode? Rest { get; set; }

    public SchemaNode? Contains { get; set; }

    public int MinContains { get; set; } = 1;

    public int MaxContains { get; set; } = int.MaxValue;

    /// <summary>Whether items that <c>contains</c> found count as evaluated (2020-12).</summary>
    public bool ContainsEvaluates { get; set; }

    public bool Unique { get; set; }
}

/// <summary>Keywords about objects. Every name that a keyword mentions has one slot in <see cref="Names"/>.</summary>
internal sealed class ObjectRules
{
    public int MinProperties { get; set; }

    public int MaxProperties { get; set; } = int.MaxValue;

    public Utf8NameTable Names { get; set; } = new([]);

    /// <summary>By slot: what <c>properties</c> says of the name.</summary>
    public SchemaNode?[] Properties { get; set; } = [];

    /// <summary>The slots of the required names.</summary>
    public int[] Required { get; set; } = [];

    public (SchemaPattern Pattern, SchemaNode Schema)[] Patterns { get; set; } = [];

    public SchemaNode? Additional { get; set; }

    public SchemaNode? PropertyNames { get; set; }

    public Dependency[] Dependencies { get; set; } = [];

    /// <summary>Whether the members must be looked at one by one.</summary>
    public bool NeedsMembers =>
        Names.Count > 0 || Patterns.Length > 0 || Additional is not null || PropertyNames is not null;
}

/// <summary>What the presence of one name asks for: other names, a schema, or both.</summary>
internal sealed record Dependency(int Slot, int[] Required, SchemaNode? Schema, string Keyword);

/// <summary>Keywords that apply further schemas to the same value.</summary>
internal sealed class InPlaceRules
{
    public SchemaNode? Reference { get; set; }

    public DynamicReference? DynamicReference { get; set; }

    public SchemaNode[] AllOf { get; set; } = [];

    public SchemaNode[] AnyOf { get; set; } = [];

    public SchemaNode[] OneOf { get; set; } = [];

    public SchemaNode? Not { get; set; }

    public SchemaNode? If { get; set; }

    public SchemaNode? Then { get; set; }

    public SchemaNode? Else { get; set; }
}

/// <summary>
/// <c>$dynamicRef</c> or <c>$recursiveRef</c>: where it points lexically and, when that is dynamic, the anchor to look for.
/// </summary>
internal sealed record DynamicReference(SchemaNode Target, string? Anchor, string Keyword);
