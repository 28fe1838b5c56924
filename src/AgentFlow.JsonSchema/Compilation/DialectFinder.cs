using System.Text.Json;

namespace AgentFlow.JsonSchema.Compilation;

/// <summary>Tells which edition and vocabularies a schema is written in.</summary>
internal sealed class DialectFinder(SchemaOptions options, Func<string, JsonElement?> findDocument)
{
    /// <summary>The dialect that <paramref name="schema"/> declares, else <paramref name="outer"/>, else the default.</summary>
    public DialectRules Find(JsonElement schema, DialectRules? outer, string pointer)
    {
        if (schema.ValueKind != JsonValueKind.Object || !schema.TryGetProperty("$schema"u8, out var declared)
            || declared.ValueKind != JsonValueKind.String)
            return outer ?? DialectRules.Of(options.DefaultDialect, options.AssertFormat);
        var uri = JsonWords.TextOf(declared);
        if (DialectRules.FromUri(uri) is { } dialect)
            return DialectRules.Of(dialect, options.AssertFormat);
        if (findDocument(SchemaUri.Split(uri).Uri) is not { } metaschema)
        {
            throw new SchemaException(
                SchemaErrorCode.UnknownDialect,
                pointer,
                $"'$schema' is '{uri}', which is not known. "
                + "Use draft 2020-12, 2019-09 or 7, or register the metaschema in SchemaOptions.Registry.");
        }
        return FromMetaschema(metaschema, uri, pointer);
    }

    private DialectRules FromMetaschema(JsonElement metaschema, string uri, string pointer)
    {
        var basis = metaschema.ValueKind == JsonValueKind.Object && metaschema.TryGetProperty("$schema"u8, out var meta)
            && meta.ValueKind == JsonValueKind.String
            ? DialectRules.FromUri(JsonWords.TextOf(meta)) ?? options.DefaultDialect
            : options.DefaultDialect;
        var rules = DialectRules.Of(basis, options.AssertFormat);
        if (metaschema.ValueKind != JsonValueKind.Object || !metaschema.TryGetProperty("$vocabulary"u8, out var vocabularies)
            || vocabularies.ValueKind != JsonValueKind.Object)
            return rules;
        // The core holds whatever a metaschema lists: without '$ref' and '$id' there is no schema.
        var keywords = rules.KeywordSet & DialectRules.Core;
        var assertsFormat = options.AssertFormat;
        foreach (var vocabulary in vocabularies.EnumerateObject())
        {
            var required = vocabulary.Value.ValueKind == JsonValueKind.True;
            if (DialectRules.Vocabulary(JsonWords.NameOf(vocabulary)) is { } set)
                keywords |= set;
            else if (required)
            {
                throw new SchemaException(
                    SchemaErrorCode.UnknownVocabulary,
                    pointer,
                    $"the metaschema '{uri}' requires the vocabulary '{JsonWords.NameOf(vocabulary)}', which is not known.");
            }
            assertsFormat |= DialectRules.MakesFormatAssert(JsonWords.NameOf(vocabulary), required);
        }
        return rules with { KeywordSet = keywords, AssertsFormat = assertsFormat };
    }
}
