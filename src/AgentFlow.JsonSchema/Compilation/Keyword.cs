using AgentFlow.JsonSchema.Evaluation;

namespace AgentFlow.JsonSchema.Compilation;

/// <summary>The keywords that mean something to the compiler; all others are remarks.</summary>
internal enum Keyword
{
    Id, Schema, Ref, Anchor, DynamicRef, DynamicAnchor, RecursiveRef, RecursiveAnchor, Defs, Definitions,
    AllOf, AnyOf, OneOf, Not, If, Then, Else, DependentSchemas, Dependencies,
    PrefixItems, Items, AdditionalItems, Contains, Properties, PatternProperties, AdditionalProperties, PropertyNames,
    UnevaluatedItems, UnevaluatedProperties,
    Type, Enum, Const, MultipleOf, Maximum, ExclusiveMaximum, Minimum, ExclusiveMinimum, MaxLength, MinLength, Pattern,
    MaxItems, MinItems, UniqueItems, MaxContains, MinContains, MaxProperties, MinProperties, Required, DependentRequired,
    Format, Nullable,
}

internal static class Keywords
{
    private static readonly string[] Names =
    [
        "$id", "$schema", "$ref", "$anchor", "$dynamicRef", "$dynamicAnchor", "$recursiveRef", "$recursiveAnchor", "$defs", "definitions",
        "allOf", "anyOf", "oneOf", "not", "if", "then", "else", "dependentSchemas", "dependencies",
        "prefixItems", "items", "additionalItems", "contains", "properties", "patternProperties", "additionalProperties", "propertyNames",
        "unevaluatedItems", "unevaluatedProperties",
        "type", "enum", "const", "multipleOf", "maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum", "maxLength", "minLength",
        "pattern",
        "maxItems", "minItems", "uniqueItems", "maxContains", "minContains", "maxProperties", "minProperties", "required",
        "dependentRequired",
        "format", "nullable",
    ];

    private static readonly Utf8NameTable Table = new([.. Names.Select(System.Text.Encoding.UTF8.GetBytes)]);

    public static Keyword? Find(ReadOnlySpan<byte> rawName)
    {
        var slot = Table.FindRaw(rawName, -1);
        return slot < 0 ? null : (Keyword)slot;
    }

    public static string NameOf(Keyword keyword) => Names[(int)keyword];

    /// <summary>The set of keywords as bits.</summary>
    public static ulong Set(params ReadOnlySpan<Keyword> keywords)
    {
        ulong set = 0;
        foreach (var keyword in keywords)
            set |= 1UL << (int)keyword;
        return set;
    }
}
