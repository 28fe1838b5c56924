using System.Globalization;
using System.Text;
using AgentFlow.JsonSchema.Grammar;
using AgentFlow.JsonSchema.Tests.Dialects;

namespace AgentFlow.JsonSchema.Tests.Grammar;

public sealed class SchemaGrammarTests
{
    private const string Tool = """
        {"type":"object","properties":{"city":{"type":"string","maxLength":3},"unit":{"enum":["c","f"]},"days":{"type":"integer","minimum":1,"maximum":12}},
        "required":["city"],"additionalProperties":false}
        """;

    [Theory]
    [InlineData("""{"city":"a"}""", true)]
    [InlineData("""{"city":"é🐲\n","unit":"f"}""", true)]
    [InlineData("""{"city":"","days":12}""", true)]
    [InlineData("""{"city":"","unit":"c","days":1}""", true)]
    [InlineData("""{"city": "", "unit": "c", "days":1}""", true)]
    [InlineData("""{"city":  ""}""", false)]
    [InlineData("""{ "city":""}""", false)]
    [InlineData("""{"city":"abcd"}""", false)]
    [InlineData("""{"unit":"c"}""", false)]
    [InlineData("""{"city":"a","days":13}""", false)]
    [InlineData("""{"city":"a","days":0}""", false)]
    [InlineData("""{"city":"a","unit":"k"}""", false)]
    [InlineData("""{"city":"a",}""", false)]
    [InlineData("""{"city":"a","more":1}""", false)]
    [InlineData("""{"city":"a"} """, false)]
    public void TryAdvance_ToolArguments_AcceptsWhatMatches(string text, bool accepted)
    {
        Assert.Equal(accepted, GrammarWalk.Accepts(Compile(Tool), text));
    }

    [Fact]
    public void AllowedBytes_WithinAValue_AreThoseThatCanFollow()
    {
        var grammar = Compile(Tool);

        Assert.True(grammar.Start().TryAdvance("{\"city\":\"a\""u8, out var state));

        Assert.Equal(",}", Encoding.UTF8.GetString([.. state.AllowedBytes.ToBytes()]));
        Assert.False(state.IsComplete);
        Assert.False(state.TryAdvance("]"u8, out var same));
        Assert.Same(state, same);
        Assert.Throws<ArgumentException>(() => state.Advance((byte)']'));
        Assert.True(state.Advance((byte)'}') is { IsComplete: true, AllowedBytes.Count: 0 });
    }

    [Fact]
    public void AllowedBytes_WithinACharacter_KeepUtf8Whole()
    {
        var grammar = Compile("""{"type":"string","pattern":"^[à-ï]$"}""");

        Assert.True(grammar.Start().TryAdvance([(byte)'"', 0xC3], out var state));

        Assert.Equal(Enumerable.Range(0xA0, 16).Select(b => (byte)b), state.AllowedBytes.ToBytes());
    }

    [Theory]
    [InlineData("integer")]
    [InlineData("number")]
    public void Compile_NumberLimits_AreExact(string type)
    {
        var random = new Random(5);
        for (var i = 0; i < 120; i++)
        {
            var (min, max) = (random.Next(-130, 130), random.Next(-130, 130));
            var low = random.Next(3) switch { 0 => "", 1 => $",\"minimum\":{min}", _ => $",\"exclusiveMinimum\":{min}" };
            var high = random.Next(3) switch { 0 => "", 1 => $",\"maximum\":{max}", _ => $",\"exclusiveMaximum\":{max}" };
            var schema = Json.Parse($$"""{"type":["{{type}}","null"]{{low}}{{high}}}""");
            var (grammar, check) = (SchemaGrammar.Compile(schema), CompiledSchema.Compile(schema));
            for (var value = -150; value <= 150; value++)
            {
                string[] forms = type == "integer" ? [$"{value}"] : [$"{value}", $"{value}.0", $"{value}.5", $"{value}.05"];
                foreach (var form in forms.Select(f => f.ToString(CultureInfo.InvariantCulture)))
                    Assert.True(GrammarWalk.Accepts(grammar, form) == check.IsValid(Encoding.UTF8.GetBytes(form)), $"{schema} and {form}");
            }
        }
    }

    [Theory]
    [InlineData("^[a-c]+$")]
    [InlineData("b")]
    [InlineData("^a|b$")]
    [InlineData("^(?:a|bc){2,3}?$")]
    [InlineData("^[^a\\d]*$")]
    [InlineData("^\\w\\s?\\S$")]
    [InlineData("^a.c")]
    [InlineData("^\\u0061\\x62-?$")]
    public void Compile_Pattern_AcceptsWhatThePatternMatches(string pattern)
    {
        var schema = Json.Parse($$"""{"type":"string","pattern":{{System.Text.Json.JsonSerializer.Serialize(pattern)}}}""");
        var (grammar, check) = (SchemaGrammar.Compile(schema), CompiledSchema.Compile(schema));
        var random = new Random(3);

        for (var i = 0; i < 3_000; i++)
        {
            var text = "\"" + new string([.. Enumerable.Range(0, random.Next(7)).Select(_ => "aabbc1é -_"[random.Next(10)])]) + "\"";
            Assert.True(GrammarWalk.Accepts(grammar, text) == check.IsValid(Encoding.UTF8.GetBytes(text)), $"{pattern} and {text}");
        }
    }

    [Theory]
    [InlineData("""{"not":{"type":"string"}}""", "not")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string","pattern":"(?=a)"}}}""", "pattern")]
    [InlineData("""{"type":"string","pattern":"a","minLength":3}""", "pattern")]
    [InlineData("""{"oneOf":[{"type":"integer"},{"type":"number"}]}""", "oneOf")]
    [InlineData("""{"type":"object","properties":{},"patternProperties":{"^a":true}}""", "patternProperties")]
    [InlineData("""{"type":"integer","multipleOf":3}""", "multipleOf")]
    [InlineData("""{"type":"array","prefixItems":[{"type":"string"}]}""", "prefixItems")]
    [InlineData("""{"anyOf":[{"type":"string"}],"minLength":2}""", "minLength")]
    [InlineData("""{"type":"object","properties":{"a":{"$ref":"#"}},"required":["a"]}""", "type")]
    [InlineData("false", "type")]
    public void Compile_WhatNoGrammarCanSay_Throws(string schema, string keyword)
    {
        Assert.Equal(keyword, Assert.Throws<SchemaGrammarException>(() => Compile(schema)).Keyword);
    }

    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{"type":"null"}}}""", "additionalProperties")]
    [InlineData("""{"type":"array","items":{"type":"null"},"uniqueItems":true}""", "uniqueItems")]
    public void Compile_WhatIsNarrowed_IsListed(string schema, string keyword)
    {
        Assert.Equal(keyword, Assert.Single(Compile(schema).Losses).Keyword);
    }

    [Fact]
    public void ToGbnf_Tool_GivesRulesThatLlamaCppReads()
    {
        var text = Compile("""{"type":"object","properties":{"id":{"type":"integer"},"kind":{"enum":["a\"b","]"]}},"required":["id"],"additionalProperties":false}""").ToGbnf();

        Assert.Equal("""
            root ::= schema-0
            schema-0 ::= "{" "\"id\":" " "? "-"? ("0" | [1-9] [0-9]*) rest-1 "}"
            rest-1 ::= ("," " "? "\"kind\":" " "? ("\"a\\\"b\"" | "\"]\""))?

            """.ReplaceLineEndings("\n"), text);
    }

    [Fact]
    public void Compile_RandomSchemas_WritesOnlyWhatMatchesAndRefusesOnlyWhatDoesNot()
    {
        var schemas = new RandomSchemas(11);
        var random = new Random(12);
        var (compiled, samples, tried, lossless) = (0, 0, 0, 0);

        while (compiled < 220)
        {
            Assert.True(++tried < 5_000, $"Only {compiled} of {tried} schemas have a grammar.");
            var schema = Json.Parse(schemas.Root().ToJsonString());
            if (Try(() => SchemaGrammar.Compile(schema)) is not { } grammar)
                continue;
            compiled++;
            var check = CompiledSchema.Compile(schema);
            for (var i = 0; i < 50; i++, samples++)
            {
                var text = GrammarWalk.Write(grammar, random);
                Assert.True(check.IsValid(text), $"{schema}\n{Encoding.UTF8.GetString(text)}\n{grammar.ToGbnf()}");
            }
            for (var i = 0; i < 50; i++)
            {
                var value = Json.Parse(schemas.Value(schema, schema)!.ToJsonString());
                var text = GrammarWalk.Canonical(value);
                var accepts = GrammarWalk.Accepts(grammar, text);
                var isNarrowed = grammar.Losses.Count > 0;
                lossless += isNarrowed ? 0 : 1;
                Assert.True(accepts ? check.IsValid(value) : isNarrowed || !check.IsValid(value), $"{schema}\n{text} accepted: {accepts}\n{grammar.ToGbnf()}");
            }
        }

        Assert.True(samples >= 10_000 && lossless >= 1_000, $"{samples} samples of {compiled} schemas, {lossless} values of schemas without a loss.");
    }

    private static SchemaGrammar Compile(string schema) => SchemaGrammar.Compile(Json.Parse(schema));

    private static SchemaGrammar? Try(Func<SchemaGrammar> compile)
    {
        try
        {
            return compile();
        }
        catch (SchemaGrammarException)
        {
            return null;
        }
    }
}
