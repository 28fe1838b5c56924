using System.Text;
using System.Text.Json;
using AgentFlow.JsonSchema.Streaming;

namespace AgentFlow.JsonSchema.Tests.Streaming;

public sealed class IncrementalJsonParserTests
{
    [Theory]
    [InlineData("", null)]
    [InlineData("  ", null)]
    [InlineData("{", "{}")]
    [InlineData("[", "[]")]
    [InlineData("{\"a", "{}")]
    [InlineData("{\"a\"", "{}")]
    [InlineData("{\"a\":", "{}")]
    [InlineData("{\"a\":\"", "{\"a\":\"\"}")]
    [InlineData("{\"a\":\"x", "{\"a\":\"x\"}")]
    [InlineData("{\"a\":\"x\\", "{\"a\":\"x\"}")]
    [InlineData("{\"a\":\"x\\u00", "{\"a\":\"x\"}")]
    [InlineData("{\"a\":\"x\\ud83d", "{\"a\":\"x\"}")]
    [InlineData("{\"a\":\"x\\ud83d\\ude", "{\"a\":\"x\"}")]
    [InlineData("{\"a\":\"x\\ud83d\\ude00", "{\"a\":\"x\\ud83d\\ude00\"}")]
    [InlineData("{\"a\":\"x\\\\ud83d", "{\"a\":\"x\\\\ud83d\"}")]
    [InlineData("{\"a\":\"x\",", "{\"a\":\"x\"}")]
    [InlineData("{\"a\":12", "{}")]
    [InlineData("{\"a\":12 ", "{\"a\":12 }")]
    [InlineData("{\"a\":12,", "{\"a\":12}")]
    [InlineData("[1,2", "[1]")]
    [InlineData("[1,2,", "[1,2]")]
    [InlineData("[tru", "[]")]
    [InlineData("[true", "[true]")]
    [InlineData("[[{\"a\":[1,", "[[{\"a\":[1]}]]")]
    [InlineData("\"ab", "\"ab\"")]
    [InlineData("12", null)]
    public void TryGetSnapshot_TextThatBreaksOff_ShowsWhatIsCertain(string text, string? expected)
    {
        var parser = new IncrementalJsonParser();

        var state = parser.Feed(Encoding.UTF8.GetBytes(text));

        Assert.Equal(JsonStreamState.Open, state);
        Assert.Equal(expected is not null, parser.TryGetSnapshot(out var value));
        if (expected is not null)
        {
            using var document = JsonDocument.Parse(expected);
            Assert.True(JsonElement.DeepEquals(document.RootElement, value), value.GetRawText());
        }
    }

    [Theory]
    [InlineData("{}")]
    [InlineData(" {\"a\":[1,true,null,\"x\"]} \n")]
    [InlineData("\"x\"")]
    [InlineData("false")]
    [InlineData("-1.5e+3 ")]
    public void Feed_WholeValue_IsComplete(string text)
    {
        var parser = new IncrementalJsonParser();

        Assert.Equal(JsonStreamState.Complete, parser.Feed(Encoding.UTF8.GetBytes(text)));
    }

    [Theory]
    [InlineData("{\"a\" 1}", "Expected ':' at line 1, column 6 (byte 5).")]
    [InlineData("{a:1}", "Expected a key in double quotes or '}' at line 1, column 2 (byte 1).")]
    [InlineData("{\"é\":1,\n}", "Expected a key in double quotes at line 2, column 1 (byte 9).")]
    [InlineData("[1}", "Expected ',' or ']' at line 1, column 3 (byte 2).")]
    [InlineData("[01]", "Expected a JSON number at line 1, column 3 (byte 2).")]
    [InlineData("[,", "Expected a JSON value or ']' at line 1, column 2 (byte 1).")]
    [InlineData("{} x", "Expected nothing more at line 1, column 4 (byte 3).")]
    [InlineData("[trve]", "Expected true, false or null at line 1, column 4 (byte 3).")]
    [InlineData("[\"\\x\"]", "Expected an escape that JSON knows at line 1, column 4 (byte 3).")]
    [InlineData("[\"a\nb\"]", "Expected an escape in place of a control character at line 1, column 4 (byte 3).")]
    [InlineData("[[[[", "Expected at most 3 objects and arrays inside one another at line 1, column 4 (byte 3).")]
    public void Feed_WhatIsNotJson_IsMalformedAndSaysWhere(string text, string error)
    {
        var parser = new IncrementalJsonParser(maxDepth: 3);

        var state = parser.Feed(Encoding.UTF8.GetBytes(text));

        Assert.Equal(JsonStreamState.Malformed, state);
        Assert.Equal(error, parser.Error);
        Assert.Equal(text, Encoding.UTF8.GetString(parser.Text));
    }

    [Fact]
    public void Feed_AfterAnError_KeepsTextAndSnapshot()
    {
        var parser = new IncrementalJsonParser();
        parser.Feed("{\"a\":1,'b"u8);

        parser.Feed("':2}"u8);

        Assert.Equal("{\"a\":1,'b':2}", Encoding.UTF8.GetString(parser.Text));
        Assert.True(parser.TryGetSnapshot(out var value));
        Assert.Equal("{\"a\":1}", value.GetRawText());
    }

    [Theory]
    [InlineData("12", JsonStreamState.Complete)]
    [InlineData("1.", JsonStreamState.Open)]
    [InlineData("[12", JsonStreamState.Open)]
    public void Finish_NumberThatStandsAlone_IsComplete(string text, JsonStreamState expected)
    {
        var parser = new IncrementalJsonParser();
        parser.Feed(Encoding.UTF8.GetBytes(text));

        Assert.Equal(expected, parser.Finish());
        Assert.Equal(expected == JsonStreamState.Complete, parser.TryGetSnapshot(out var value) && value.ValueKind == JsonValueKind.Number);
    }

    [Fact]
    public void TryGetSnapshot_NothingNew_GivesTheSameValue()
    {
        var parser = new IncrementalJsonParser();
        parser.Feed("{\"a\":[1,"u8);
        parser.TryGetSnapshot(out var first);
        parser.Feed(" 2"u8);

        parser.TryGetSnapshot(out var second);

        Assert.Equal(first, second);
    }

    [Fact]
    public void Reset_AfterAnError_ReadsAnotherText()
    {
        var parser = new IncrementalJsonParser();
        parser.Feed("[\"kept\"]"u8);
        parser.TryGetSnapshot(out var kept);
        parser.Feed("!"u8);

        parser.Reset();

        Assert.Equal(JsonStreamState.Complete, parser.Feed("{}"u8));
        Assert.Null(parser.Error);
        Assert.Equal("[\"kept\"]", kept.GetRawText());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    public void Constructor_DepthOutOfRange_Throws(int depth) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new IncrementalJsonParser(depth));
}
