using YamlDotNet.RepresentationModel;

namespace AgentFlow.Models.Tests;

/// <summary>Recorded traffic of real servers, which others made and which lies outside the repository.</summary>
public static class WireData
{
    public static string? Root { get; } = Find();

    public static string Require()
    {
        Assert.SkipUnless(Root is not null, "The recorded traffic (shared/data/wire beside the repository, or AGENTFLOW_TEST_DATA) is not here.");
        return Root!;
    }

    /// <summary>The answers in a cassette whose address ends in <paramref name="path"/>.</summary>
    public static IEnumerable<Recorded> Cassette(string file, string path)
    {
        var yaml = new YamlStream();
        using (var reader = new StreamReader(file))
            yaml.Load(reader);
        var interactions = (YamlSequenceNode)((YamlMappingNode)yaml.Documents[0].RootNode)["interactions"];
        foreach (var interaction in interactions.Cast<YamlMappingNode>())
        {
            var request = (YamlMappingNode)interaction["request"];
            if (!Text(request["uri"]).Split('#', '?')[0].EndsWith(path, StringComparison.Ordinal))
                continue;
            var response = (YamlMappingNode)interaction["response"];
            var status = int.Parse(Text(((YamlMappingNode)response["status"])["code"]), System.Globalization.CultureInfo.InvariantCulture);
            var body = response.Children.TryGetValue("parsed_body", out var parsed) ? YamlJson.Convert(parsed)
                : response.Children.TryGetValue("body", out var raw) && raw is YamlMappingNode { } map && map.Children.TryGetValue("string", out var text) ? Text(text)
                : "";
            yield return new(status, body);
        }
    }

    private static string Text(YamlNode node) => ((YamlScalarNode)node).Value ?? "";

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("AGENTFLOW_TEST_DATA") is { Length: > 0 } given)
            return Existing(Path.Combine(given, "wire"));
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "AgentFlow.sln")))
                return Existing(Path.Combine(folder.FullName, "..", "shared", "data", "wire"));
        }
        return null;
    }

    private static string? Existing(string path) => Directory.Exists(path) ? Path.GetFullPath(path) : null;
}

public sealed record Recorded(int Status, string Body);
