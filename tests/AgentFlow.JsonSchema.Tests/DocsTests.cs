using System.Text.Json;

namespace AgentFlow.JsonSchema.Tests;

/// <summary>Runs the code of docs/json-schema.md; a test holds the page to it line by line.</summary>
public sealed class DocsTests
{
    [Fact]
    public void Usage_FirstExample_PrintsWhatThePageSays()
    {
        var written = new StringWriter();
        var output = Console.Out;
        Console.SetOut(written);

        var schema = CompiledSchema.Parse("""
            {"type":"object","properties":{"city":{"type":"string"},"unit":{"enum":["c","f"]}},"required":["city"],"additionalProperties":false}
            """);
        var valid = schema.IsValid("""{"city":"Oslo","unit":"c"}"""u8);
        using var call = JsonDocument.Parse("""{"unit":"celsius","citty":"Oslo"}""");
        foreach (var error in schema.Validate(call.RootElement))
            Console.WriteLine(error.Message);

        Console.SetOut(output);
        Assert.True(valid);
        Assert.Contains(written.ToString().ReplaceLineEndings("\n"), Page().ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void Usage_RegistryExample_Compiles()
    {
        using var units = JsonDocument.Parse("""{"$defs":{"temperature":{"enum":["c","f"]}}}""");

        var options = new SchemaOptions { Registry = new SchemaRegistry().Add("units.json", units.RootElement), AssertFormat = true };
        var weather = CompiledSchema.Parse("""{"properties":{"unit":{"$ref":"units.json#/$defs/temperature"}}}""", options);

        Assert.False(weather.IsValid("""{"unit":"k"}"""u8));
    }

    [Fact]
    public void Page_EveryCodeLine_IsOneThatRuns()
    {
        var source = File.ReadAllText(Path.Combine(Root(), "tests", "AgentFlow.JsonSchema.Tests", "DocsTests.cs"));

        var lines = CodeLines(Page()).ToArray();

        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.Contains(line.Trim(), source, StringComparison.Ordinal));
    }

    private static string Root()
    {
        Assert.SkipWhen(Repository.Root is null, "The tests do not run inside the repository.");
        return Repository.Root!;
    }

    private static string Page() => File.ReadAllText(Path.Combine(Root(), "docs", "json-schema.md"));

    private static IEnumerable<string> CodeLines(string page)
    {
        var inCode = false;
        foreach (var line in page.Split('\n'))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
                inCode = line.StartsWith("```csharp", StringComparison.Ordinal);
            else if (inCode && line.Trim().Length > 0)
                yield return line;
        }
    }
}
