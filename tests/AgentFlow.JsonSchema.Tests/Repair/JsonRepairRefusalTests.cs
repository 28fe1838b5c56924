using System.Text;
using System.Text.Json;
using AgentFlow.JsonSchema.Repair;

namespace AgentFlow.JsonSchema.Tests.Repair;

public sealed class JsonRepairRefusalTests
{
    public static TheoryData<string, JsonRepairErrorKind, int, int, string> Refusals => new()
    {
        { "", JsonRepairErrorKind.NoValue, 1, 1, "Expected a JSON value at line 1, column 1 (byte 0), found the end of the text." },
        { "I can't do that.", JsonRepairErrorKind.NoValue, 1, 1, "found 'I can't do that.'" },
        { "See [sic] and {name}.", JsonRepairErrorKind.NoValue, 1, 1, "Expected a JSON value" },
        { """{: 1}""", JsonRepairErrorKind.Unexpected, 1, 2, "Expected a key in double quotes, or '}'" },
        { """{"a": 1, "b"}""", JsonRepairErrorKind.Unexpected, 1, 13, "Expected ':' and a value after the key at line 1, column 13 (byte 12), found '}'" },
        { """{a, b}""", JsonRepairErrorKind.Unexpected, 1, 3, "Expected ':' and a value after the key" },
        { "{\n  \"ü\": &x\n}", JsonRepairErrorKind.Unexpected, 2, 8, "Expected a JSON value at line 2, column 8 (byte 10), found '&x'" },
        { """["a": 1]""", JsonRepairErrorKind.Unexpected, 1, 5, "Expected a JSON value" },
        { """{"d": datetime(2024, 1, 1)}""", JsonRepairErrorKind.Unexpected, 1, 20, "Expected ')' after the only value of a call" },
        { """{"a": "x" oops}""", JsonRepairErrorKind.Unexpected, 1, 15, "Expected ':' and a value after the key" },
        { """{"a":"x","y"],"b":1}""", JsonRepairErrorKind.Unexpected, 1, 13, "Expected ':' and a value after the key" },
        { """{"a":"b":1},"c":2}""", JsonRepairErrorKind.Unexpected, 1, 9, "Expected a key in double quotes, or '}'" },
        { """{"n": 1,000}""", JsonRepairErrorKind.Unexpected, 1, 12, "Expected ':' and a value after the key" },
        { """{"d": set()}""", JsonRepairErrorKind.Unexpected, 1, 11, "Expected a value inside the parentheses" },
        { """{"d": "a" + b}""", JsonRepairErrorKind.Unexpected, 1, 13, "Expected a string after '+'" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Parse_WhatCanNotBeRead_IsRefusedWithItsPlace(string text, JsonRepairErrorKind kind, int line, int column, string message)
    {
        var error = Assert.Throws<JsonRepairException>(() => JsonRepair.Parse(text));

        Assert.Equal(kind, error.Kind);
        Assert.Equal((line, column), (error.Position.Line, error.Position.Column));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"a":1}{"a":2}""", JsonRepairErrorKind.SeveralValues)]
    [InlineData("[1]", JsonRepairErrorKind.WrongRoot)]
    [InlineData("[1,]", JsonRepairErrorKind.WrongRoot)]
    [InlineData("5", JsonRepairErrorKind.WrongRoot)]
    [InlineData("\"hello\"", JsonRepairErrorKind.NoValue)]
    public void Parse_NoSingleObjectWhereOneIsWanted_IsRefused(string text, JsonRepairErrorKind kind)
    {
        var error = Assert.Throws<JsonRepairException>(() => JsonRepair.Parse(text, new JsonRepairOptions { Root = JsonRoot.AnObject }));

        Assert.Equal(kind, error.Kind);
    }

    [Fact]
    public void Parse_ObjectsWhereAnArrayIsWanted_GivesTheirArray()
    {
        var result = JsonRepair.Parse("{\"a\":1}\n{\"a\":2}", new JsonRepairOptions { Root = JsonRoot.AnArray });

        Assert.Equal("""[{"a":1},{"a":2}]""", result.Value.GetRawText());
    }

    [Theory]
    [InlineData(3, "[[[1]]]", true)]
    [InlineData(3, "[[[1,]]]", true)]
    [InlineData(2, "[[[1]]]", false)]
    [InlineData(2, "[[[1", false)]
    [InlineData(2, "{'a':{'b':{'c':1}}}", false)]
    [InlineData(2, "[f(f(1))]", false)]
    public void Parse_Depth_IsLimited(int limit, string text, bool fits)
    {
        var parsed = JsonRepair.TryParse(text, new JsonRepairOptions { MaxDepth = limit }, out _, out var error);

        Assert.Equal(fits, parsed);
        Assert.Equal(fits ? null : JsonRepairErrorKind.TooDeep, error?.Kind);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    public void MaxDepth_OutOfRange_Throws(int depth) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new JsonRepairOptions { MaxDepth = depth });

    [Fact]
    public void Parse_LongestDepth_FitsTheStack()
    {
        var text = new string('[', 1000) + "1," + new string(']', 1000);

        var result = JsonRepair.Parse(text, new JsonRepairOptions { MaxDepth = 1000 });

        Assert.Equal(JsonFixKind.TrailingComma, Assert.Single(result.Fixes).Kind);
    }

    [Fact]
    public void Parse_InvalidUtf8_IsReplacedAndReported()
    {
        byte[] text = [.. "[\"a"u8, 0xFF, .. "b\", 1]"u8];

        var result = JsonRepair.Parse(text);

        Assert.Equal("a\uFFFDb", result.Value[0].GetString());
        Assert.Equal(new JsonFix(JsonFixKind.InvalidCharacter, new JsonPosition(3, 1, 4)), Assert.Single(result.Fixes));
    }

    [Fact]
    public void Parse_HalfASurrogatePair_IsReplacedAndReported()
    {
        var result = JsonRepair.Parse("[\"a" + '\uD800' + "b\"]");

        Assert.Equal("a\uFFFDb", result.Value[0].GetString());
        Assert.Equal(JsonFixKind.InvalidCharacter, Assert.Single(result.Fixes).Kind);
    }

    [Fact]
    public void Parse_Fix_SaysWhatAndWhere()
    {
        var result = JsonRepair.Parse("{\n  \"é\": 1,\n}");

        Assert.Equal("trailing comma left out at line 2, column 9 (byte 11)", Assert.Single(result.Fixes).ToString());
    }

    [Fact]
    public void Parse_EveryKindOfFix_HasWords() =>
        Assert.All(Enum.GetValues<JsonFixKind>(), kind => Assert.NotEmpty(new JsonFix(kind, default).ToString()));

    [Fact]
    public void Exception_IsAJsonException_WithItsPlaceFromZero()
    {
        JsonException error = Assert.Throws<JsonRepairException>(() => JsonRepair.Parse(Encoding.UTF8.GetBytes("{\n :1}")));

        Assert.Equal((1L, 1L), (error.LineNumber, error.BytePositionInLine));
    }
}
