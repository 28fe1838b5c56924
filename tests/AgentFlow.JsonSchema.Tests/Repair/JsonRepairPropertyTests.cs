using System.Text;
using System.Text.Json;
using AgentFlow.JsonSchema.Repair;

namespace AgentFlow.JsonSchema.Tests.Repair;

public sealed class JsonRepairPropertyTests
{
    private const string Alphabet = "{}[]()\"'`\\,:;=+-.#/*<>_ \n\t019aetfnNxu“”’…é";

    // What a parser may be tempted to look at again and again.
    private static readonly string[] Hostile =
    [
        "[", "{", "(", "\"", "'", "`", "\\", "\"\\", ",", "[,", "\" \"", "\"a\" ", "\", \"", "\"x\":", "{\"a\":", "{\"a: ", "[\"a, ", "{a:", "\"a\"b", "/*", "//", "#\n", "<a>",
        "```", "```{", "{}", "[]", "{\"a\":1}", "{\"a\" ", "“", "\"\"", "\"\"\"", "'''", "''x", "...", "1 ", "a ", "f(", "f(1)", "\n\"", "\"\n", "\"k\":\"v, \"", "\\\"", "{\\\"",
        "\"a\"+", "- ", "new ", "u'", "\"a\" {", "{\"a\":1},\"", "[1] x ", "{x} ", "</a>", "x\" b \"c", "\"a\"b,", "\"a,\"", "\"a\\\"b\\", "[\"a\":", "\"]", ">{}", "`a{}", "\ud83d\ude00", "\u00a0", "\"a\",", "'a',b ", "{'a':'b' ", "\"a;\" ", "\"}\" x", "{\"a\":\"\n```",
    ];

    [Fact]
    public void Parse_ValidJson_IsUnchangedWithoutFixes()
    {
        for (var seed = 0; seed < 2000; seed++)
        {
            var json = new RandomJson(seed).NextValue();

            var result = JsonRepair.Parse(json);

            Assert.Empty(result.Fixes);
            Assert.Equal(json.Trim(), result.Value.GetRawText());
        }
    }

    [Fact]
    public void Parse_ValidJsonWithOneTrailingComma_HasThatFixAlone()
    {
        for (var seed = 0; seed < 2000; seed++)
        {
            var json = new RandomJson(seed).NextObject();
            using var expected = JsonDocument.Parse($"[{json}]");

            var result = JsonRepair.Parse($"[{json},]");

            Assert.True(JsonElement.DeepEquals(expected.RootElement, result.Value), json);
            Assert.Equal(JsonFixKind.TrailingComma, Assert.Single(result.Fixes).Kind);
        }
    }

    [Fact]
    public void Parse_PrefixOfAnObject_GivesWhatIsThere()
    {
        for (var seed = 0; seed < 150; seed++)
        {
            var json = Encoding.UTF8.GetBytes(new RandomJson(seed).NextObject());
            using var whole = JsonDocument.Parse(json);
            for (var length = 1; length <= json.Length; length++)
            {
                var parsed = JsonRepair.TryParse(json.AsSpan(0, length), new JsonRepairOptions { Root = JsonRoot.AnObject }, out var result, out var error);

                Assert.True(parsed, $"{Encoding.UTF8.GetString(json, 0, length)}: {error?.Message}");
                Assert.Equal(JsonValueKind.Object, result!.Value.ValueKind);
                Assert.True(result.Value.GetPropertyCount() <= whole.RootElement.GetPropertyCount(), Encoding.UTF8.GetString(json, 0, length));
            }
        }
    }

    [Fact]
    public void TryParse_DamagedJson_GivesAValueOrTheTypedErrorInLinearSteps()
    {
        for (var seed = 0; seed < 4000; seed++)
        {
            var random = new RandomJson(seed);
            var text = new StringBuilder(random.NextObject());
            for (var damage = random.Next(6); damage >= 0 && text.Length > 0; damage--)
            {
                var at = random.Next(text.Length);
                if (random.Next(2) == 0)
                    text.Remove(at, 1);
                else
                    text.Insert(at, Alphabet[random.Next(Alphabet.Length)]);
            }
            Check(text.ToString());
        }
    }

    [Fact]
    public void TryParse_AnyCharacters_GivesAValueOrTheTypedErrorInLinearSteps()
    {
        for (var seed = 0; seed < 4000; seed++)
        {
            var random = new Random(seed);
            Check(string.Concat(Enumerable.Range(0, random.Next(80)).Select(_ => Alphabet[random.Next(Alphabet.Length)])));
        }
    }

    [Fact]
    public void CountSteps_HostileText_GrowsLinearly()
    {
        foreach (var start in new[] { "", "{", "[", "{\"a\":", "[\"", "{\"a\":\"", "words [1] {\"a\":\"", "```json\n{\"a\":'" })
        {
            foreach (var unit in Hostile)
            {
                var text = Encoding.UTF8.GetBytes(start + string.Concat(Enumerable.Repeat(unit, 20_000 / unit.Length)));

                var steps = JsonRepair.CountSteps(text, new JsonRepairOptions());

                Assert.True(steps <= 40L * text.Length, $"'{start}' and many '{unit}': {steps} steps for {text.Length} bytes");
            }
        }
    }

    [Theory]
    [InlineData("[")]
    [InlineData("\"")]
    [InlineData("\\")]
    [InlineData("{\"a\":")]
    [InlineData("'\"")]
    public void TryParse_AMegabyteOfOneThing_Ends(string unit)
    {
        var text = string.Concat(Enumerable.Repeat(unit, (1 << 20) / unit.Length));

        var parsed = JsonRepair.TryParse(text, null, out var result, out var error);

        Assert.Equal(parsed, error is null);
        Assert.Equal(parsed, result is not null);
    }

    private static void Check(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);

        var parsed = JsonRepair.TryParse(text, null, out var result, out var error);

        Assert.True(parsed ? result!.Value.GetRawText().Length > 0 : error!.Message.Length > 0);
        Assert.True(JsonRepair.CountSteps(utf8, new JsonRepairOptions()) <= 100 + (40L * utf8.Length), text);
    }
}
