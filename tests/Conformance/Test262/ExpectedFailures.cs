namespace AgentFlow.JavaScript.Test262;

/// <summary>The file of tests that are known to fail: one path a line, <c>#</c> starts a comment. It may only shrink.</summary>
internal sealed class ExpectedFailures
{
    private readonly string _file;
    private readonly HashSet<string> _paths;

    private ExpectedFailures(string file, HashSet<string> paths)
    {
        _file = file;
        _paths = paths;
    }

    public static ExpectedFailures Load(string file)
    {
        var lines = File.Exists(file) ? File.ReadAllLines(file) : [];
        return new ExpectedFailures(file, [.. lines.Select(static l => l.Trim()).Where(static l => l.Length > 0 && l[0] != '#')]);
    }

    public IEnumerable<TestOutcome> NewFailures(IEnumerable<TestOutcome> outcomes) => outcomes.Where(o => !o.Passed && !_paths.Contains(o.Path));

    public IReadOnlyList<string> NowPassing(IEnumerable<TestOutcome> outcomes) =>
        [.. outcomes.Where(o => o.Passed && _paths.Contains(o.Path)).Select(static o => o.Path)];

    /// <summary>Takes tests out of the file.</summary>
    public void Remove(IEnumerable<string> paths)
    {
        _paths.ExceptWith(paths);
        Save(_paths);
    }

    /// <summary>Writes the file anew.</summary>
    public void Replace(IEnumerable<string> paths) => Save(paths);

    private void Save(IEnumerable<string> paths) => File.WriteAllText(_file,
        "# Tests that are known to fail. The runner takes out what passes (--update); nothing is ever added by hand.\n"
        + string.Concat(paths.Order(StringComparer.Ordinal).Select(static p => p + "\n")));
}
