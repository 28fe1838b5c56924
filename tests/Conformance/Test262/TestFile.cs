namespace AgentFlow.JavaScript.Test262;

/// <summary>A test and what its frontmatter says of it.</summary>
internal sealed class TestFile
{
    private TestFile(string path, string source)
    {
        Path = path;
        Source = source;
    }

    /// <summary>The path below the checkout's <c>test</c> folder.</summary>
    public string Path { get; }

    public string Source { get; }

    public HashSet<string> Flags { get; } = [];

    public List<string> Features { get; } = [];

    public List<string> Includes { get; } = [];

    /// <summary>When an error must come: <c>parse</c>, <c>resolution</c> or <c>runtime</c>; null if none must.</summary>
    public string? NegativePhase { get; private set; }

    /// <summary>The name of that error's constructor.</summary>
    public string? NegativeType { get; private set; }

    public bool IsRaw => Flags.Contains("raw");

    public bool IsAsync => Flags.Contains("async");

    public static TestFile Read(string checkout, string path)
    {
        var source = File.ReadAllText(System.IO.Path.Combine(checkout, "test", path));
        var test = new TestFile(path, source);
        var start = source.IndexOf("/*---", StringComparison.Ordinal);
        var end = start < 0 ? -1 : source.IndexOf("---*/", start, StringComparison.Ordinal);
        if (end > 0)
            test.ReadFrontmatter(source[(start + 5)..end]);
        return test;
    }

    // The part of YAML that the suite uses: 'key: [a, b]', 'key:' with '- a' lines, and nested 'phase:' and 'type:' lines.
    private void ReadFrontmatter(string yaml)
    {
        var key = "";
        foreach (var line in yaml.ReplaceLineEndings("\n").Split('\n'))
        {
            var text = line.Trim();
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            if (text.Length > 0 && !char.IsWhiteSpace(line[0]) && colon > 0)
            {
                key = text[..colon];
                text = text[(colon + 1)..].Trim();
                AddItems(key, text.Trim('[', ']'));
            }
            else if (text.StartsWith("- ", StringComparison.Ordinal))
            {
                AddItems(key, text[2..]);
            }
            else if (key == "negative" && colon > 0)
            {
                var value = text[(colon + 1)..].Trim();
                if (text.StartsWith("phase", StringComparison.Ordinal))
                    NegativePhase = value;
                else if (text.StartsWith("type", StringComparison.Ordinal))
                    NegativeType = value;
            }
            else
            {
                AddItems(key, text.Trim('[', ']'));
            }
        }
    }

    private void AddItems(string key, string items)
    {
        ICollection<string>? target = key switch { "flags" => Flags, "features" => Features, "includes" => Includes, _ => null };
        if (target is null)
            return;
        foreach (var item in items.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            target.Add(item);
    }
}
