using System.Text;
using System.Text.Json;

namespace AgentFlow.JsonSchema.Tests;

public sealed class CompiledSchemaTests
{
    private const string Weather = """
        {"type":"object","properties":{
          "city":{"type":"string","minLength":1},"unit":{"enum":["c","f"]},"days":{"type":"integer","minimum":1,"maximum":14},
          "hourly":{"type":"boolean"},"latitude":{"type":"number","minimum":-90,"maximum":90},"longitude":{"type":"number"},
          "language":{"type":"string","maxLength":8,"pattern":"^[a-z]{2}$"},"fields":{"type":"array","items":{"type":"string"},"uniqueItems":true},
          "contact":{"type":"object","properties":{"name":{"type":"string"}},"required":["name"],"unevaluatedProperties":false},
          "note":{"anyOf":[{"type":"string"},{"type":"null"}]}},
         "required":["city","unit"],"additionalProperties":false}
        """;

    private const string Call = """
        {"city":"Oslo","unit":"c","days":5,"hourly":true,"latitude":59.9,"longitude":10.7,"language":"no","fields":["temp","wind"],"contact":{"name":"Kari"},"note":null}
        """;

    [Fact]
    public void Validate_ValidValue_ReturnsEmpty()
    {
        var schema = CompiledSchema.Parse(Weather);

        var errors = schema.Validate(Json.Parse(Call));

        Assert.Empty(errors);
    }

    [Theory]
    [InlineData("""{"city":"Oslo","unit":"c"}""", true)]
    [InlineData("""  {"city":"Oslo","unit":"c"}  """, true)]
    [InlineData("""{"\u0063ity":"Oslo","unit":"\u0063"}""", true)]
    [InlineData("""{"city":"Oslo"}""", false)]
    [InlineData("""{"city":"","unit":"c"}""", false)]
    [InlineData("""{"city":"Oslo","unit":"c"}}""", false)]
    [InlineData("""{"city":"Oslo","unit":"c" """, false)]
    [InlineData("", false)]
    public void IsValid_Utf8Text_NeedsOneMatchingValue(string text, bool expected)
    {
        var schema = CompiledSchema.Parse(Weather);

        var valid = schema.IsValid(Encoding.UTF8.GetBytes(text));

        Assert.Equal(expected, valid);
    }

    [Fact]
    public void IsValid_ValidValue_AllocatesNothing()
    {
        var schema = CompiledSchema.Parse(Weather);
        var element = Json.Parse(Call);
        var text = Encoding.UTF8.GetBytes(Call);
        for (var warm = 0; warm < 100; warm++)
            Assert.True(schema.IsValid(element) && schema.IsValid(text) && schema.Validate(element).Count == 0);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 100; round++)
        {
            schema.IsValid(element);
            schema.IsValid(text);
            schema.Validate(element);
        }
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(0, allocated);
    }

    [Fact]
    public async Task IsValid_ManyThreads_AgreesWithOne()
    {
        var schema = CompiledSchema.Parse(Weather);
        var element = Json.Parse(Call);
        var wrong = Json.Parse("""{"city":"Oslo","unit":"k"}""");

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(
            () => Enumerable.Range(0, 500).All(_ => schema.IsValid(element) && schema.Validate(wrong).Count == 1), TestContext.Current.CancellationToken)));

        Assert.All(answers, Assert.True);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("{}", true)]
    public void IsValid_TrivialSchema_AnswersForAll(string schema, bool expected)
    {
        var compiled = CompiledSchema.Parse(schema);

        Assert.Equal(expected, compiled.IsValid(Json.Parse("1")));
        Assert.Equal(expected, compiled.IsValid("null"u8));
    }

    [Fact]
    public void Compile_DisposedDocument_SchemaStillWorks()
    {
        CompiledSchema schema;
        using (var document = JsonDocument.Parse("""{"enum":["a",{"b":[1]}]}"""))
            schema = CompiledSchema.Compile(document.RootElement);

        var errors = schema.Validate(Json.Parse("\"c\""));

        Assert.Equal("""(root): expected one of "a", {"b":[1]}; found "c".""", Assert.Single(errors).Message);
    }

    [Fact]
    public void Validate_UndefinedElement_Throws()
    {
        var schema = CompiledSchema.Parse("{}");

        Assert.Throws<ArgumentException>("instance", () => schema.Validate(default));
        Assert.Throws<ArgumentException>("schema", () => CompiledSchema.Compile(default));
    }

    [Fact]
    public void Validate_NoErrorsAskedFor_Throws()
    {
        var schema = CompiledSchema.Parse("false");

        Assert.Throws<ArgumentOutOfRangeException>("maxErrors", () => schema.Validate(Json.Parse("1"), 0));
    }

    [Theory]
    [InlineData("1", "1.0", true)]
    [InlineData("100", "1e2", true)]
    [InlineData("0.1", "0.10000000000000000000000000000001", false)]
    [InlineData("9007199254740993", "9007199254740992", false)]
    [InlineData("-0", "0", true)]
    [InlineData("1e400", "10e399", true)]
    public void IsValid_NumbersWrittenDifferently_CompareByValue(string expected, string found, bool equal)
    {
        var schema = CompiledSchema.Parse($$"""{"const":{{expected}}}""");

        Assert.Equal(equal, schema.IsValid(Json.Parse(found)));
    }

    [Theory]
    [InlineData("0.0075", "0.0001", true)]
    [InlineData("0.00751", "0.0001", false)]
    [InlineData("1e308", "0.5", true)]
    [InlineData("1e1000000", "7", false)]
    [InlineData("7e1000000", "7", true)]
    [InlineData("10", "20", false)]
    [InlineData("4.02", "0.01", true)]
    public void IsValid_MultipleOf_IsExact(string number, string divisor, bool expected)
    {
        var schema = CompiledSchema.Parse($$"""{"multipleOf":{{divisor}}}""");

        Assert.Equal(expected, schema.IsValid(Json.Parse(number)));
    }

    [Theory]
    [InlineData("""{"type":"string","nullable":true}""", "null", true)]
    [InlineData("""{"type":"string"}""", "null", false)]
    [InlineData("""{"type":"string","nullable":false}""", "null", false)]
    [InlineData("""{"minimum":3,"exclusiveMinimum":true}""", "3", false)]
    [InlineData("""{"minimum":3,"exclusiveMinimum":false}""", "3", true)]
    [InlineData("""{"maximum":3,"exclusiveMaximum":true}""", "2.9", true)]
    public void IsValid_OpenApi30_ReadsItsKeywords(string schema, string value, bool expected)
    {
        var compiled = CompiledSchema.Parse(schema, new SchemaOptions { DefaultDialect = SchemaDialect.OpenApi30 });

        Assert.Equal(expected, compiled.IsValid(Json.Parse(value)));
    }

    [Fact]
    public void IsValid_LoneSurrogates_AreTextLikeAnyOther()
    {
        var schema = CompiledSchema.Parse("""{"const":"\ud800","maxLength":1}""");

        Assert.True(schema.IsValid("\"\\uD800\""u8));
        Assert.False(schema.IsValid("\"\\uD801\""u8));
    }

    [Fact]
    public void IsValid_TextThatIsNotUtf8_IsNotValid() => Assert.False(CompiledSchema.Parse("true").IsValid([(byte)'"', 0xFF, (byte)'"']));

    [Fact]
    public void IsValid_LargeArrayWithOneRepeat_FindsIt()
    {
        var schema = CompiledSchema.Parse("""{"uniqueItems":true}""");
        var items = string.Join(',', Enumerable.Range(0, 5_000).Select(item => $$"""{"a":{{item}},"b":["{{item}}"]}"""));

        var unique = schema.IsValid(Encoding.UTF8.GetBytes($"[{items}]"));
        var errors = schema.Validate(Json.Parse($$"""[{{items}},{"b":["3"],"a":3.0}]"""));

        Assert.True(unique);
        Assert.Equal("""(root): items 3 and 5000 are equal: {"a":3,"b":["3"]}. Remove one.""", Assert.Single(errors).Message);
    }

    [Fact]
    public void WriteBasicOutput_InvalidValue_ListsKeywordsByTheirWay()
    {
        var schema = CompiledSchema.Parse("""{"$defs":{"n":{"type":"integer","minimum":3}},"properties":{"a":{"$ref":"#/$defs/n"}}}""");

        var output = Json.Write(writer => schema.WriteBasicOutput(writer, Json.Parse("""{"a":1}""")));

        Assert.Equal(
            """{"valid":false,"keywordLocation":"","instanceLocation":"","errors":[{"valid":false,"keywordLocation":"/properties/a/$ref/minimum","absoluteKeywordLocation":"#/$defs/n/minimum","instanceLocation":"/a","error":"/a: expected a number of at least 3; found 1."}]}""",
            output);
    }

    [Fact]
    public void WriteBasicOutput_ValidValue_SaysSo()
    {
        var output = Json.Write(writer => CompiledSchema.Parse("{}").WriteBasicOutput(writer, Json.Parse("1")));

        Assert.Equal("""{"valid":true,"keywordLocation":"","instanceLocation":""}""", output);
    }
}
