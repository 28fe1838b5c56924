using System.Text.Json;
using System.Text.RegularExpressions;
using AgentFlow.Sandbox.Packs;
using AgentFlow.Tools;

namespace AgentFlow.Sandbox.Tests.Packs;

/// <summary>docs/tool-packs.md against the packs that it describes.</summary>
public sealed partial class ShippedPacksDocsTests
{
    [Fact]
    public void Docs_Table_HasEveryPackWithItsEffectAndPermissions()
    {
        var rows = Row().Matches(Docs).Select(m => string.Join(" | ", m.Groups.Values.Skip(1).Select(g => g.Value))).Order(StringComparer.Ordinal);

        var expected = ToolPack.Load(Tools).Manifests.Select(m => $"{Path.GetFileName(m.Folder)} | {m.Name} | {Effect(m)} | {Permissions(m)}").Order(StringComparer.Ordinal);

        Assert.Equal(expected, rows);
    }

    [Fact]
    public void Docs_Examples_AreTestedCases()
    {
        var examples = Examples();

        var untested = examples.Where(e => !IsCase(e)).Select(e => $"{e.Tool} {e.Arguments} {e.Result}");

        Assert.Equal(ToolPack.Load(Tools).Manifests.Select(m => m.Name).Order(StringComparer.Ordinal), examples.Select(e => e.Tool).Order(StringComparer.Ordinal));
        Assert.Empty(string.Join('\n', untested));
    }

    private static string Tools => Path.Combine(Repository.Root ?? throw new InvalidOperationException("The tests do not run inside of the repository."), "tools");

    private static string Docs => File.ReadAllText(Path.Combine(Repository.Root!, "docs", "tool-packs.md")).ReplaceLineEndings("\n");

    private static bool IsCase(ShownExample example)
    {
        var manifest = ToolPack.Load(Tools).Manifests.Single(m => m.Name == example.Tool);
        using var cases = JsonDocument.Parse(File.ReadAllText(Path.Combine(manifest.Folder, "tests.json")));
        using var given = JsonDocument.Parse(example.Arguments);
        return cases.RootElement.EnumerateArray().Any(c => JsonElement.DeepEquals(c.GetProperty("arguments"), given.RootElement)
            && (c.TryGetProperty("result", out var expected) ? IsSame(expected, example.Result) : c.TryGetProperty("resultContains", out var part) && example.Result.Contains(part.GetString()!, StringComparison.Ordinal)));
    }

    private static bool IsSame(JsonElement expected, string shown)
    {
        if (expected.ValueKind == JsonValueKind.String)
            return expected.GetString()!.ReplaceLineEndings("\n").TrimEnd('\n') == shown;
        using var result = JsonDocument.Parse(shown);
        return JsonElement.DeepEquals(expected, result.RootElement);
    }

    private static string Effect(ToolManifest manifest) => manifest.Effect switch { ToolEffect.Pure => "pure", ToolEffect.Keyed => "keyed", _ => "at most once" };

    private static string Permissions(ToolManifest manifest)
    {
        var names = manifest.Permissions is { } asked ? asked.EnumerateObject().Select(p => p.Name) : [];
        var all = string.Join(", ", names.Concat(manifest.Secrets.Select(s => $"secret `{s}`")));
        return all.Length == 0 ? "none" : all;
    }

    [GeneratedRegex(@"^\| `([a-z-]+)` \| `([a-z_]+)` \| .* \| (pure|keyed|at most once) \| (.+) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    /// <summary>The indented blocks of a call and its result.</summary>
    private static List<ShownExample> Examples() =>
        [.. Block().Matches(Docs).Select(m => new ShownExample(m.Groups[1].Value, m.Groups[2].Value, m.Groups[3].Value.Replace("\n    ", "\n", StringComparison.Ordinal).Trim()))];

    [GeneratedRegex(@"^    agentflow tools run ([a-z_]+).* '(\{.*\})'\n((?:    .*\n)+)", RegexOptions.Multiline)]
    private static partial Regex Block();

    private sealed record ShownExample(string Tool, string Arguments, string Result);
}
