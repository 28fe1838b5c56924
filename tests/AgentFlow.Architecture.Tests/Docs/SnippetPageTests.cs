namespace AgentFlow.Architecture.Tests.Docs;

/// <summary>Internal, but what keeps the pages true.</summary>
public sealed class SnippetPageTests
{
    private const string Source = "class C\n{\n    // begin-snippet: one\n    if (a)\n\n        b();\n    // end-snippet\n}";

    private readonly List<string> _problems = [];
    private readonly HashSet<string> _used = [];

    [Fact]
    public void Read_Marks_GiveCodeWithoutIndentation()
    {
        var snippets = SnippetSource.Read("a.cs", Source, _problems);

        Assert.Equal("if (a)\n\n    b();", snippets["one"]);
        Assert.Empty(_problems);
    }

    [Theory]
    [InlineData("// begin-snippet: a\nb();", "a.cs: snippet 'a' never ends.")]
    [InlineData("// end-snippet", "a.cs:1: no snippet has begun.")]
    [InlineData("// begin-snippet: a\n// begin-snippet: b\n// end-snippet", "a.cs:2: snippet 'a' has not ended yet.")]
    [InlineData("// begin-snippet: a\n// end-snippet\n// begin-snippet: a\n// end-snippet", "a.cs:4: there are two snippets 'a'.")]
    public void Read_BadMarks_AreReported(string source, string problem)
    {
        SnippetSource.Read("a.cs", source, _problems);

        Assert.Equal([problem], _problems);
    }

    [Theory]
    [InlineData("x\n<!-- snippet: one -->\n```csharp\nold\nold\n```\ny", "x\n<!-- snippet: one -->\n```csharp\nif (a)\n\n    b();\n```\ny")]
    [InlineData("- x\n  <!-- snippet: one -->\n  ```csharp\n  ```", "- x\n  <!-- snippet: one -->\n  ```csharp\n  if (a)\n\n      b();\n  ```")]
    public void Render_NamedBlock_HasTheSnippet(string page, string expected)
    {
        var rendered = Render(page);

        Assert.Equal(expected, rendered);
        Assert.Empty(_problems);
        Assert.Equal(["one"], _used);
    }

    [Theory]
    [InlineData("```csharp\na();\n```", "p.md:1: C# on a page is compiled. Put it into docs/snippets, and '<!-- snippet: name -->' on the line above.")]
    [InlineData("<!-- snippet: one -->\n\n```cs\na();\n```", "p.md:3: C# on a page is compiled. Put it into docs/snippets, and '<!-- snippet: name -->' on the line above.")]
    [InlineData("<!-- snippet: two -->\n```c#\na();\n```", "p.md:2: docs/snippets has no snippet 'two'. It has: one.")]
    [InlineData("<!-- snippet: one -->\n```csharp\na();", "p.md:2: the block never ends.")]
    public void Render_BadBlock_IsReportedAndLeft(string page, string problem)
    {
        var rendered = Render(page);

        Assert.Equal(page, rendered);
        Assert.Equal([problem], _problems);
    }

    [Theory]
    [InlineData("```bash\ndotnet test\n```")]
    [InlineData("````text\n```csharp\na();\n```\n````")]
    [InlineData("plain")]
    public void Render_OtherBlock_IsLeft(string page)
    {
        var rendered = Render(page);

        Assert.Equal(page, rendered);
        Assert.Empty(_problems);
    }

    private string Render(string page) => SnippetPage.Render("p.md", page, SnippetSource.Read("a.cs", Source, []), _problems, _used);
}
