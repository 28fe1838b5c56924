namespace AgentFlow.Architecture.Tests;

/// <summary>The files of the checkout that these tests were built from.</summary>
internal static class Repository
{
    private static readonly string[] NotOurs = ["bin", "obj", "artifacts", "TestResults", "BenchmarkDotNet.Artifacts", "node_modules"];

    public static string Root { get; } = FindRoot();

    /// <summary>Set to accept what the code says now: rewrites public API files and snippets in pages.</summary>
    public static bool Accepts { get; } = Environment.GetEnvironmentVariable("AGENTFLOW_ACCEPT") == "1";

    public static string PathOf(string relativePath) => Path.Combine(Root, relativePath);

    /// <summary>The files under <paramref name="folder"/> ('' for the whole repository) in a stable order, relative and with slashes.</summary>
    public static IReadOnlyList<string> Files(string folder, params string[] extensions)
    {
        var start = PathOf(folder);
        return !Directory.Exists(start) ? [] : [.. Walk(start)
            .Where(f => extensions.Length == 0 || extensions.Contains(Path.GetExtension(f)))
            .Select(f => Path.GetRelativePath(Root, f).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)];
    }

    public static string Read(string relativePath) => File.ReadAllText(PathOf(relativePath)).ReplaceLineEndings("\n");

    private static IEnumerable<string> Walk(string folder) => Directory.EnumerateFiles(folder)
        .Concat(Directory.EnumerateDirectories(folder).Where(IsOurs).SelectMany(Walk));

    // Dot folders are tools' own, .ci excepted.
    private static bool IsOurs(string folder) =>
        Path.GetFileName(folder) is var name && (name == ".ci" || (!name.StartsWith('.') && !NotOurs.Contains(name)));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "AgentFlow.sln")))
                return folder.FullName;
        }
        throw new InvalidOperationException($"No folder above '{AppContext.BaseDirectory}' has AgentFlow.sln. Run the tests from a checkout.");
    }
}
