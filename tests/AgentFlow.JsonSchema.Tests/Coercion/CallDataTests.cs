using System.Text;
using System.Text.Json;
using AgentFlow.JsonSchema.Coercion;
using AgentFlow.JsonSchema.Repair;
using AgentFlow.JsonSchema.Streaming;

namespace AgentFlow.JsonSchema.Tests.Coercion;

/// <summary>Real calls, right and then written as models get them wrong.</summary>
public sealed class CallDataTests
{
    private static readonly ArgumentCoercionOptions NoDefaults = new() { FillDefaults = false };

    [Fact]
    public void Coerce_RightArguments_StayAsTheyAre()
    {
        var changed = CallData.Read()
            .SelectMany(call => ArgumentCoercer.Compile(call.Schema, NoDefaults).Coerce(call.Arguments).Changes)
            .Select(change => change.Message);

        Assert.Empty(changed);
        Assert.True(CallData.Read().Count > 500);
    }

    [Fact]
    public void Coerce_NumbersAndBooleansAsText_AreReadBack()
    {
        var count = 0;
        foreach (var (schema, arguments) in CallData.Read())
        {
            var asText = new Dictionary<string, JsonElement>();
            foreach (var argument in arguments.EnumerateObject())
            {
                var isScalar = argument.Value.ValueKind is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False
                    && CallData.Type(schema, argument.Name) is "integer" or "number" or "boolean";
                asText[argument.Name] = isScalar ? JsonElement.Parse($"\"{argument.Value.GetRawText()}\"") : argument.Value;
                count += isScalar ? 1 : 0;
            }

            var coerced = ArgumentCoercer.Compile(schema, NoDefaults).Coerce(JsonSerializer.SerializeToElement(asText)).Value;

            Assert.True(JsonElement.DeepEquals(arguments, coerced), coerced.GetRawText());
        }
        Assert.True(count > 500, $"Only {count} arguments were numbers or booleans.");
    }

    [Fact]
    public void Parse_ArgumentsAsPythonWritesThem_AreReadBack()
    {
        foreach (var (_, arguments) in CallData.Read())
        {
            var python = new StringBuilder();
            WritePython(python, arguments);

            var repaired = JsonRepair.Parse(python.ToString(), new JsonRepairOptions { Root = JsonRoot.AnObject }).Value;

            Assert.True(JsonElement.DeepEquals(arguments, repaired), $"{python} gave {repaired}");
        }
    }

    [Fact]
    public void Parse_ArgumentsAmongWordsWithATrailingComma_AreFound()
    {
        foreach (var (_, arguments) in CallData.Read())
        {
            var text = $"Calling the tool now.\n```json\n{arguments.GetRawText()[..^1]},}}\n```\nDone.";

            var repaired = JsonRepair.Parse(text, new JsonRepairOptions { Root = JsonRoot.AnObject }).Value;

            Assert.True(JsonElement.DeepEquals(arguments, repaired), $"{text} gave {repaired}");
        }
    }

    /// <summary>What can't be known is a lost comma between digits, and a lost bracket at a single value; what is not read right should rather be refused.</summary>
    [Theory]
    [InlineData('}', 0.99, 0.01)]
    [InlineData(']', 0.97, 0.03)]
    [InlineData(':', 0.99, 0.01)]
    [InlineData(',', 0.90, 0.06)]
    [InlineData('"', 0.96, 0.02)]
    [InlineData('[', 0.0, 0.5)]
    [InlineData('{', 0.0, 0.2)]
    public void Parse_OneMarkLost_IsPutBackOrRefused(char mark, double right, double wrong)
    {
        var (random, count, same, other) = (new Random(1), 0, 0, 0);
        foreach (var (_, arguments) in CallData.Read())
        {
            var text = arguments.GetRawText();
            var places = Enumerable.Range(1, text.Length - 1).Where(at => text[at] == mark && text[at - 1] != '\\').ToArray();
            if (places.Length == 0)
                continue;
            count++;
            var isParsed = JsonRepair.TryParse(
                text.Remove(places[random.Next(places.Length)], 1), new JsonRepairOptions { Root = JsonRoot.AnObject }, out var result, out _);
            var isSame = isParsed && JsonElement.DeepEquals(arguments, result!.Value);
            same += isSame ? 1 : 0;
            other += isParsed && !isSame ? 1 : 0;
        }

        Assert.True(same >= right * count && other <= wrong * count, $"Of {count} texts {same} were read right and {other} wrong.");
    }

    [Fact]
    public void Feed_ArgumentsInPieces_AreCompleteWithTheLastByte()
    {
        var parser = new IncrementalJsonParser();
        foreach (var (_, arguments) in CallData.Read())
        {
            parser.Reset();
            var text = Encoding.UTF8.GetBytes(arguments.GetRawText());

            for (var at = 0; at < text.Length; at++)
                Assert.Equal(at == text.Length - 1 ? JsonStreamState.Complete : JsonStreamState.Open, parser.Feed(text.AsSpan(at, 1)));
        }
    }

    private static void WritePython(StringBuilder python, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                python.Append('{');
                foreach (var member in value.EnumerateObject())
                {
                    WriteText(python.Append(python[^1] == '{' ? "" : ", "), member.Name);
                    WritePython(python.Append(": "), member.Value);
                }
                python.Append('}');
                break;
            case JsonValueKind.Array:
                python.Append('[');
                foreach (var item in value.EnumerateArray())
                    WritePython(python.Append(python[^1] == '[' ? "" : ", "), item);
                python.Append(']');
                break;
            case JsonValueKind.String:
                WriteText(python, value.GetString()!);
                break;
            default:
                python.Append(value.ValueKind switch { JsonValueKind.True => "True", JsonValueKind.False => "False", JsonValueKind.Null => "None", _ => value.GetRawText() });
                break;
        }
    }

    // As Python's repr does: single quotes, unless the text has one and no double quote.
    private static void WriteText(StringBuilder python, string text)
    {
        var quote = text.Contains('\'') && !text.Contains('"') ? '"' : '\'';
        var escaped = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        python.Append(quote).Append(quote == '\'' ? escaped.Replace("'", "\\'", StringComparison.Ordinal) : escaped).Append(quote);
    }
}
