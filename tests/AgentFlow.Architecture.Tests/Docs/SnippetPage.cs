using System.Text.RegularExpressions;

namespace AgentFlow.Architecture.Tests.Docs;

/// <summary>A Markdown page with C# in it: each block names its snippet in a comment on the line above the fence.</summary>
internal static partial class SnippetPage
{
    /// <summary>The page with the code of its snippets. Reports in <paramref name="problems"/> what cannot be resolved, in <paramref name="used"/> what was.</summary>
    public static string Render(string file, string page, IReadOnlyDictionary<string, string> snippets, List<string> problems, HashSet<string> used)
    {
        List<string> output = [];
        var lines = page.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            output.Add(lines[i]);
            if (Fence().Match(lines[i]) is not { Success: true } fence)
                continue;
            var end = Array.FindIndex(lines, i + 1, l => l.Trim() == fence.Groups["ticks"].Value);
            if (end < 0)
            {
                problems.Add($"{file}:{i + 1}: the block never ends.");
                continue;
            }
            var block = lines[(i + 1)..end];
            if (IsCSharp(fence.Groups["language"].Value))
                output.AddRange(Resolve($"{file}:{i + 1}", i == 0 ? "" : lines[i - 1], fence.Groups["indent"].Value, block, snippets, problems, used));
            else
                output.AddRange(block);
            output.Add(lines[end]);
            i = end;
        }
        return string.Join('\n', output);
    }

    private static string[] Resolve(
        string place, string above, string indent, string[] block, IReadOnlyDictionary<string, string> snippets, List<string> problems, HashSet<string> used)
    {
        if (Comment().Match(above) is not { Success: true } comment)
        {
            problems.Add($"{place}: C# on a page is compiled. Put it into docs/snippets, and '<!-- snippet: name -->' on the line above.");
            return block;
        }
        var name = comment.Groups["name"].Value;
        if (!snippets.TryGetValue(name, out var code))
        {
            problems.Add($"{place}: docs/snippets has no snippet '{name}'. It has: {string.Join(", ", snippets.Keys.Order(StringComparer.Ordinal))}.");
            return block;
        }
        used.Add(name);
        return [.. code.Split('\n').Select(l => l.Length == 0 ? l : indent + l)];
    }

    private static bool IsCSharp(string language) => language.ToUpperInvariant() is "CSHARP" or "CS" or "C#";

    [GeneratedRegex(@"^(?<indent>\s*)(?<ticks>`{3,}|~{3,})\s*(?<language>[^\s`]*)")]
    private static partial Regex Fence();

    [GeneratedRegex(@"^\s*<!-- snippet: (?<name>\S+) -->\s*$")]
    private static partial Regex Comment();
}
