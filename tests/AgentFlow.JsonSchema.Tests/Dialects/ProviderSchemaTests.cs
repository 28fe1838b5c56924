using AgentFlow.JsonSchema.Dialects;

namespace AgentFlow.JsonSchema.Tests.Dialects;

public sealed class ProviderSchemaTests
{
    private const string Search = """
        {"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object","properties":{
        "query":{"type":"string","minLength":2,"description":"What to look for."},"limit":{"type":"integer","exclusiveMinimum":0,"default":10},
        "unit":{"enum":["c","f"]},"tags":{"type":["array","null"],"items":{"type":"string"},"minItems":2}},"required":["query"],"additionalProperties":false}
        """;

    private const string Tree = """
        {"type":"object","properties":{"name":{"type":"string"},"child":{"anyOf":[{"$ref":"#/$defs/t"},{"type":"null"}]}},"required":["name","child"],
        "additionalProperties":false,"$defs":{"t":{"type":"object","properties":{"next":{"$ref":"#/$defs/t"}},"additionalProperties":false}}}
        """;

    [Theory]
    [InlineData(SchemaProvider.OpenAIStrict, """
        {"type":"object","properties":{"query":{"description":"What to look for. Constraints: minLength: 2.","type":"string"},
        "limit":{"type":["integer","null"],"exclusiveMinimum":0,"description":"Constraints: default: 10."},"unit":{"type":["string","null"],"enum":["c","f",null]},
        "tags":{"type":["array","null"],"items":{"type":"string"},"minItems":2}},"required":["query","limit","unit","tags"],"additionalProperties":false}
        """, "minLength,default")]
    [InlineData(SchemaProvider.Gemini, """
        {"type":"object","properties":{"query":{"description":"What to look for.","type":"string","minLength":2},
        "limit":{"type":"integer","minimum":1,"default":10},"unit":{"type":"string","enum":["c","f"]},
        "tags":{"nullable":true,"type":"array","items":{"type":"string"},"minItems":2}},"required":["query"],
        "propertyOrdering":["query","limit","unit","tags"],"description":"Constraints: additionalProperties: false."}
        """, "additionalProperties")]
    [InlineData(SchemaProvider.AnthropicStrict, """
        {"type":"object","properties":{"query":{"description":"What to look for. Constraints: minLength: 2.","type":"string"},
        "limit":{"type":"integer","default":10,"description":"Constraints: exclusiveMinimum: 0."},"unit":{"type":"string","enum":["c","f"]},
        "tags":{"type":["array","null"],"items":{"type":"string"},"description":"Constraints: minItems: 2."}},"required":["query"],"additionalProperties":false}
        """, "minLength,exclusiveMinimum,minItems")]
    [InlineData(SchemaProvider.Anthropic, Search, "")]
    public void For_SearchTool_GivesTheProvidersForm(SchemaProvider provider, string expected, string lost)
    {
        var form = ProviderSchema.For(Json.Parse(Search), provider);

        Assert.Equal(Json.Write(Json.Parse(expected).WriteTo), Json.Write(form.Schema.WriteTo));
        Assert.Equal(lost, string.Join(',', form.Losses.Select(loss => loss.Keyword)));
    }

    [Fact]
    public void For_RecursiveSchema_KeepsReferencesOnlyWhereTheyAreTaken()
    {
        var openAI = ProviderSchema.For(Json.Parse(Tree), SchemaProvider.OpenAIStrict);
        var gemini = ProviderSchema.For(Json.Parse(Tree), SchemaProvider.Gemini);
        var anthropic = ProviderSchema.For(Json.Parse(Tree), SchemaProvider.AnthropicStrict);

        Assert.Empty(openAI.Losses);
        Assert.Equal("""[{"$ref":"#/$defs/t"},{"type":"null"}]""", openAI.Schema.GetProperty("$defs").GetProperty("t").GetProperty("properties").GetProperty("next").GetProperty("anyOf").GetRawText());
        Assert.All([gemini, anthropic], form => Assert.DoesNotContain("$ref", form.Schema.GetRawText(), StringComparison.Ordinal));
        Assert.All([gemini, anthropic], form => Assert.Contains(form.Losses, loss => loss is { Keyword: "$ref", Kind: SchemaLossKind.Dropped }));
    }

    [Fact]
    public void For_OneOf_IsLossOnlyWhereBranchesOverlap()
    {
        const string Named = """{"type":"object","properties":{"kind":{"const":"x"}},"required":["kind"]}""";
        var apart = Json.Parse($$$"""{"type":"object","properties":{"s":{"oneOf":[{{{Named}}},{{{Named.Replace("\"x\"", "\"y\"", StringComparison.Ordinal)}}},{"type":"null"}]}},"required":["s"]}""");
        var overlapping = Json.Parse($$$"""{"type":"object","properties":{"s":{"oneOf":[{{{Named}}},{{{Named}}}]}},"required":["s"]}""");

        Assert.Empty(ProviderSchema.For(apart, SchemaProvider.OpenAIStrict).Losses);
        var loss = Assert.Single(ProviderSchema.For(overlapping, SchemaProvider.OpenAIStrict).Losses);
        Assert.Equal(("/properties/s", "oneOf", SchemaLossKind.Dropped), (loss.SchemaPointer, loss.Keyword, loss.Kind));
    }

    [Theory]
    [InlineData("""{"type":"object","properties":{"map":{"type":"object","additionalProperties":{"type":"integer"}}},"required":["map"]}""", "additionalProperties", SchemaLossKind.Narrowed)]
    [InlineData("""{"type":"object","properties":{"any":{}},"required":["any"]}""", "type", SchemaLossKind.Narrowed)]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string","format":"iri"}},"required":["a"]}""", "format", SchemaLossKind.Described)]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string","pattern":"(?=a)"}},"required":["a"]}""", "pattern", SchemaLossKind.Described)]
    [InlineData("""{"type":"object","properties":{},"minProperties":1}""", "minProperties", SchemaLossKind.Described)]
    [InlineData("""{"type":"object","properties":{},"not":{"required":["a"]}}""", "not", SchemaLossKind.Described)]
    [InlineData("""{"type":"object","properties":{},"allOf":[{"required":["a"]}]}""", "allOf", SchemaLossKind.Described)]
    public void For_OpenAIStrict_ListsWhatItCannotSay(string schema, string keyword, SchemaLossKind kind)
    {
        var loss = Assert.Single(ProviderSchema.For(Json.Parse(schema), SchemaProvider.OpenAIStrict).Losses);

        Assert.Equal((keyword, kind), (loss.Keyword, loss.Kind));
    }

    [Theory]
    [InlineData("""{"type":"string"}""")]
    [InlineData("""{"anyOf":[{"type":"object"}]}""")]
    [InlineData("true")]
    public void For_RootThatIsNoObject_Throws(string schema)
    {
        Assert.Throws<ArgumentException>(() => ProviderSchema.For(Json.Parse(schema), SchemaProvider.Gemini));
    }

    [Fact]
    public void WithoutAddedNulls_NullsOfOptionalProperties_AreTakenOut()
    {
        var form = ProviderSchema.For(Json.Parse(Search), SchemaProvider.OpenAIStrict);

        var cleaned = form.WithoutAddedNulls(Json.Parse("""{"query":"x","limit":null,"unit":"c","tags":null}"""));

        Assert.Equal("""{"query":"x","unit":"c"}""", cleaned.GetRawText());
    }

    [Theory]
    [InlineData(SchemaProvider.OpenAIStrict)]
    [InlineData(SchemaProvider.Gemini)]
    [InlineData(SchemaProvider.Anthropic)]
    [InlineData(SchemaProvider.AnthropicStrict)]
    public void For_RandomSchemas_LetNothingThroughThatTheOriginalRefusesUnlessALossSaysSo(SchemaProvider provider)
    {
        var random = new RandomSchemas(42);
        var options = new SchemaOptions { DefaultDialect = provider == SchemaProvider.Gemini ? SchemaDialect.OpenApi30 : SchemaDialect.Draft202012 };
        var (lossless, matched) = (0, 0);

        for (var i = 0; i < 3_000; i++)
        {
            var schema = Json.Parse(random.Root().ToJsonString());
            var form = ProviderSchema.For(schema, provider);
            var (provided, original) = (CompiledSchema.Compile(form.Schema, options), CompiledSchema.Compile(schema));
            if (form.Losses.Any(loss => loss.Kind != SchemaLossKind.Narrowed))
                continue;
            lossless++;
            for (var j = 0; j < 10; j++)
            {
                var value = Json.Parse(random.Value(form.Schema, form.Schema)!.ToJsonString());
                if (!provided.IsValid(value))
                    continue;
                matched++;
                var cleaned = form.WithoutAddedNulls(value);
                Assert.True(original.IsValid(cleaned), $"{schema}\n{form.Schema}\n{value}\n{cleaned}\n{string.Join('\n', original.Validate(cleaned))}");
            }
        }

        Assert.True(lossless > 50 && matched > 300, $"Only {lossless} schemas without loss and {matched} values that match were tried.");
    }
}
