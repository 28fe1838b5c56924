using System.Buffers;
using System.Text;
using AgentFlow.Prompts;

namespace AgentFlow.Tests.Prompts;

public sealed class PromptTemplateTests
{
    [Theory]
    [InlineData("{{pre{foo}post}}", "{prebarpost}")]
    [InlineData("}}{{", "}{")]
    [InlineData("", "")]
    [InlineData("no variables", "no variables")]
    [InlineData("{foo}{foo}", "barbar")]
    [InlineData("{{foo}}", "{foo}")]
    [InlineData("{{{foo}}}", "{bar}")]
    [InlineData("a\n{foo}\n", "a\nbar\n")]
    public void Format_FString_RendersAndUnescapes(string template, string expected)
    {
        var prompt = PromptTemplate.Parse(template);

        Assert.Equal(expected, prompt.Format(("foo", "bar")));
        Assert.Equal(expected, prompt.Format(new Dictionary<string, object?> { ["foo"] = "bar" }));
        Assert.Equal(expected, Utf8(prompt, ("foo", "bar")));
    }

    [Theory]
    [InlineData("{price:F2}", 3.14159, "3.14")]
    [InlineData("{price}", 2.5, "2.5")]
    [InlineData("{price:N0}", 1234567, "1,234,567")]
    [InlineData("{price:D4}", 7, "0007")]
    [InlineData("{price}", true, "True")]
    [InlineData("{price:X}", 255L, "FF")]
    [InlineData("[{price}]", null, "[]")]
    public void Format_Value_IsWrittenInvariantly(string template, object? value, string expected)
    {
        var prompt = PromptTemplate.Parse(template);

        Assert.Equal(expected, prompt.Format(("price", value)));
        Assert.Equal(expected, Utf8(prompt, ("price", value)));
    }

    [Theory]
    [InlineData("a {b", 1, 3, "a '{' has no '}' behind it")]
    [InlineData("a\nb }", 2, 3, "a '}' has no '{' before it")]
    [InlineData("{a{b}}", 1, 1, "a '{' has no '}' behind it")]
    [InlineData("{}", 1, 2, "'' is not a variable")]
    [InlineData("{0}", 1, 2, "'0' is not a variable")]
    [InlineData("{a.b}", 1, 2, "'a.b' is not a variable")]
    [InlineData("{a[0]}", 1, 2, "'a[0]' is not a variable")]
    [InlineData("one\ntwo {\"x\": 1}", 2, 6, "'\"x\": 1' is not a variable")]
    [InlineData("{a:}", 1, 3, "'a:' ends where a format was to follow")]
    public void Parse_BrokenFString_SaysWhere(string template, int line, int column, string problem)
    {
        var error = Assert.Throws<PromptSyntaxException>(() => PromptTemplate.Parse(template));

        Assert.Equal((line, column), (error.Line, error.Column));
        Assert.Contains(problem, error.Problem, StringComparison.Ordinal);
        Assert.Contains($"line {line}, column {column}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Format_MissingVariable_NamesItAndTheNearest()
    {
        var prompt = PromptTemplate.Parse("{question} {context}");

        var error = Assert.Throws<MissingVariableException>(() => prompt.Format(("qestion", "x"), ("context", "y")));

        Assert.Equal("question", error.Variable);
        Assert.Equal(["context", "qestion"], error.Given);
        Assert.Equal("qestion", error.Nearest);
        Assert.Equal("The prompt's variable 'question' has no value. Given: context, qestion. Was 'qestion' meant for it? A brace that is meant as such is doubled in an f-string: '{{'.", error.Message);
    }

    [Fact]
    public void Format_FormatThatTheValueDoesNotTake_SaysSo()
    {
        var prompt = PromptTemplate.Parse("{x:F2}");

        Assert.Contains("takes no format", Assert.Throws<PromptValueException>(() => prompt.Format(("x", "text"))).Message, StringComparison.Ordinal);
        Assert.Contains("does not take the format 'F2'", Assert.Throws<PromptValueException>(() => prompt.Format(("x", Guid.Empty))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Format_List_IsNoText()
    {
        var prompt = PromptTemplate.Parse("{items}");

        var error = Assert.Throws<PromptValueException>(() => prompt.Format(("items", new List<string> { "a" })));

        Assert.Equal("items", error.Variable);
    }

    [Fact]
    public void InputVariables_Template_AreInOrderAndOnce() =>
        Assert.Equal(["b", "a"], PromptTemplate.Parse("{b} {a} {b:F2}").InputVariables);

    [Fact]
    public void FindUnused_Names_ThatTheTemplateDoesNotHave() =>
        Assert.Equal(["c"], PromptTemplate.Parse("{a} {b}").Partial("b", 1).FindUnused("a", "b", "c"));

    [Fact]
    public void Partial_ValueAndFunction_FillIn()
    {
        var calls = 0;
        var prompt = PromptTemplate.Parse("{a} {b} {c}").Partial("a", 1).Partial("b", () => ++calls);

        Assert.Equal(["c"], prompt.InputVariables);
        Assert.Equal("1 1 3", prompt.Format(("c", 3)));
        Assert.Equal("1 2 3", prompt.Format(("c", 3)));
        Assert.Equal("9 3 3", prompt.Format(("c", 3), ("a", 9)));
        Assert.Throws<ArgumentException>(() => prompt.Partial("d", 1));
    }

    [Fact]
    public void Add_Templates_AreOneBehindTheOther()
    {
        var prompt = PromptTemplate.Parse("{a}, ") + PromptTemplate.Parse("{b}{a}").Partial("b", 2) + PromptTemplate.Literal(" {c}");

        Assert.Equal(["a"], prompt.InputVariables);
        Assert.Equal("1, 21 {c}", prompt.Format(("a", 1)));
    }

    [Fact]
    public void Format_BracesInValues_StayLiteral()
    {
        var prompt = PromptTemplate.Parse("{a} {b}");

        Assert.Equal("{b} {{x}}", prompt.Format(("a", "{b}"), ("b", "{{x}}")));
    }

    [Fact]
    public void Format_LongValues_AreWhole()
    {
        var prompt = PromptTemplate.Parse("<{a}|{b}>");
        var a = new string('ä', 5000);

        Assert.Equal($"<{a}|{a}>", prompt.Format(("a", a), ("b", a)));
        Assert.Equal($"<{a}|{a}>", Utf8(prompt, ("a", a), ("b", a)));
    }

    internal static string Utf8(PromptTemplate prompt, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        var writer = new ArrayBufferWriter<byte>();
        prompt.Format(writer, values);
        return Encoding.UTF8.GetString(writer.WrittenSpan);
    }
}
