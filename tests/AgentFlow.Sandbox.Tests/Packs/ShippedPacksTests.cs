using AgentFlow.Sandbox.Packs;

namespace AgentFlow.Sandbox.Tests.Packs;

/// <summary>The tool packs in <c>tools/</c>: every case of every one.</summary>
public sealed class ShippedPacksTests
{
    private const int FewestCases = 8;

    public static TheoryData<string> Folders => [.. Directory.GetDirectories(Root()).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task TestAsync_ShippedPack_PassesItsOwnCases(string folder)
    {
        var pack = ToolPack.Load(Path.Combine(Root(), folder));

        var results = new List<ToolTestResult>();
        await foreach (var result in pack.TestAsync(cancellationToken: TestContext.Current.CancellationToken))
            results.Add(result);

        var failures = results.Where(r => !r.Passed).Select(r => $"{r.Test}: {r.Failure}\n  expected {r.Expected}\n  actual   {r.Actual}");
        Assert.Empty(string.Join('\n', failures.Concat(pack.Manifests.Count == 0 ? pack.Problems.Select(p => $"{p}") : [])));
        Assert.True(results.Count >= FewestCases, $"{folder} has {results.Count} cases; at least {FewestCases} are needed.");
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "AgentFlow.sln")))
                return Path.Combine(folder.FullName, "tools");
        }
        throw new InvalidOperationException("The tests do not run inside of the repository.");
    }
}
