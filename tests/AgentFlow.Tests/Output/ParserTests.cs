using System.Text.RegularExpressions;
using AgentFlow.Output;

namespace AgentFlow.Tests.Output;

/// <summary>Answers in the shapes that models give them.</summary>
public sealed class ParserTests
{
    public enum Mood
    {
        Good,
        VeryGood,
        Bad,
    }

    [Theory]
    [InlineData("good", Mood.Good)]
    [InlineData(" \"Good\". ", Mood.Good)]
    [InlineData("**VERY_GOOD**", Mood.VeryGood)]
    [InlineData("very good", Mood.VeryGood)]
    [InlineData("VeryGood", Mood.VeryGood)]
    [InlineData("The mood is very good, I think.", Mood.VeryGood)]
    [InlineData("Mood: Bad", Mood.Bad)]
    [InlineData("{\"mood\": \"bad\"}", Mood.Bad)]
    [InlineData("Bad. It could have been good.", Mood.Bad)]
    [InlineData("It says good things, but also bad ones.\nAnswer: bad", Mood.Bad)]
    [InlineData("Good, good, good", Mood.Good)]
    public void Enum_AnswersOfRealShape_GiveTheValue(string text, Mood expected) => Assert.Equal(expected, Parse.Enum<Mood>().Parse(text));

    [Theory]
    [InlineData("excellent", "'excellent' is none of: Good, VeryGood, Bad. Answer with exactly one of them.")]
    [InlineData("", "'' is none of: Good, VeryGood, Bad. Answer with exactly one of them.")]
    [InlineData("goodness", "'goodness' is none of: Good, VeryGood, Bad. Answer with exactly one of them.")]
    [InlineData("It is good or bad", "It is not clear which of Good, VeryGood, Bad is meant by 'It is good or bad'. Answer with exactly one of them, and nothing else.")]
    [InlineData("It is not bad", "It is not clear which of Good, VeryGood, Bad is meant by 'It is not bad'. Answer with exactly one of them, and nothing else.")]
    [InlineData("That isn't very good", "It is not clear which of Good, VeryGood, Bad is meant by 'That isn't very good'. Answer with exactly one of them, and nothing else.")]
    public void Enum_NoOrUnclearChoice_SaysSo(string text, string message) =>
        Assert.Equal(message, Assert.Throws<OutputParserException>(() => Parse.Enum<Mood>().Parse(text)).ModelMessage);

    [Theory]
    [InlineData("yes", true)]
    [InlineData("No.", false)]
    [InlineData("TRUE", true)]
    [InlineData("n", false)]
    [InlineData("Yes, because there is no reason against it.", true)]
    [InlineData("No, that is not true.", false)]
    [InlineData("Let me think. There is no rule against it.\n\nYes", true)]
    [InlineData("**Answer:** no", false)]
    [InlineData("The statement is false.", false)]
    public void Boolean_AnswersOfRealShape_GiveTheValue(string text, bool expected) => Assert.Equal(expected, Parse.Boolean().Parse(text));

    [Theory]
    [InlineData("maybe")]
    [InlineData("yes and no")]
    [InlineData("That is not true")]
    [InlineData("")]
    public void Boolean_NoOrUnclearAnswer_IsRefused(string text) => Assert.Throws<OutputParserException>(() => Parse.Boolean().Parse(text));

    [Theory]
    [InlineData("red, green,blue", "red|green|blue")]
    [InlineData("\"Smith, J.\", \"a \"\"b\"\"\", c", "Smith, J.|a \"b\"|c")]
    [InlineData("red\ngreen, blue\n", "red|green|blue")]
    [InlineData("- red\n- \"green, dark\"\n- blue", "red|green, dark|blue")]
    [InlineData("1. red\n2. green", "red|green")]
    [InlineData("5\" disk, 3.5\" disk", "5\" disk|3.5\" disk")]
    [InlineData(" , ,one,, ", "one")]
    [InlineData("one", "one")]
    [InlineData("\"open, quote\nnext", "open, quote|next")]
    public void List_Commas_GiveTheItems(string text, string items) => Assert.Equal(items.Split('|'), Parse.List(ListStyle.Comma).Parse(text));

    [Theory]
    [InlineData("- one\n- two", "one|two")]
    [InlineData("1. one\n2) two\n10. ten", "one|two|ten")]
    [InlineData("Here are two:\n\n* **one**: first\n* two\n\nHope this helps!", "**one**: first|two")]
    [InlineData("• one\n• two\r\n", "one|two")]
    [InlineData("1. one\n   more of one\n\n   - nested\n2. two", "one\nmore of one\n- nested|two")]
    [InlineData("  - one\n  - two", "one|two")]
    [InlineData("- one - and a half\n-not an item\n- two", "one - and a half|two")]
    [InlineData("- 3.5 percent\n- 2024", "3.5 percent|2024")]
    public void List_Lines_GiveTheItems(string text, string items)
    {
        Assert.Equal(items.Split('|'), Parse.List().Parse(text));
        Assert.Equal(items.Split('|'), Parse.List(ListStyle.Numbered).Parse(text));
    }

    [Fact]
    public void List_NoItems_SaysHowToWriteThem()
    {
        var error = Assert.Throws<OutputParserException>(() => Parse.List().Parse("I have no ideas."));

        Assert.Equal("The answer has no list items. " + Parse.List().FormatInstructions, error.ModelMessage);
    }

    [Fact]
    public void Regex_NamedGroups_AreGivenByName()
    {
        var groups = Parse.Regex(@"Score: (?<score>\d+)/(?<of>\d+)").Parse("Well done. Score: 7/10.");

        Assert.Equal([("score", "7"), ("of", "10")], groups.Select(g => (g.Key, g.Value)));
    }

    [Theory]
    [InlineData(@"(\d+)-(\d+)", "1=12,2=30")]
    [InlineData(@"\d+", "0=12")]
    public void Regex_NoNames_AreGivenByNumber(string pattern, string expected) =>
        Assert.Equal(expected, string.Join(',', Parse.Regex(pattern).Parse("from 12-30").Select(g => $"{g.Key}={g.Value}")));

    [Fact]
    public void Regex_WithAFunction_GivesWhatItMakes() =>
        Assert.Equal(12, Parse.Regex(new Regex(@"\d+", RegexOptions.NonBacktracking), m => int.Parse(m.Value)).Parse("about 12"));

    [Theory]
    [InlineData("none", @"\d+")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", @"^(?=a)(a+)+\1$")]
    public void Regex_NoMatchInTime_SaysWhatIsLookedFor(string text, string pattern)
    {
        var error = Assert.Throws<OutputParserException>(() => Parse.Regex(pattern).Parse(text));

        Assert.Equal($"The answer does not match the regular expression {pattern}.", error.ModelMessage);
    }

    [Theory]
    [InlineData("<answer>42</answer>", "42")]
    [InlineData("I think.\n<Answer lang=\"en\">\n a < b && <b>c</b> \n</answer> Done.", "a < b && <b>c</b>")]
    [InlineData("<answer></answer>", "")]
    [InlineData("x < y <answer>1</answer><answer>2</answer>", "1")]
    [InlineData("<answer>&lt;p&gt;</ANSWER>", "&lt;p&gt;")]
    public void Xml_OneTag_GivesItsText(string text, string expected) => Assert.Equal(expected, Parse.Xml("answer").Parse(text));

    [Fact]
    public void Xml_SeveralTags_GivesTheirTexts()
    {
        var texts = Parse.Xml(["thinking", "answer"]).Parse("<thinking>The <answer> goes below.</thinking>\n<answer>42</answer>");

        Assert.Equal([("thinking", "The <answer> goes below."), ("answer", "42")], texts.Select(t => (t.Key, t.Value)));
    }

    [Fact]
    public void Xml_TagsMissingOrOpen_SaysWhich()
    {
        var error = Assert.Throws<OutputParserException>(() => Parse.Xml(["a", "b", "c"]).Parse("<a>1</a><c>2"));

        Assert.Equal(["The tag <b> is missing. Write <b>...</b>.", "<c> is not closed. End it with </c>."], error.Errors);
    }

    [Theory]
    [InlineData("Sure:\n```python\nprint(1)\n\nprint(2)\n```\nDone.", null, "print(1)\n\nprint(2)")]
    [InlineData("```\nplain\n```", null, "plain")]
    [InlineData("```bash\nls\n```\n```C#\nvar x = 1;\n```", "c#", "var x = 1;")]
    [InlineData("````md\n```\ninner\n```\n````", null, "```\ninner\n```")]
    [InlineData("1. Do this:\n   ```js\n   if (a)\n     b();\n   ```", "js", "if (a)\n  b();")]
    [InlineData("~~~\na ``` b\n~~~", null, "a ``` b")]
    [InlineData("```\r\na\r\nb\r\n```\r\n", null, "a\nb")]
    [InlineData("```\n```", null, "")]
    public void CodeBlock_AnswersOfRealShape_GiveTheCode(string text, string? language, string code) => Assert.Equal(code, Parse.CodeBlock(language).Parse(text));

    [Theory]
    [InlineData("print(1)", "The answer has no fenced code block. Begin it with a line ```python and end it with a line ```.")]
    [InlineData("```bash\nls\n```", "The answer has no fenced code block. Begin it with a line ```python and end it with a line ```.")]
    [InlineData("```python\nprint(1)", "The code block does not end. Write all of it, and then a line ```.")]
    public void CodeBlock_NoneOrOpen_SaysSo(string text, string message) =>
        Assert.Equal(message, Assert.Throws<OutputParserException>(() => Parse.CodeBlock("python").Parse(text)).ModelMessage);

    [Theory]
    [InlineData("2024-03-31")]
    [InlineData("The invoice is due on **2024-03-31**.")]
    [InlineData("\"March 31, 2024\"")]
    [InlineData("31 March 2024.")]
    [InlineData("2024-03-31, that is, 2024-03-31T00:00:00Z")]
    public void Date_FormsThatMeanOneDay_GiveIt(string text) => Assert.Equal(new DateOnly(2024, 3, 31), Parse.Date().Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("2024-02-30")]
    [InlineData("03/04/2024")]
    [InlineData("from 2024-03-01 to 2024-03-31")]
    public void Date_NoneOrUnclear_IsRefused(string text) =>
        Assert.Contains("YYYY-MM-DD", Assert.Throws<OutputParserException>(() => Parse.Date().Parse(text)).ModelMessage, StringComparison.Ordinal);

    [Fact]
    public void Text_Spaces_AreTrimmed() => Assert.Equal("a  b", Parse.Text().Parse(" \n a  b\n"));

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("<a>")]
    public void Xml_NotTheNameOfATag_Throws(string tag) => Assert.Throws<ArgumentException>(() => Parse.Xml(tag));
}
