using AgentFlow.Output.Yaml;

namespace AgentFlow.Prompts;

/// <summary>The YAML between two <c>---</c> lines at a file's beginning.</summary>
internal static class FrontMatter
{
    private const string Fence = "---";

    /// <summary>The entries, and the line on which the body begins, from 1. A text that does not begin with the fence is all body.</summary>
    public static (IReadOnlyList<YamlEntry> Entries, int BodyLine) Read(string text, Func<int, int, string, Exception> fail)
    {
        var lines = text.Split('\n');
        if (lines[0].TrimEnd() != Fence)
            return ([], 1);
        var end = Array.FindIndex(lines, 1, l => l.TrimEnd() == Fence);
        if (end < 0)
            throw fail(1, 1, $"The front matter that begins here does not end. Put a line '{Fence}' below it.");
        return (ReadYaml(string.Join('\n', lines[1..end]), fail), end + 2);
    }

    private static IReadOnlyList<YamlEntry> ReadYaml(string yaml, Func<int, int, string, Exception> fail)
    {
        try
        {
            var node = YamlReader.Read(yaml);
            return node.Entries ?? (node.IsNull ? [] : throw fail(node.Line + 1, node.Column, "The front matter must be 'key: value' lines."));
        }
        catch (YamlException error)
        {
            throw fail(error.Line + 1, error.Column, error.Problem);
        }
    }
}
