namespace AgentFlow.Sandbox.Permissions;

/// <summary>Folders that sandboxed tools may read, and write where it says so. No link inside of them is followed.</summary>
public sealed class FilesGrant
{
    /// <summary>The folders by the names under which scripts know them: with a root <c>data</c>, a script reads <c>data/2026/sales.csv</c>. Letters, digits, - and _.</summary>
    public required IReadOnlyDictionary<string, FileRoot> Roots { get; set; }

    /// <summary>Bytes of a file that is read or written. From 1.</summary>
    /// <value>1,048,576.</value>
    public int MaxFileBytes { get; set; } = 1_048_576;

    /// <summary>Entries of a folder that a listing gives; one with more is an error. From 1 to 100,000.</summary>
    /// <value>1,000.</value>
    public int MaxEntries { get; set; } = 1_000;

    internal FilesGrant ValidCopy(List<string> problems)
    {
        var roots = new Dictionary<string, FileRoot>(StringComparer.Ordinal);
        foreach (var (name, root) in Roots)
        {
            if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
                problems.Add($"Files.Roots has the name '{name}'; use letters, digits, - and _.");
            else if (!Directory.Exists(root.Path))
                problems.Add($"Files.Roots['{name}'].Path is '{root.Path}', where there is no folder. Create it.");
            else
                roots[name] = new() { Path = RealPath(root.Path), CanWrite = root.CanWrite };
        }
        if (MaxFileBytes < 1)
            problems.Add($"Files.MaxFileBytes is '{MaxFileBytes}'; it must be at least 1.");
        if (MaxEntries is < 1 or > 100_000)
            problems.Add($"Files.MaxEntries is '{MaxEntries}'; it must be from 1 to 100000.");
        return new() { Roots = roots, MaxFileBytes = MaxFileBytes, MaxEntries = MaxEntries };
    }

    private static string RealPath(string path)
    {
        var full = Path.GetFullPath(path);
        return new DirectoryInfo(full).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? full;
    }
}
