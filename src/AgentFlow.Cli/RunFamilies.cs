using AgentFlow.Runs;

namespace AgentFlow.Cli;

/// <summary>Puts runs that are parts of others below them. The id of a child run is that of its parent, a dot, and more.</summary>
internal static class RunFamilies
{
    /// <summary>The runs in their order, each followed by its parts in the order in which they began; one whose parent is not among them stands alone.</summary>
    public static IReadOnlyList<(RunSummary Run, int Depth)> Order(IReadOnlyList<RunSummary> runs)
    {
        var ordered = new List<(RunSummary, int)>(runs.Count);
        var children = runs.ToLookup(r => ParentOf(r, runs));
        Add(children[null], 0);
        return ordered;

        void Add(IEnumerable<RunSummary> of, int depth)
        {
            foreach (var run in of)
            {
                ordered.Add((run, depth));
                Add(children[run.RunId].OrderBy(r => r.StartedAt).ThenBy(r => r.RunId, StringComparer.Ordinal), depth + 1);
            }
        }
    }

    private static string? ParentOf(RunSummary run, IReadOnlyList<RunSummary> runs) =>
        runs.Where(r => run.RunId.StartsWith(r.RunId + ".", StringComparison.Ordinal)).MaxBy(r => r.RunId.Length)?.RunId;
}
