using System.Text;
using System.Text.Json;

namespace AgentFlow.JsonSchema.Tests;

/// <summary>Where ECMA-262 and .NET read the same pattern differently.</summary>
public sealed class PatternTests
{
    [Theory]
    [InlineData("^a$", "a\n", false)]
    [InlineData("^.$", "🐲", true)]
    [InlineData("^..$", "🐲", false)]
    [InlineData("^.{2}$", "🐲🐲", true)]
    [InlineData("^.$", "\u2028", false)]
    [InlineData("[^🐲]", "🐲", false)]
    [InlineData("^[🐲-🐶]+$", "🐳🐴", true)]
    [InlineData("^[🐲-🐶]+$", "🐷", false)]
    [InlineData("^[^a]$", "🐲", true)]
    [InlineData("^\\D$", "٣", true)]
    [InlineData("^[\\D]$", "٣", true)]
    [InlineData("^[\\D]$", "3", false)]
    [InlineData("^[\\W]$", "é", true)]
    [InlineData("^[\\S]$", "\ufeff", false)]
    [InlineData("^\\p{Lu}$", "𝔘", true)]
    [InlineData("^\\p{Lu}$", "u", false)]
    [InlineData("^\\P{Lu}$", "𝔘", false)]
    [InlineData("^[\\P{L}]$", "🐲", true)]
    [InlineData("^[\\P{L}]$", "x", false)]
    [InlineData("^\\p{gc=Decimal_Number}$", "٣", true)]
    [InlineData("^\\p{LC}$", "é", true)]
    [InlineData("^\\p{ASCII}+$", "é", false)]
    [InlineData("^\\u{1F432}$", "🐲", true)]
    [InlineData("^\\ud83d\\udc32$", "🐲", true)]
    [InlineData("^\\x41\\cJ\\0$", "A\n\0", true)]
    [InlineData("\\bcole", "école", true)]
    [InlineData("\\Bcole", "école", false)]
    [InlineData("^(a)?\\1b$", "b", true)]
    [InlineData("^(?:(a)|b)\\1$", "b", true)]
    [InlineData("^\\1(a)$", "a", true)]
    [InlineData("^(?<x>a)(b)\\2\\1$", "abba", true)]
    [InlineData("^(?<x>a)\\k<x>$", "aa", true)]
    [InlineData("^(?<=a)b|^(?<!a)c", "c", true)]
    [InlineData("^[]$", "", false)]
    [InlineData("^[^]$", "\n", true)]
    [InlineData("^[a-z&&[^b]]$", "&]", true)]
    [InlineData("^[[a]$", "[", true)]
    [InlineData("^a#b c$", "a#b c", true)]
    [InlineData("^a{,2}$", "a{,2}", true)]
    [InlineData("^[\\w-]+$", "a-b", true)]
    [InlineData("^[\\b]$", "\b", true)]
    [InlineData("^\\-\\_\\@$", "-_@", true)]
    [InlineData("^.{1,4000}$", "abc", true)]
    public void IsValid_Pattern_IsReadAsEcmaScriptDoes(string pattern, string text, bool expected)
    {
        var schema = CompiledSchema.Parse(Schema(pattern));

        Assert.Equal(expected, schema.IsValid(JsonSerializer.SerializeToUtf8Bytes(text)));
    }

    [Theory]
    [InlineData("a**")]
    [InlineData("(")]
    [InlineData("a)")]
    [InlineData("[a")]
    [InlineData("[z-a]")]
    [InlineData("a{2,1}")]
    [InlineData("+a")]
    [InlineData("{1}")]
    [InlineData("\\")]
    [InlineData("\\a")]
    [InlineData("\\u{110000}")]
    [InlineData("\\u12")]
    [InlineData("\\k<none>")]
    [InlineData("\\2(a)")]
    [InlineData("(?<a>x)(?<a>y)")]
    [InlineData("(?i)a")]
    [InlineData("(?P<a>x)")]
    [InlineData("(?>a)")]
    [InlineData("\\p{IsGreek}")]
    public void Compile_PatternNotOfEcmaScript_Throws(string pattern)
    {
        var exception = Assert.Throws<SchemaException>(() => CompiledSchema.Parse(Schema(pattern)));

        Assert.Equal(SchemaErrorCode.InvalidPattern, exception.Code);
    }

    [Fact]
    public void IsValid_RandomPatterns_CompileOrAreRefused()
    {
        const string Alphabet = @"ab🐲.*+?|()[]{}^$\\\\dDwWsSbBpPkux<>=!:,-0129";
        var random = new Random(7);
        var compiled = 0;
        for (var round = 0; round < 4_000; round++)
        {
            var pattern = string.Concat(Enumerable.Range(0, random.Next(1, 10)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));
            try
            {
                CompiledSchema.Parse(Schema(pattern)).IsValid("\"ab🐲0 \\n\""u8);
                compiled++;
            }
            catch (SchemaException exception)
            {
                Assert.Equal(SchemaErrorCode.InvalidPattern, exception.Code);
            }
        }

        Assert.True(compiled > 400, $"Only {compiled} of the random patterns compiled.");
    }

    private static string Schema(string pattern) => $$"""{"pattern":{{Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(pattern))}}}""";
}
