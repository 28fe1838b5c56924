using System.Buffers;
using System.Text;
using System.Text.Json;
using AgentFlow.Prompts;

namespace AgentFlow.Tests.Prompts;

/// <summary>The mustache specification's own tests. The modules whose name begins with '~' are optional.</summary>
public sealed class MustacheSpecTests
{
    [Theory]
    [InlineData("comments", 12)]
    [InlineData("delimiters", 14)]
    [InlineData("interpolation", 42)]
    [InlineData("inverted", 22)]
    [InlineData("partials", 12)]
    [InlineData("sections", 34)]
    [InlineData("~dynamic-names", 21)]
    [InlineData("~inheritance", 27)]
    [InlineData("~lambdas", 10)]
    public void Format_Module_PassesWhole(string module, int count)
    {
        var results = Run(module);

        Assert.All(results, r => Assert.Equal($"{r.Name}: {r.Expected}", $"{r.Name}: {r.Actual}"));
        Assert.Equal(count, results.Count);
    }

    private static List<Result> Run(string module)
    {
        var file = Path.Combine(Data, "mustache-spec", "specs", module + ".json");
        Assert.SkipUnless(File.Exists(file), $"The mustache specification is not at '{file}'.");
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        return [.. document.RootElement.GetProperty("tests").EnumerateArray().Select(Run)];
    }

    private static Result Run(JsonElement test)
    {
        var name = test.GetProperty("name").GetString()!;
        var options = new MustacheOptions { EscapeHtml = true, AllowMissing = true };
        if (test.TryGetProperty("partials", out var partials))
        {
            foreach (var partial in partials.EnumerateObject())
                options.Partials[partial.Name] = partial.Value.GetString()!;
        }
        var values = Values(test.GetProperty("data"));
        if (values.ContainsKey("lambda"))
            values["lambda"] = Lambda(name);
        var template = PromptTemplate.Parse(test.GetProperty("template").GetString()!, options);
        var text = template.Format(values);
        if (values.GetValueOrDefault("lambda") is null)
        {
            var writer = new ArrayBufferWriter<byte>();
            template.Format(writer, values);
            Assert.Equal(text, Encoding.UTF8.GetString(writer.WrittenSpan));
        }
        return new(name, test.GetProperty("expected").GetString()!, text);
    }

    private static Dictionary<string, object?> Values(JsonElement data) => data.ValueKind == JsonValueKind.Object
        ? data.EnumerateObject().ToDictionary(p => p.Name, p => (object?)p.Value.Clone())
        : new() { ["."] = data.Clone() };

    /// <summary>The specification has its lambdas in other languages.</summary>
    private static MustacheLambda Lambda(string test)
    {
        var calls = 0;
        return test switch
        {
            "Interpolation" => _ => "world",
            "Interpolation - Expansion" => _ => "{{planet}}",
            "Interpolation - Alternate Delimiters" => _ => "|planet| => {{planet}}",
            "Interpolation - Multiple Calls" => _ => $"{++calls}",
            "Escaping" => _ => ">",
            "Section" => text => text == "{{x}}" ? "yes" : "no",
            "Section - Expansion" => text => text + "{{planet}}" + text,
            "Section - Alternate Delimiters" => text => text + "{{planet}} => |planet|" + text,
            "Section - Multiple Calls" => text => $"__{text}__",
            _ => _ => "",
        };
    }

    private static string Data
    {
        get
        {
            if (Environment.GetEnvironmentVariable("AGENTFLOW_TEST_DATA") is { Length: > 0 } given)
                return given;
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "AgentFlow.sln")))
                folder = folder.Parent;
            return Path.Combine(folder?.FullName ?? ".", "..", "shared", "data");
        }
    }

    private sealed record Result(string Name, string Expected, string Actual);
}
