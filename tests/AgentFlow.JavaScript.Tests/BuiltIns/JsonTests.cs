using System.Globalization;
using System.Text;
using System.Text.Json;

namespace AgentFlow.JavaScript.Tests.BuiltIns;

public sealed class JsonTests
{
    [Fact]
    public void ParseThenStringify_RandomDocuments_GivesTheSameText()
    {
        var random = new Random(1);
        var rounds = int.Parse(Environment.GetEnvironmentVariable("AGENTFLOW_JSON_ROUNDS") ?? "300", CultureInfo.InvariantCulture);
        var documents = Enumerable.Range(0, rounds).Select(_ => Document(random, 5)).ToList();

        var answers = documents.Select(document => Unquoted(ScriptProbe.Run($"return JSON.stringify(JSON.parse({JsonSerializer.Serialize(document)})) === {JsonSerializer.Serialize(document)}")));

        Assert.All(answers.Zip(documents), pair => Assert.True(pair.First == "true", pair.Second));
    }

    [Theory]
    [InlineData("[1,\n 2,\n x]", "line 3 column 2")]
    [InlineData("{\"a\" 1}", "position 5")]
    [InlineData("[1", "Unexpected end of JSON input")]
    [InlineData("\"abc", "Unterminated string")]
    public void Parse_BrokenText_SaysWhere(string text, string expected)
    {
        var answer = ScriptProbe.Run($"return JSON.parse({JsonSerializer.Serialize(text)})");

        Assert.StartsWith("threw SyntaxError", answer, StringComparison.Ordinal);
        Assert.Contains(expected, answer, StringComparison.Ordinal);
    }

    [Fact]
    public void ParseAndStringify_NestedAHundredThousandDeep_Works()
    {
        var answer = ScriptProbe.Run("const s = '['.repeat(1e5) + ']'.repeat(1e5); return JSON.stringify(JSON.parse(s)) === s");

        Assert.Equal("true", answer);
    }

    private static string Unquoted(string text) => text.Trim('\'');

    private static string Document(Random random, int depth)
    {
        switch (random.Next(depth > 0 ? 8 : 5))
        {
            case 0:
                return random.Next(-1000, 1000).ToString(CultureInfo.InvariantCulture);
            case 1:
                return random.Next(3) switch { 0 => "true", 1 => "false", _ => "null" };
            case 2 or 3:
                return Text(random);
            case 4:
                return (random.Next(1, 100000) / 1024.0).ToString("R", CultureInfo.InvariantCulture);
            case 5 or 6:
                return "[" + string.Join(',', Enumerable.Range(0, random.Next(5)).Select(_ => Document(random, depth - 1))) + "]";
            default:
                return "{" + string.Join(',', Enumerable.Range(0, random.Next(5)).Select(i => $"{Text(random)[..^1]}k{i}\":{Document(random, depth - 1)}")) + "}";
        }
    }

    private static string Text(Random random)
    {
        var text = new StringBuilder("\"");
        for (var i = random.Next(8); i > 0; i--)
            text.Append(random.Next(6) switch { 0 => "\\n", 1 => "\\\"", 2 => "é", 3 => "😀", 4 => "\\u0001", _ => ((char)random.Next('a', 'z')).ToString() });
        return text.Append('"').ToString();
    }
}
