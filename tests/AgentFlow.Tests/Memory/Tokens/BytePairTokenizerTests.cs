using System.Text.Json.Nodes;
using AgentFlow.Memory;

namespace AgentFlow.Tests.Memory.Tokens;

public sealed class BytePairTokenizerTests
{
    private static readonly SmallVocabulary Small = SmallVocabulary.Train();
    private static readonly BytePairTokenizer Tiktoken = BytePairTokenizer.FromTiktoken(Small.ToTiktoken(), TokenPattern.Gpt2, new Dictionary<string, int> { ["<|end|>"] = Small.Count });
    private static readonly BytePairTokenizer Json = BytePairTokenizer.FromTokenizerJson(Small.ToTokenizerJson());

    [Theory]
    [InlineData("the")]
    [InlineData(" thorough")]
    [InlineData(" straßen")]
    [InlineData("")]
    public void Encode_OnePiece_EqualsTheTextbook(string piece)
    {
        var tokens = Tiktoken.Encode(piece);

        Assert.Equal(Small.Encode(piece), tokens);
        Assert.Equal(tokens, Json.Encode(piece));
    }

    [Fact]
    public void Encode_RandomTexts_EqualsTheTextbookAndDecodesToTheText()
    {
        var random = new Random(20261121);
        string[] parts = ["the", " the", "thor", "aaaa", " a", "ß", "\U0001f680", " ", "  ", "\n", "42", "!?", "é", "'ll", "fox", " foxes"];
        for (var i = 0; i < 500; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 30)).Select(_ => parts[random.Next(parts.Length)]));

            var tokens = Tiktoken.Encode(text);

            var pieces = System.Text.RegularExpressions.Regex.Matches(text, TokenPattern.Gpt2).Select(m => m.Value);
            Assert.Equal(pieces.SelectMany(Small.Encode), tokens);
            Assert.Equal(text, Tiktoken.Decode(tokens));
            Assert.Equal(tokens, Json.Encode(text));
            Assert.Equal(tokens.Count, Json.Count(text));
        }
    }

    [Fact]
    public void Encode_LongPieces_EqualsTheTextbook()
    {
        foreach (var length in new[] { 63, 64, 65, 66, 200, 1001 })
        {
            var text = new string('a', length) + "the" + new string('ß', 40);

            Assert.Equal(Small.Encode(text), Tiktoken.Encode(text));
        }
    }

    [Theory]
    [InlineData("a")]
    [InlineData(" ")]
    [InlineData("the")]
    [InlineData("\U0001f680")]
    public void Count_MegabyteOfOneThing_GrowsWithItsLength(string unit)
    {
        var text = string.Concat(Enumerable.Repeat(unit, (1 << 20) / unit.Length));

        var count = Tiktoken.Count(text);

        var expected = 256.0 * Tiktoken.Count(text.AsSpan(0, text.Length / 256 / unit.Length * unit.Length));
        Assert.InRange(count, expected * 0.99, expected * 1.01);
        Assert.Equal(count, Json.Count(text));
    }

    [Fact]
    public void Encode_SpecialTokens_AreTakenAsSuchOnlyWhenAsked()
    {
        var plain = Tiktoken.Encode("the<|end|>fox");
        var special = Tiktoken.Encode("the<|end|>fox", specialTokens: true);

        Assert.DoesNotContain(Small.Count, plain);
        Assert.Single(special, Small.Count);
        Assert.Equal("the<|end|>fox", Tiktoken.Decode(plain));
        Assert.Equal("the<|end|>fox", Tiktoken.Decode(special));
        Assert.Equal(special, Json.Encode("the<|end|>fox", specialTokens: true));
    }

    [Fact]
    public void FromTokenizerJson_SentencePieceStyle_FallsBackToBytes()
    {
        var vocabulary = new JsonObject { ["<unk>"] = 0 };
        for (var b = 0; b < 256; b++)
            vocabulary[$"<0x{b:X2}>"] = 1 + b;
        string[] pieces = ["\u2581", "h", "i", "hi", "\u2581hi"];
        for (var i = 0; i < pieces.Length; i++)
            vocabulary[pieces[i]] = 300 + i;
        var tokenizer = BytePairTokenizer.FromTokenizerJson(SmallVocabulary.Stream(new JsonObject
        {
            ["normalizer"] = JsonNode.Parse("""{"type":"Sequence","normalizers":[{"type":"Prepend","prepend":"▁"},{"type":"Replace","pattern":{"String":" "},"content":"▁"}]}"""),
            ["model"] = new JsonObject { ["type"] = "BPE", ["unk_token"] = "<unk>", ["byte_fallback"] = true, ["vocab"] = vocabulary, ["merges"] = new JsonArray("h i", "▁ hi") },
        }.ToJsonString()));

        var tokens = tokenizer.Encode("hi é hi");

        Assert.Equal([304, 300, 1 + 0xC3, 1 + 0xA9, 304], tokens);
        Assert.Equal("hi é hi", tokenizer.Decode(tokens));
    }

    [Theory]
    [InlineData("dGhl", "Line 1")]
    [InlineData("dGhl x", "Line 1")]
    [InlineData("!!! 3", "Line 1")]
    [InlineData("dGhl 0\nZm94 0", "Line 2")]
    [InlineData("dGhl 0", "0x00")]
    public void FromTiktoken_BadFile_SaysWhere(string file, string where)
    {
        var error = Assert.Throws<FormatException>(() => BytePairTokenizer.FromTiktoken(SmallVocabulary.Stream(file), TokenPattern.Gpt2));

        Assert.Contains(where, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense", "not JSON")]
    [InlineData("{}", "'model'")]
    [InlineData("""{"model":{"vocab":{"a":-1},"merges":[]}}""", "'a'")]
    [InlineData("""{"model":{"vocab":{"a":0},"merges":["a b"]}}""", "Entry 0")]
    [InlineData("""{"model":{"vocab":{},"merges":[],"byte_fallback":true}}""", "<0x00>")]
    public void FromTokenizerJson_BadFile_SaysWhere(string file, string where)
    {
        var error = Assert.Throws<FormatException>(() => BytePairTokenizer.FromTokenizerJson(SmallVocabulary.Stream(file)));

        Assert.Contains(where, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"model":{"type":"Unigram"}}""", "Unigram")]
    [InlineData("""{"model":{"type":"BPE","vocab":{},"merges":[]},"normalizer":{"type":"Precompiled"}}""", "Precompiled")]
    [InlineData("""{"model":{"type":"BPE","vocab":{},"merges":[]},"pre_tokenizer":{"type":"UnicodeScripts"}}""", "UnicodeScripts")]
    public void FromTokenizerJson_UnknownStep_NamesIt(string file, string step)
    {
        var error = Assert.Throws<NotSupportedException>(() => BytePairTokenizer.FromTokenizerJson(SmallVocabulary.Stream(file)));

        Assert.Contains($"'{step}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_UnknownToken_Throws()
    {
        Assert.Throws<ArgumentException>(() => Tiktoken.Decode([99_999]));
    }
}
