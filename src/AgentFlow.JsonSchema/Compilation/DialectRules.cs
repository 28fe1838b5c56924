namespace AgentFlow.JsonSchema.Compilation;

/// <summary>The keywords of an edition, or of a metaschema that takes a part of one.</summary>
internal sealed record DialectRules(SchemaDialect Dialect, ulong KeywordSet, bool AssertsFormat)
{
    private static readonly ulong Core2020 = Keywords.Set(
        Keyword.Id, Keyword.Schema, Keyword.Ref, Keyword.Anchor, Keyword.DynamicRef, Keyword.DynamicAnchor, Keyword.Defs,
        Keyword.Definitions);

    private static readonly ulong Core2019 = Keywords.Set(
        Keyword.Id, Keyword.Schema, Keyword.Ref, Keyword.Anchor, Keyword.RecursiveRef, Keyword.RecursiveAnchor, Keyword.Defs,
        Keyword.Definitions);

    private static readonly ulong Core7 = Keywords.Set(Keyword.Id, Keyword.Schema, Keyword.Ref, Keyword.Definitions);

    private static readonly ulong CommonApplicator = Keywords.Set(
        Keyword.AllOf, Keyword.AnyOf, Keyword.OneOf, Keyword.Not, Keyword.If, Keyword.Then, Keyword.Else, Keyword.Dependencies,
        Keyword.Items,
        Keyword.Contains, Keyword.Properties, Keyword.PatternProperties, Keyword.AdditionalProperties, Keyword.PropertyNames);

    private static readonly ulong Unevaluated = Keywords.Set(Keyword.UnevaluatedItems, Keyword.UnevaluatedProperties);

    private static readonly ulong Applicator2020 = CommonApplicator | Keywords.Set(Keyword.DependentSchemas, Keyword.PrefixItems);

    private static readonly ulong Applicator2019 =
        CommonApplicator | Unevaluated | Keywords.Set(Keyword.DependentSchemas, Keyword.AdditionalItems);

    private static readonly ulong Validation7 = Keywords.Set(
        Keyword.Type, Keyword.Enum, Keyword.Const, Keyword.MultipleOf, Keyword.Maximum, Keyword.ExclusiveMaximum, Keyword.Minimum,
        Keyword.ExclusiveMinimum, Keyword.MaxLength, Keyword.MinLength, Keyword.Pattern, Keyword.MaxItems, Keyword.MinItems,
        Keyword.UniqueItems,
        Keyword.MaxProperties, Keyword.MinProperties, Keyword.Required);

    private static readonly ulong Validation =
        Validation7 | Keywords.Set(Keyword.MaxContains, Keyword.MinContains, Keyword.DependentRequired);

    private static readonly ulong Format = Keywords.Set(Keyword.Format);

    private const string Prefix2020 = "https://json-schema.org/draft/2020-12/vocab/";
    private const string Prefix2019 = "https://json-schema.org/draft/2019-09/vocab/";

    /// <summary>The keywords that identify and refer, in all editions together.</summary>
    public static readonly ulong Core = Core2020 | Core2019 | Core7;

    private static readonly DialectRules Draft202012 = new(
        SchemaDialect.Draft202012, Core2020 | Applicator2020 | Unevaluated | Validation | Format, false);
    private static readonly DialectRules Draft201909 = new(
        SchemaDialect.Draft201909, Core2019 | Applicator2019 | Validation | Format, false);

    private static readonly DialectRules Draft7 = new(
        SchemaDialect.Draft7, Core7 | CommonApplicator | Validation7 | Format | Keywords.Set(Keyword.AdditionalItems), false);

    private static readonly DialectRules OpenApi30 = Draft7 with
    {
        Dialect = SchemaDialect.OpenApi30,
        KeywordSet = Draft7.KeywordSet | Keywords.Set(Keyword.Nullable),
    };

    /// <summary>Whether everything beside a <c>$ref</c> is ignored.</summary>
    public bool RefStandsAlone => Dialect is SchemaDialect.Draft7 or SchemaDialect.OpenApi30;

    public bool Has(Keyword keyword) => (KeywordSet & (1UL << (int)keyword)) != 0;

    public static DialectRules Of(SchemaDialect dialect, bool assertFormat)
    {
        var rules = dialect switch
        {
            SchemaDialect.Draft7 => Draft7,
            SchemaDialect.Draft201909 => Draft201909,
            SchemaDialect.OpenApi30 => OpenApi30,
            _ => Draft202012,
        };
        return assertFormat ? rules with { AssertsFormat = true } : rules;
    }

    /// <summary>The edition that a URI in <c>$schema</c> names.</summary>
    public static SchemaDialect? FromUri(string uri) => uri.TrimEnd('#').Replace("https://", "http://", StringComparison.Ordinal) switch
    {
        "http://json-schema.org/draft/2020-12/schema" or "http://json-schema.org/schema" => SchemaDialect.Draft202012,
        "http://json-schema.org/draft/2019-09/schema" => SchemaDialect.Draft201909,
        "http://json-schema.org/draft-07/schema" or "http://json-schema.org/draft-06/schema" => SchemaDialect.Draft7,
        _ => null,
    };

    /// <summary>The keywords that a vocabulary stands for; null for one that is not known.</summary>
    public static ulong? Vocabulary(string uri) => uri switch
    {
        Prefix2020 + "core" => Core2020,
        Prefix2020 + "applicator" => Applicator2020,
        Prefix2020 + "unevaluated" => Unevaluated,
        Prefix2020 + "validation" or Prefix2019 + "validation" => Validation,
        Prefix2020 + "format-annotation" or Prefix2020 + "format-assertion" or Prefix2019 + "format" => Format,
        Prefix2019 + "core" => Core2019,
        Prefix2019 + "applicator" => Applicator2019,
        Prefix2020 + "meta-data" or Prefix2020 + "content" or Prefix2019 + "meta-data" or Prefix2019 + "content" => 0,
        _ => null,
    };

    /// <summary>Whether a vocabulary, named by a metaschema with this value, makes <c>format</c> an assertion.</summary>
    public static bool MakesFormatAssert(string uri, bool required) =>
        uri == Prefix2020 + "format-assertion" || (required && uri == Prefix2019 + "format");
}
