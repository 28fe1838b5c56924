using System.Text;
using System.Text.Json;

namespace AgentFlow.JsonSchema.Tests;

/// <summary>Schemas and values made to hurt: each ends in an answer or a typed error.</summary>
public sealed class LimitTests
{
    [Fact]
    public void Validate_ExponentialAlternatives_StopsAtTheStepLimit()
    {
        var levels = string.Join(',', Enumerable.Range(0, 40).Select(level => $$$"""
            "l{{{level}}}":{"anyOf":[{"$ref":"#/$defs/l{{{level + 1}}}"},{"$ref":"#/$defs/l{{{level + 1}}}"} ] }
            """));
        var schema = CompiledSchema.Parse("""{"$ref":"#/$defs/l0","$defs":{""" + levels + ",\"l40\"" + """:false}}""", new SchemaOptions { MaxSteps = 100_000 });

        var errors = schema.Validate(Json.Parse("1"));

        Assert.False(schema.IsValid("1"u8));
        Assert.Equal("maxSteps", Assert.Single(errors).Keyword);
    }

    [Fact]
    public void Validate_NegatedLimit_IsStillNotValid()
    {
        const string Schema = """{"not":{"items":{"const":0}}}""";
        var value = Json.Parse("[" + string.Join(',', Enumerable.Repeat("0", 100)) + ",1]");

        Assert.True(CompiledSchema.Parse(Schema).IsValid(value));
        Assert.False(CompiledSchema.Parse(Schema, new SchemaOptions { MaxSteps = 10 }).IsValid(value));
    }

    [Fact]
    public void Validate_DeepValueUnderRecursiveSchema_StopsAtTheDepthLimit()
    {
        var schema = CompiledSchema.Parse("""{"items":{"$ref":"#"}}""");
        var deep = new string('[', 3_000) + new string(']', 3_000);

        var errors = schema.Validate(Json.Parse(deep));

        Assert.Equal("maxDepth", Assert.Single(errors).Keyword);
        Assert.False(schema.IsValid(Encoding.UTF8.GetBytes(deep)));
        Assert.True(schema.IsValid("[[[[]]]]"u8));
    }

    [Theory]
    [InlineData("""{"items":{"$ref":"#"}}""")]
    [InlineData("""{"items":{"allOf":[{"$ref":"#"}]},"unevaluatedItems":false}""")]
    [InlineData("""{"uniqueItems":true,"items":{"$ref":"#"}}""")]
    [InlineData("""{"anyOf":[{"items":{"$ref":"#"}},{"type":"string"}]}""")]
    public void Validate_DeepValueOnASmallStack_EndsWithoutOverflow(string schemaText)
    {
        var schema = CompiledSchema.Parse(schemaText, new SchemaOptions { MaxDepth = 10_000 });
        var deep = Json.Parse($"{new string('[', 3_000)}1,1{new string(']', 3_000)}");
        var errors = -1;
        var thread = new Thread(() => errors = schema.Validate(deep).Count, 256 * 1024);

        thread.Start();
        thread.Join();

        Assert.InRange(errors, 0, 8);
    }

    [Theory]
    [InlineData("""{"uniqueItems":true}""")]
    [InlineData("""{"const":[[[[1]]]]}""")]
    public void Validate_DeepValue_Ends(string schema)
    {
        var deep = new string('[', 3_000) + new string(']', 3_000);

        Assert.False(CompiledSchema.Parse(schema).IsValid(Json.Parse($"[{deep},{deep}]")));
    }

    [Theory]
    [InlineData("""{"$ref":"#"}""")]
    [InlineData("""{"allOf":[{"$ref":"#"}]}""")]
    [InlineData("""{"anyOf":[{"type":"string"},{"not":{"$ref":"#/anyOf/1"}}]}""")]
    [InlineData("""{"$ref":"#/$defs/a","$defs":{"a":{"$ref":"#/$defs/b"},"b":{"$ref":"#/$defs/a"}}}""")]
    [InlineData("""{"dependentSchemas":{"a":{"$ref":"#"}}}""")]
    public void Compile_ReferenceBackToTheSameValue_IsRefused(string schema)
    {
        var exception = Assert.Throws<SchemaException>(() => CompiledSchema.Parse(schema));

        Assert.Equal(SchemaErrorCode.EndlessReference, exception.Code);
    }

    [Fact]
    public void Validate_DynamicReferenceBackToTheSameValue_StopsAtTheDepthLimit()
    {
        var schema = CompiledSchema.Parse("""{"$dynamicAnchor":"a","anyOf":[{"$dynamicRef":"#a"}]}""");

        Assert.Equal("maxDepth", Assert.Single(schema.Validate(Json.Parse("1"))).Keyword);
    }

    [Fact]
    public void Compile_LongReferenceChain_Works()
    {
        var links = string.Join(',', Enumerable.Range(0, 400).Select(link => $"\"l{link}\":{{\"$ref\":\"#/$defs/l{link + 1}\"}}"));

        var schema = CompiledSchema.Parse("""{"$ref":"#/$defs/l0","$defs":{""" + links + ",\"l400\"" + """:{"type":"string"}}}""");

        Assert.True(schema.IsValid("\"a\""u8));
    }

    [Fact]
    public void Compile_DeepSchema_IsRefused()
    {
        var deep = string.Concat(Enumerable.Repeat("""{"not":""", 3_000)) + "true" + new string('}', 3_000);

        Assert.Equal(SchemaErrorCode.InvalidJson, Assert.Throws<SchemaException>(() => CompiledSchema.Parse(deep)).Code);
        var fromElement = Record.Exception(() => CompiledSchema.Compile(Json.Parse(deep)));
        Assert.True(fromElement is null or SchemaException { Code: SchemaErrorCode.TooLarge });
    }

    [Theory]
    [InlineData("const")]
    [InlineData("enum")]
    public void Compile_DeepConstant_IsRefused(string keyword)
    {
        var deep = Json.Parse($$"""{"{{keyword}}":{{new string('[', 5_000)}}{{new string(']', 5_000)}}}""");

        Assert.Equal(SchemaErrorCode.TooLarge, Assert.Throws<SchemaException>(() => CompiledSchema.Compile(deep)).Code);
    }

    [Fact]
    public void Compile_TooManySchemas_IsRefused()
    {
        var schema = """{"anyOf":[""" + string.Join(',', Enumerable.Repeat("{}", 200)) + "]}";

        var exception = Assert.Throws<SchemaException>(() => CompiledSchema.Parse(schema, new SchemaOptions { MaxSchemas = 100 }));

        Assert.Equal(SchemaErrorCode.TooLarge, exception.Code);
    }

    [Theory]
    [InlineData("(a+)+$")]
    [InlineData("(a|a)*b$")]
    [InlineData("(.*a){20}$")]
    [InlineData("^(a{1,100}){1,100}$")]
    public void IsValid_PatternThatExplodesElsewhere_EndsInTime(string pattern)
    {
        var schema = CompiledSchema.Parse(JsonSerializer.Serialize(new Dictionary<string, string> { ["pattern"] = pattern }));
        var text = Encoding.UTF8.GetBytes("\"" + new string('a', 50_000) + "!\"");

        Assert.False(schema.IsValid(text));
    }

    [Fact]
    public void Validate_PatternThatBacktracksForever_StopsAtTheTimeLimit()
    {
        var schema = CompiledSchema.Parse("""{"items":{"pattern":"^(?=(a|aa)+$)"}}""", new SchemaOptions { PatternTimeout = TimeSpan.FromMilliseconds(20) });
        var item = "\"" + new string('a', 40) + "!\"";

        var errors = schema.Validate(Json.Parse($"[{string.Join(',', Enumerable.Repeat(item, 50))}]"));

        Assert.Equal("patternTimeout", Assert.Single(errors).Keyword);
    }

    [Theory]
    [InlineData("a{1000000}")]
    [InlineData("((a{100}){100}){100}")]
    public void Compile_HugePattern_IsRefused(string pattern)
    {
        var schema = JsonSerializer.Serialize(new Dictionary<string, string> { ["pattern"] = pattern });

        var exception = Assert.Throws<SchemaException>(() => CompiledSchema.Parse(schema));

        Assert.Equal(SchemaErrorCode.InvalidPattern, exception.Code);
    }

    [Fact]
    public void Validate_NumberTooLongToDivide_SaysSo()
    {
        var schema = CompiledSchema.Parse("""{"multipleOf":7}""");

        var error = Assert.Single(schema.Validate(Json.Parse(new string('1', 100_000))));

        Assert.Equal("multipleOf", error.Keyword);
        Assert.True(CompiledSchema.Parse("""{"minimum":7}""").IsValid(Json.Parse(new string('1', 100_000))));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100_000)]
    public void Compile_OptionOutOfRange_Throws(int maxDepth) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => CompiledSchema.Parse("{}", new SchemaOptions { MaxDepth = maxDepth }));
}
