namespace AgentFlow.Architecture.Tests.Docs;

/// <summary>Takes the snippets out of code: what stands between <c>// begin-snippet: name</c> and <c>// end-snippet</c>.</summary>
internal static class SnippetSource
{
    private const string Begin = "// begin-snippet:";
    private const string End = "// end-snippet";

    /// <summary>Snippets by name. Reports what is wrong with the marks in <paramref name="problems"/>.</summary>
    public static Dictionary<string, string> Read(string file, string source, List<string> problems)
    {
        var snippets = new Dictionary<string, string>();
        string? name = null;
        List<string> lines = [];
        foreach (var (index, line) in source.Split('\n').Index())
        {
            var mark = line.Trim();
            if (mark.StartsWith(Begin, StringComparison.Ordinal))
            {
                if (name is not null)
                    problems.Add($"{file}:{index + 1}: snippet '{name}' has not ended yet.");
                name = mark[Begin.Length..].Trim();
                lines = [];
            }
            else if (mark == End)
            {
                if (name is null)
                    problems.Add($"{file}:{index + 1}: no snippet has begun.");
                else if (!snippets.TryAdd(name, Outdent(lines)))
                    problems.Add($"{file}:{index + 1}: there are two snippets '{name}'.");
                name = null;
            }
            else if (name is not null)
            {
                lines.Add(line);
            }
        }
        if (name is not null)
            problems.Add($"{file}: snippet '{name}' never ends.");
        return snippets;
    }

    private static string Outdent(List<string> lines)
    {
        var margin = lines.Where(l => l.Trim().Length > 0).Select(l => l.Length - l.TrimStart().Length).DefaultIfEmpty(0).Min();
        return string.Join('\n', lines.Select(l => l.Length > margin ? l[margin..].TrimEnd() : "")).Trim('\n');
    }
}
