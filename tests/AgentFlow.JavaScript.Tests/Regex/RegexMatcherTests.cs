using System.Text;
using AgentFlow.JavaScript.Regex;

namespace AgentFlow.JavaScript.Tests.Regex;

// The engine is internal: scripts reach it through RegExp, and not its steps and memory.
public sealed class RegexMatcherTests
{
    [Theory]
    [InlineData("abc", "", "xabcx", "1-4")]
    [InlineData("a|ab", "", "abc", "0-1")]
    [InlineData("((a)|(ab))((c)|(bc))", "", "abc", "0-3 0-1 0-1 - 1-3 - 1-3")]
    [InlineData("a[a-z]{2,4}", "", "abcdefghi", "0-5")]
    [InlineData("a[a-z]{2,4}?", "", "abcdefghi", "0-3")]
    [InlineData("(aa|aabaac|ba|b|c)*", "", "aabaac", "0-4 2-4")]
    [InlineData("(z)((a+)?(b+)?(c))*", "", "zaacbbbcac", "0-10 0-1 8-10 8-9 - 9-10")]
    [InlineData("(a*)*", "", "b", "0-0 -")]
    [InlineData("(?=(a+))a*b\\1", "", "baaabac", "3-6 3-4")]
    [InlineData("(.*?)a(?!(a+)b\\2c)\\2(.*)", "", "baaabaac", "0-8 0-2 - 3-8")]
    [InlineData("(?<=\\$)\\d+(\\.\\d*)?", "", "cost $10.50", "6-11 8-11")]
    [InlineData("(?<!\\$)\\b\\d+", "", "$10 20", "4-6")]
    [InlineData("(?<=(\\d+)(\\d+))$", "", "1053", "4-4 0-1 1-4")]
    [InlineData("(?<=\\1(a))b", "", "aab", "2-3 1-2")]
    [InlineData("^b", "m", "a\nb", "2-3")]
    [InlineData("a$", "m", "a\nb", "0-1")]
    [InlineData("a.b", "", "a\nb", null)]
    [InlineData("a.b", "s", "a\nb", "0-3")]
    [InlineData("(?<year>\\d{4})-(?<month>\\d\\d)", "", "on 2024-06", "3-10 3-7 8-10")]
    [InlineData("(?<q>['\"]).*?\\k<q>", "", "say \"it's\"", "4-10 4-5")]
    [InlineData("ABC", "i", "xabc", "1-4")]
    [InlineData("[a-z]+", "i", "123ABCdef", "3-9")]
    [InlineData("[^a-z]", "i", "ABC1", "3-4")]
    [InlineData("\u0130", "i", "i", null)]
    [InlineData("\u03C3", "i", "\u03C2", "0-1")]
    [InlineData("\u212A", "i", "k", null)]
    [InlineData("\u212A", "iu", "k", "0-1")]
    [InlineData("\\w", "iu", "\u017F", "0-1")]
    [InlineData("^.$", "", "\U0001F600", null)]
    [InlineData("^.$", "u", "\U0001F600", "0-2")]
    [InlineData("[\U0001F600-\U0001F64F]", "u", "x\U0001F601", "1-3")]
    [InlineData("\\u{1F600}+", "u", "\U0001F600\U0001F600", "0-4")]
    [InlineData("\\uD83D\\uDE00", "u", "\U0001F600", "0-2")]
    [InlineData("\\uDE00", "u", "\U0001F600", null)]
    [InlineData("\\p{Lu}\\p{L}+", "u", "abc \u00C9tude", "4-9")]
    [InlineData("\\P{ASCII}", "u", "ab\u00E9", "2-3")]
    [InlineData("\\bfoo\\b", "", "food foo", "5-8")]
    [InlineData("\\Boo", "", "foo", "1-3")]
    [InlineData("(?:a|b){2,3}c", "", "ababc", "1-5")]
    [InlineData("(?:ab){2}", "", "ababab", "0-4")]
    [InlineData("(|a)+", "", "aa", "0-2 1-2")]
    [InlineData("(a?)??b", "", "ab", "0-2 0-1")]
    [InlineData("x{0}y", "", "xy", "1-2")]
    [InlineData("[]", "", "a", null)]
    [InlineData("[^]", "", "\n", "0-1")]
    [InlineData("{", "", "{", "0-1")]
    [InlineData("a{,5}", "", "a{,5}", "0-5")]
    [InlineData("\\1(a)", "", "a", "0-1 0-1")]
    [InlineData("\\101", "", "A", "0-1")]
    [InlineData("[\\b]", "", "\b", "0-1")]
    [InlineData("\\cJ", "", "\n", "0-1")]
    [InlineData("(?:(a)|b)*", "", "ab", "0-2 -")]
    [InlineData("(?=(a))?b", "", "b", "0-1 -")]
    [InlineData("(?!(a))b", "", "b", "0-1 -")]
    [InlineData("a+?b", "", "aaab", "0-4")]
    [InlineData("(?:a+?){2,}?b", "", "aaab", "0-4")]
    [InlineData("", "", "abc", "0-0")]
    public void Match_Pattern_TakesWhatTheSpecificationSays(string pattern, string flags, string input, string? captures)
    {
        var found = Match(pattern, flags, input, out _);

        Assert.Equal(captures, found);
    }

    [Theory]
    [InlineData("(a+)+b")]
    [InlineData("(x+x+)+y")]
    [InlineData("(.*)*=")]
    [InlineData("(a*)*b")]
    [InlineData("(a*)+b")]
    [InlineData("(a|aa)+$")]
    [InlineData("(?:(?:a|b)|(?:a|c))*d")]
    [InlineData("^(([a-z])+.)+[A-Z]([a-z])+$")]
    [InlineData("(a|a?)+b")]
    public void Match_CatastrophicPattern_IsQuickOnceItRemembers(string pattern)
    {
        var input = new string('a', 600) + new string('x', 300) + "!";

        var found = Match(pattern, "", input, out var meter);

        Assert.Null(found);
        Assert.InRange(meter.Steps, 1, 5_000_000);
    }

    [Theory]
    [InlineData("^(?=(a+))\\1*b")]
    [InlineData("(?<=(a|aa)+)b")]
    [InlineData("(a?){30}a{30}$")]
    public void Match_WhatCannotBeRemembered_IsEndedByTheMeter(string pattern)
    {
        var program = RegexProgram.Compile(pattern, RegexFlags.None);
        var matcher = new RegexMatcher(program, new string('a', 50_000) + "c", new CountingMeter(1_000_000));

        var error = Record.Exception(() => matcher.Match(0, sticky: false));

        Assert.True(error is null or TimeoutException);
    }

    [Fact]
    public void Match_ManyChoices_ChargesTheStack()
    {
        var found = Match("(?:a|b)*c", "", new string('a', 10_000), out var meter);

        Assert.Null(found);
        Assert.InRange(meter.Bytes, 10_000 * 16, 10_000 * 16 * 8);
    }

    [Fact]
    public void Match_AgainAfterAMatch_ForgetsWhatItVisited()
    {
        var input = string.Concat(Enumerable.Repeat(new string('a', 300) + "b ", 3));
        var program = RegexProgram.Compile("(a+)+b", RegexFlags.None);
        var matcher = new RegexMatcher(program, new string('a', 900) + " " + input, new CountingMeter());
        var ends = new List<int>();

        for (var at = 0; matcher.Match(at, sticky: false); at = ends[^1])
            ends.Add(matcher.Captures[1]);

        Assert.Equal([1_202, 1_504, 1_806], ends);
    }

    [Theory]
    [InlineData("(", "", "')' is missing")]
    [InlineData(")", "", "closes no group")]
    [InlineData("*", "", "nothing before the '*'")]
    [InlineData("a**", "", "nothing before the '*'")]
    [InlineData("[b-a]", "", "out of order")]
    [InlineData("a{2,1}", "", "out of order")]
    [InlineData("\\", "", "ends in a '\\'")]
    [InlineData("(?<a>x)(?<a>y)", "", "stands twice")]
    [InlineData("(?<a>x)\\k<b>", "", "'b'")]
    [InlineData("\\2(a)", "u", "does not exist")]
    [InlineData("\\-", "u", "has no meaning")]
    [InlineData("{", "u", "nothing before the '{'")]
    [InlineData("\\p{Script=Greek}", "u", "not available")]
    [InlineData("a", "gg", "stands twice")]
    [InlineData("a", "x", "no flag")]
    [InlineData("a", "v", "'v' is not available")]
    public void Compile_NotWellFormed_SaysWhy(string pattern, string flags, string message)
    {
        var error = Assert.Throws<RegexSyntaxException>(() => RegexProgram.Compile(pattern, RegexFlagsText.Parse(flags)));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(", 50_000, "a", ")")]
    [InlineData("(?:", 50_000, "a", ")*")]
    [InlineData("a|", 1_000_000, "", "")]
    [InlineData("(a)", 200_000, "", "")]
    [InlineData("(?=", 5_000, "a", ")")]
    public void Compile_HugePattern_IsAnErrorAndNoCrash(string open, int count, string middle, string close)
    {
        var pattern = new StringBuilder().Insert(0, open, count).Append(middle).Insert(open.Length * count + middle.Length, close, count).ToString();

        var error = Record.Exception(() => RegexProgram.Compile(pattern, RegexFlags.None));

        Assert.IsType<RegexSyntaxException>(error);
    }

    [Fact]
    public void Compile_CountedLoops_AreNotWrittenOut()
    {
        var program = RegexProgram.Compile("((a{0,5000}){0,5000}){0,5000}", RegexFlags.None);

        Assert.True(program.Size < 2_000);
    }

    private static string? Match(string pattern, string flags, string input, out CountingMeter meter)
    {
        meter = new CountingMeter();
        var matcher = new RegexMatcher(RegexProgram.Compile(pattern, RegexFlagsText.Parse(flags)), input, meter);
        return matcher.Match(0, sticky: false) ? Render(matcher.Captures) : null;
    }

    private static string Render(ReadOnlySpan<int> captures)
    {
        var text = new List<string>();
        for (var i = 0; i < captures.Length; i += 2)
            text.Add(captures[i] < 0 || captures[i + 1] < 0 ? "-" : $"{captures[i]}-{captures[i + 1]}");
        return string.Join(' ', text);
    }
}
