namespace AgentFlow.Architecture.Tests.Code;

/// <summary>Internal, but every rule about source text stands on it.</summary>
public sealed class CodeOnlyTests
{
    [Theory]
    [InlineData("a(); // b();", "a();")]
    [InlineData("a(); /* b(); */ c();", "a();  c();")]
    [InlineData("a('\"'); b('\\''); c();", "a( ); b( ); c();")]
    [InlineData("a(\"x \\\" }\"); b();", "a( ); b();")]
    [InlineData("a(\"\"); b();", "a( ); b();")]
    [InlineData("a(@\"x \\\"); b();", "a( ); b();")]
    [InlineData("a(@\"x \"\" }\"); b();", "a( ); b();")]
    [InlineData("a($\"x {b(1)} {{ }} {c[0]:0.00} y\"); d();", "a( b(1) c[0] ); d();")]
    [InlineData("a($\"{(x ? \"{\" : \"}\")}\"); d();", "a( (x ? : ) ); d();")]
    [InlineData("a($\"{global::X.Y}\");", "a( global::X.Y );")]
    [InlineData("a($@\"\\{b}\"\"\"); c();", "a( b ); c();")]
    [InlineData("a(\"\"\"{ \" \"\" }\"\"\"); b();", "a( ); b();")]
    [InlineData("a($\"\"\"x {b} \"y\" \"\"\"); c();", "a( b ); c();")]
    [InlineData("a($$\"\"\"{ x } {{b}} {{{c}}} \"\"\"); d();", "a( b c ); d();")]
    [InlineData("#region don't\na();", "a();")]
    [InlineData("@class.a(); b();", "@class.a(); b();")]
    public void Of_CommentsAndStrings_AreBlank(string source, string expected)
    {
        var code = CodeOnly.Of(source);

        Assert.Equal(source.Length, code.Length);
        Assert.Equal(Squeeze(expected), Squeeze(code));
    }

    [Fact]
    public void Of_Lines_StayWhereTheyWere()
    {
        var code = CodeOnly.Of("/* one\ntwo */ a();\n\"\"\"\n  {\n  \"\"\"; b();");

        Assert.Equal(["", "       a();", "", "", "     ; b();"], code.Split('\n').Select(l => l.TrimEnd()));
    }

    private static string Squeeze(string code) => string.Join(' ', code.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
