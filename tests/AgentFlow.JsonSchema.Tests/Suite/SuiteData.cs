using System.Text.Json;

namespace AgentFlow.JsonSchema.Tests.Suite;

/// <summary>The official JSON Schema test suite, where it is present.</summary>
internal static class SuiteData
{
    private static readonly Lazy<SchemaRegistry> SharedRegistry = new(LoadRemotes);

    /// <summary>The suite's folder, or null when it is not on this machine.</summary>
    public static string? Root { get; } = FindRoot();

    /// <summary>The suite's remote documents, which it expects at http://localhost:1234/.</summary>
    public static SchemaRegistry Registry => SharedRegistry.Value;

    public static readonly (string Folder, SchemaDialect Dialect)[] Drafts =
    [
        ("draft2020-12", SchemaDialect.Draft202012), ("draft2019-09", SchemaDialect.Draft201909), ("draft7", SchemaDialect.Draft7),
    ];

    /// <summary>The files of one kind as "draft/name.json"; one empty name when the suite is absent, so that a test can say so.</summary>
    public static TheoryData<string> Files(string subfolder)
    {
        var files = new TheoryData<string>();
        if (Root is null)
        {
            files.Add("");
            return files;
        }
        foreach (var (draft, _) in Drafts)
        {
            foreach (var file in Directory.EnumerateFiles(Path.Combine(Root, "tests", draft, subfolder), "*.json").Order(StringComparer.Ordinal))
                files.Add(Path.GetRelativePath(Path.Combine(Root, "tests"), file).Replace('\\', '/'));
        }
        return files;
    }

    public static SchemaDialect DialectOf(string file) => Drafts.First(draft => file.StartsWith(draft.Folder + "/", StringComparison.Ordinal)).Dialect;

    public static IEnumerable<SuiteCase> Read(string file)
    {
        var index = 0;
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Root!, "tests", file)));
        foreach (var group in document.RootElement.EnumerateArray())
        {
            var schema = group.GetProperty("schema").Clone();
            foreach (var test in group.GetProperty("tests").EnumerateArray())
            {
                yield return new SuiteCase(
                    $"{group.GetProperty("description").GetString()}: {test.GetProperty("description").GetString()}",
                    index,
                    schema,
                    test.GetProperty("data").Clone(),
                    test.GetProperty("valid").GetBoolean());
            }
            index++;
        }
    }

    private static SchemaRegistry LoadRemotes()
    {
        var registry = new SchemaRegistry();
        var remotes = Path.Combine(Root!, "remotes");
        foreach (var file in Directory.EnumerateFiles(remotes, "*.json", SearchOption.AllDirectories))
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            registry.Add("http://localhost:1234/" + Path.GetRelativePath(remotes, file).Replace('\\', '/'), document.RootElement);
        }
        return registry;
    }

    private static string? FindRoot()
    {
        var data = Environment.GetEnvironmentVariable("AGENTFLOW_TEST_DATA");
        if (data is null && Repository.Root is { } root)
            data = Path.Combine(root, "..", "shared", "data");
        var suite = data is null ? null : Path.GetFullPath(Path.Combine(data, "json-schema-test-suite"));
        return Directory.Exists(suite) ? suite : null;
    }
}

/// <summary>One value with the answer that the suite expects.</summary>
internal sealed record SuiteCase(string Name, int Group, JsonElement Schema, JsonElement Data, bool Valid);
