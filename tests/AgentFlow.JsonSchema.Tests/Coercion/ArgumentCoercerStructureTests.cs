using System.Text.Json;
using AgentFlow.JsonSchema.Coercion;

namespace AgentFlow.JsonSchema.Tests.Coercion;

public sealed class ArgumentCoercerStructureTests
{
    private const string Texts = """{"type":"array","items":{"type":"string"}}""";
    private const string Integers = """{"type":"array","items":{"type":"integer"}}""";
    private const string Colors = """{"type":"array","items":{"enum":["red","green","red, dark"]}}""";
    private const string Points = """{"type":"array","items":{"type":"object","properties":{"x":{"type":"integer"}},"required":["x"]}}""";

    private const string Closed =
        """{"type":"object","properties":{"user_id":{"type":"integer"},"note":{"type":"string"}},"required":["user_id"],"additionalProperties":false}""";

    private const string Open = """{"type":"object","properties":{"user_id":{"type":"integer"},"note":{"type":"string"}},"required":["user_id"]}""";
    private const string Defaults = """{"properties":{"n":{"type":"integer","default":3},"tags":{"default":[]}}}""";

    private const string Shapes =
        """
        {"oneOf":[
          {"type":"object","properties":{"kind":{"const":"circle"},"radius":{"type":"number"}},"required":["kind","radius"],"additionalProperties":false},
          {"type":"object","properties":{"kind":{"const":"square"},"side":{"type":"number"}},"required":["kind","side"],"additionalProperties":false}]}
        """;

    private const string Tree =
        """{"$ref":"#/$defs/node","$defs":{"node":{"type":"object","properties":{"n":{"type":"integer"},"next":{"$ref":"#/$defs/node"}}}}}""";

    public static TheoryData<string, string, string, string> Changed => new()
    {
        { Texts, "\"Oslo\"", """["Oslo"]""", "WrappedInArray@" },
        { Texts, "5", """["5"]""", "WrappedInArray@ ToText@/0" },
        { Texts, "\"a, b,c\"", """["a","b","c"]""", "SplitList@" },
        { Texts, "\"a,,b\"", """["a,,b"]""", "WrappedInArray@" },
        { Texts, """ "[\"a\",\"b\"]" """, """["a","b"]""", "ParsedText@" },
        { Texts, """ "['a', 'b']" """, """["a","b"]""", "ParsedText@" },
        { Texts, "[\"a\",5]", """["a","5"]""", "ToText@/1" },
        { Integers, "\"1, 2, 3\"", "[1,2,3]", "SplitList@ TextToNumber@/0 TextToNumber@/1 TextToNumber@/2" },
        { Integers, "\"7\"", "[7]", "WrappedInArray@ TextToNumber@/0" },
        { Integers, "[\"1\",2,3.0]", "[1,2,3]", "TextToNumber@/0 WholeNumber@/2" },
        { Colors, "\"Red, Green\"", """["red","green"]""", "SplitList@ EnumValue@/0 EnumValue@/1" },
        { Colors, "\"red, dark\"", """["red, dark"]""", "WrappedInArray@" },
        { Points, """{"x":"1"}""", """[{"x":1}]""", "WrappedInArray@ TextToNumber@/0/x" },
        { """{"type":"array"}""", "\"a, b\"", """["a, b"]""", "WrappedInArray@" },
        { """{"type":"array","prefixItems":[{"type":"integer"},{"type":"boolean"}]}""", """["1","yes","z"]""", """[1,true,"z"]""", "TextToNumber@/0 ToBoolean@/1" },
        { """{"type":"array","items":[{"type":"integer"}]}""", """["1","2"]""", """[1,"2"]""", "TextToNumber@/0" },
        { Open, """ "{\"user_id\": \"5\"}" """, """{"user_id":5}""", "ParsedText@ TextToNumber@/user_id" },
        { Open, """ "{'user_id': 5,}" """, """{"user_id":5}""", "ParsedText@" },
        { Open, """{"user_id":"5","note":null}""", """{"user_id":5}""", "TextToNumber@/user_id NullDropped@/note" },
        { Open, """{"userId":5}""", """{"user_id":5}""", "PropertyRenamed@/userId" },
        { Closed, """{"user_id":5,"extra":1}""", """{"user_id":5}""", "PropertyDropped@/extra" },
        { Closed, """{"User-ID":"5","Note":"x"}""", """{"user_id":5,"note":"x"}""", "PropertyRenamed@/User-ID TextToNumber@/User-ID PropertyRenamed@/Note" },
        { Closed, """{"user_id":5,"userId":6}""", """{"user_id":5}""", "PropertyDropped@/userId" },
        { Closed, """{"user_id":5,"NOTE":null}""", """{"user_id":5}""", "PropertyRenamed@/NOTE NullDropped@/NOTE" },
        { Defaults, "{}", """{"n":3,"tags":[]}""", "DefaultFilled@/n DefaultFilled@/tags" },
        { Defaults, """{"n":null,"tags":[1]}""", """{"tags":[1],"n":3}""", "NullDropped@/n DefaultFilled@/n" },
        { """{"properties":{"n":{"type":["integer","null"],"default":null}},"required":["n"]}""", "{}", """{"n":null}""", "DefaultFilled@/n" },
        { """{"properties":{"n":{"type":"integer","default":null}}}""", """{"n":null}""", "{}", "NullDropped@/n" },
        { """{"additionalProperties":{"type":"integer"}}""", """{"a/b":"1"}""", """{"a/b":1}""", "TextToNumber@/a~1b" },
        { """{"properties":{"a\"b":{"type":"integer"}}}""", """{"a\"b":"1"}""", """{"a\"b":1}""", "TextToNumber@/a\"b" },
        { Tree, """{"n":"1","next":{"n":"2","next":{"n":3}}}""", """{"n":1,"next":{"n":2,"next":{"n":3}}}""", "TextToNumber@/n TextToNumber@/next/n" },
        { """{"$ref":"#/definitions/a~1b","definitions":{"a/b":{"type":"integer"}}}""", "\"5\"", "5", "TextToNumber@" },
        { """{"allOf":[{"properties":{"a":{"type":"integer"}}},{"properties":{"b":{"type":"boolean"}}}]}""", """{"a":"1","b":"no"}""", """{"a":1,"b":false}""", "TextToNumber@/a ToBoolean@/b" },
        { """{"anyOf":[{"type":"null"},{"type":"integer"}]}""", "\"5\"", "5", "TextToNumber@" },
        { """{"anyOf":[{"type":"integer"},{"type":"number"}]}""", "\"5\"", "5", "TextToNumber@" },
        { """{"anyOf":[{"type":"array","items":{"type":"string"}},{"type":"null"}]}""", "\"a,b\"", """["a","b"]""", "SplitList@" },
        { Shapes, """{"kind":"Circle","radius":"2.5"}""", """{"kind":"circle","radius":2.5}""", "EnumValue@/kind TextToNumber@/radius" },
        { Shapes, """{"kind":"square","side":2,"color":"red"}""", """{"kind":"square","side":2}""", "PropertyDropped@/color" },
        {
            """{"anyOf":[{"properties":{"a":{}},"additionalProperties":false},{"properties":{"a":{},"b":{"type":"integer"}},"additionalProperties":false}]}""",
            """{"a":1,"b":"2"}""", """{"a":1,"b":2}""", "TextToNumber@/b"
        },
    };

    public static TheoryData<string, string> LeftAlone => new()
    {
        { Texts, "[]" },
        { Texts, "null" },
        { Texts, "\"\"" },
        { Texts, "{\"a\":1}" },
        { Integers, "\"1, x\"" },
        { Integers, "\"x\"" },
        { Points, "{\"y\":1}" },
        { """{"type":"array","prefixItems":[{"type":"integer"}]}""", "5" },
        { Open, "\"{broken\"" },
        { Open, "\"{\\\"user_id\\\": 5\"" },
        { Open, "[1]" },
        { Open, """{"user_id":null}""" },
        { Open, """{"user_id":5,"Note":"x","extra":1}""" },
        { Open, """{"userId":5,"USER-ID":6}""" },
        { """{"properties":{"a":{"type":["integer","null"]}}}""", """{"a":null}""" },
        { """{"properties":{"a":{"anyOf":[{"type":"integer"},{"type":"null"}]}}}""", """{"a":null}""" },
        { """{"properties":{"a":{}}}""", """{"a":null}""" },
        { """{"patternProperties":{"^x":{}},"additionalProperties":false}""", """{"y":1}""" },
        { """{"allOf":[{"properties":{"a":{}},"additionalProperties":false},{"properties":{"b":{}}}]}""", """{"a":1,"b":2}""" },
        { """{"anyOf":[{"type":"integer"},{"type":"boolean"}]}""", "\"1\"" },
        { """{"anyOf":[{"type":"string"},{"type":"integer"}]}""", "\"5\"" },
        { """{"anyOf":[{"type":"integer"},{"type":"boolean"}]}""", "\"x\"" },
        { Shapes, """{"kind":"triangle","side":1}""" },
        { """{"$ref":"https://elsewhere/schema"}""", "\"5\"" },
        { """{"$ref":"#/nowhere"}""", "\"5\"" },
        { """{"$ref":"#"}""", "\"5\"" },
        { """{"anyOf":[{"$ref":"#"},{"$ref":"#"}]}""", "\"5\"" },
    };

    [Theory]
    [MemberData(nameof(Changed))]
    public void Coerce_NearMiss_IsPutRight(string schema, string value, string expected, string changes) =>
        CoercionTable.Check(schema, value, expected, changes);

    [Theory]
    [MemberData(nameof(LeftAlone))]
    public void Coerce_WhatTakesAGuess_IsLeftAlone(string schema, string value) => CoercionTable.Check(schema, value, value, "");

    [Fact]
    public void Coerce_WithoutDefaults_LeavesThemOut() =>
        CoercionTable.Check(Defaults, "{}", "{}", "", new ArgumentCoercionOptions { FillDefaults = false });

    [Fact]
    public void Coerce_Change_SaysWhatWasAndWhatIs()
    {
        var coercer = ArgumentCoercer.Compile(CoercionTable.Parse(Open));

        var change = Assert.Single(coercer.Coerce(CoercionTable.Parse("""{"user_id":"5"}""")).Changes);

        Assert.Equal("\"5\"", change.From!.Value.GetRawText());
        Assert.Equal("5", change.To!.Value.GetRawText());
        Assert.Equal("At '/user_id' \"5\" was read as the number 5.", change.Message);
    }

    [Fact]
    public void Coerce_NothingToChange_AllocatesNothing()
    {
        var coercer = ArgumentCoercer.Compile(CoercionTable.Parse(
            """
            {"type":"object","additionalProperties":false,"required":["a"],"properties":{
              "a":{"type":"integer"},"b":{"enum":["x","y"]},"c":{"type":"string","format":"date-time"},"d":{"anyOf":[{"type":"null"},{"type":"number"}]},
              "e":{"type":"array","items":{"$ref":"#/$defs/e"}},"f":{"type":["string","null"],"format":"date"},"g":{"type":"boolean"}},
             "$defs":{"e":{"oneOf":[{"type":"object","properties":{"k":{"const":1}},"required":["k"]},{"type":"string"}]}}}
            """));
        var value = CoercionTable.Parse("""{"a":5,"b":"y","c":"2024-03-05T14:30:00Z","d":1.5,"e":[{"k":1},"t"],"f":null}""");
        coercer.Coerce(value);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var result = coercer.Coerce(value);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(value, result.Value);
        Assert.Empty(result.Changes);
    }

    [Fact]
    public void Compile_SchemaDisposedAfterwards_StillWorks()
    {
        ArgumentCoercer coercer;
        using (var document = JsonDocument.Parse(Open))
            coercer = ArgumentCoercer.Compile(document.RootElement);

        Assert.Equal("""{"user_id":5}""", coercer.Coerce(CoercionTable.Parse("""{"user_id":"5"}""")).Value.GetRawText());
    }

    [Fact]
    public void Coerce_HalfASurrogatePair_IsLeftAlone() => CoercionTable.Check(Open, """{"user_id":"\ud800"}""", """{"user_id":"\ud800"}""", "");

    [Fact]
    public void Coerce_ChoicesInsideChoices_EndsAndLeavesTheValue()
    {
        var coercer = ArgumentCoercer.Compile(CoercionTable.Parse(
            """
            {"anyOf":[{"type":"array","items":{"$ref":"#"}},{"type":"array","items":{"$ref":"#"},"minItems":1},{"type":"boolean"}]}
            """));
        var value = CoercionTable.Parse(string.Concat(Enumerable.Repeat("[", 40)) + "\"x\"" + new string(']', 40));

        var result = coercer.Coerce(value);

        Assert.Equal(value, result.Value);
        Assert.Empty(result.Changes);
    }

    [Fact]
    public void Coerce_ManyNamesThatMeanOne_AreDroppedInLinearTime()
    {
        var names = Enumerable.Range(0, 20_000).Select(i => $"\"user_id{new string('-', i % 100)}{new string('_', i / 100)}\":{i}");
        var coercer = ArgumentCoercer.Compile(CoercionTable.Parse(Closed));

        var result = coercer.Coerce(CoercionTable.Parse($"{{{string.Join(',', names)}}}"));

        Assert.Equal("""{"user_id":0}""", result.Value.GetRawText());
    }
}
