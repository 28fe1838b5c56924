using System.IO.Compression;
using System.Text.Json;

namespace AgentFlow.JavaScript.Test262;

/// <summary>Finds the tests to run.</summary>
internal static class TestList
{
    /// <summary>The paths that the options ask for, in order.</summary>
    public static string[] Read(RunOptions options)
    {
        var paths = options.PathList is { } list ? ReadList(list) : FindAll(options.Checkout);
        return [.. paths
            .Where(p => options.Only.Count == 0 || options.Only.Exists(prefix => p.StartsWith(prefix, StringComparison.Ordinal)))
            .Where(p => !options.FirstMilestone || Milestone.IncludesFolder(p))
            .Order(StringComparer.Ordinal)];
    }

    private static string[] ReadList(string file)
    {
        using var stream = File.OpenRead(file);
        using var content = file.EndsWith(".gz", StringComparison.Ordinal) ? (Stream)new GZipStream(stream, CompressionMode.Decompress) : stream;
        using var document = JsonDocument.Parse(content);
        return [.. document.RootElement.EnumerateArray().Select(static e => e.GetString()!)];
    }

    private static IEnumerable<string> FindAll(string checkout)
    {
        var root = Path.Combine(checkout, "test");
        return Directory.EnumerateFiles(root, "*.js", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'))
            .Where(static path => !path.EndsWith("_FIXTURE.js", StringComparison.Ordinal));
    }
}
