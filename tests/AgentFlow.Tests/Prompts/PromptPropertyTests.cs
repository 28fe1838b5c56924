using System.Text;
using AgentFlow.Prompts;

namespace AgentFlow.Tests.Prompts;

/// <summary>
/// Laws that hold for every template, on templates made at random: AGENTFLOW_PROMPT_CASES sets how many (2,000), AGENTFLOW_PROMPT_SEED where they begin.
/// </summary>
public sealed class PromptPropertyTests
{
    private static readonly string[] Names = ["a", "b", "name", "question_2", "ü"];

    private static readonly string[] Texts = ["", "x", "{", "}", "{{", "}}", "{a}", "{{a}}", "{{{b}}}", "{{#a}}", "{{/a}}", "{{>p}}", "{{=| |=}}", "ä€😀", "\n", " \n", "&<>\"", "{a:F2}"];

    public static TheoryData<int> Seeds
    {
        get
        {
            var first = int.Parse(Environment.GetEnvironmentVariable("AGENTFLOW_PROMPT_SEED") ?? "1", null);
            var count = int.Parse(Environment.GetEnvironmentVariable("AGENTFLOW_PROMPT_CASES") ?? "2000", null);
            return [.. Enumerable.Range(0, Math.Max(1, count / 500)).Select(i => first + (i * 500))];
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Format_AnyFString_IsItsPiecesWithTheValues(int seed)
    {
        for (var i = seed; i < seed + 500; i++)
        {
            var (template, expected, values) = MakeFString(new Random(i));

            Check(PromptTemplate.Parse(template), expected, values, i);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Format_AnyMustache_IsItsPiecesWithTheValues(int seed)
    {
        for (var i = seed; i < seed + 500; i++)
        {
            var (template, expected, values) = MakeMustache(new Random(i));

            Check(PromptTemplate.Parse(template, PromptFormat.Mustache), expected, values, i);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Format_SumOfTemplates_IsTheSumOfTheirTexts(int seed)
    {
        for (var i = seed; i < seed + 500; i++)
        {
            var random = new Random(i);
            var (first, a, values) = MakeFString(random);
            var (second, _, more) = MakeMustache(random);
            foreach (var (name, value) in values)
                more[name] = value;
            var both = PromptTemplate.Parse(first) + PromptTemplate.Parse(second, PromptFormat.Mustache);

            Assert.Equal(PromptTemplate.Parse(first).Format(more) + PromptTemplate.Parse(second, PromptFormat.Mustache).Format(more), both.Format(more));
            Assert.Equal(a, PromptTemplate.Parse(first).Format(more));
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Parse_AnyText_IsATemplateOrAnErrorWithAPlace(int seed)
    {
        for (var i = seed; i < seed + 500; i++)
        {
            var text = MakeText(new Random(i), 8);
            foreach (var format in Enum.GetValues<PromptFormat>())
            {
                try
                {
                    _ = PromptTemplate.Parse(text, format);
                }
                catch (PromptSyntaxException error)
                {
                    Assert.InRange(error.Position, 0, text.Length);
                    Assert.InRange(error.Line, 1, text.Count(c => c == '\n') + 1);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Literal_AnyText_IsItself(int seed)
    {
        for (var i = seed; i < seed + 500; i++)
        {
            var text = MakeText(new Random(i), 8);

            Assert.Equal(text, PromptTemplate.Literal(text).Format());
            Assert.Equal(text, PromptTemplate.Parse(text.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal)).Format());
        }
    }

    private static void Check(PromptTemplate template, string expected, Dictionary<string, object?> values, int seed)
    {
        var pairs = values.Reverse().Select(v => (v.Key, v.Value)).ToArray();

        Assert.Equal($"{seed}: {expected}", $"{seed}: {template.Format(values)}");
        Assert.Equal(expected, template.Format(pairs));
        Assert.Equal(expected, PromptTemplateTests.Utf8(template, pairs));
        Assert.Empty(template.InputVariables.Except(values.Keys));
    }

    private static (string Template, string Expected, Dictionary<string, object?> Values) MakeFString(Random random)
    {
        var values = MakeValues(random);
        var (template, expected) = (new StringBuilder(), new StringBuilder());
        for (var i = random.Next(8); i >= 0; i--)
        {
            if (random.Next(2) == 0)
            {
                var text = Texts[random.Next(Texts.Length)];
                template.Append(text.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));
                expected.Append(text);
            }
            else
            {
                var name = Names[random.Next(Names.Length)];
                template.Append('{').Append(name).Append('}');
                expected.Append(values[name]);
            }
        }
        return (template.ToString(), expected.ToString(), values);
    }

    private static (string Template, string Expected, Dictionary<string, object?> Values) MakeMustache(Random random)
    {
        var values = MakeValues(random);
        var (template, expected) = (new StringBuilder(), new StringBuilder());
        for (var i = random.Next(8); i >= 0; i--)
        {
            var name = Names[random.Next(Names.Length)];
            switch (random.Next(4))
            {
                case 0:
                    // Never a line to itself, or a section beside it would take the line away.
                    template.Append("[t]");
                    expected.Append("[t]");
                    break;
                case 1:
                    template.Append(random.Next(2) == 0 ? $"{{{{{name}}}}}" : $"{{{{{{ {name} }}}}}}");
                    expected.Append(values[name]);
                    break;
                case 2:
                    template.Append($".{{{{#{name}}}}}({{{{.}}}}){{{{/{name}}}}}");
                    expected.Append('.').Append(values[name] is "" ? "" : $"({values[name]})");
                    break;
                default:
                    template.Append($".{{{{^{name}}}}}none{{{{/{name}}}}}");
                    expected.Append('.').Append(values[name] is "" ? "none" : "");
                    break;
            }
        }
        return (template.ToString(), expected.ToString(), values);
    }

    private static Dictionary<string, object?> MakeValues(Random random) => Names.ToDictionary(n => n, _ => (object?)MakeText(random, 3));

    private static string MakeText(Random random, int pieces) => string.Concat(Enumerable.Range(0, random.Next(pieces + 1)).Select(_ => Texts[random.Next(Texts.Length)]));
}
