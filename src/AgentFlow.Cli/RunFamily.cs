using AgentFlow.Runs;

namespace AgentFlow.Cli;

/// <summary>A run with its events, and with the runs that are a part of it.</summary>
internal sealed record RunFamily(string RunId, IReadOnlyList<RunEvent> Events, IReadOnlyList<RunFamily> Children)
{
    private const int MostChildren = 10_000;

    public static async Task<RunFamily> LoadAsync(IRunJournal journal, string runId, CancellationToken cancellationToken) =>
        await LoadAsync(journal, runId, new HashSet<string>(StringComparer.Ordinal) { runId }, cancellationToken);

    private static async Task<RunFamily> LoadAsync(IRunJournal journal, string runId, HashSet<string> seen, CancellationToken cancellationToken)
    {
        var events = await journal.ReadAsync(runId, cancellationToken).ToListAsync(cancellationToken);
        // A fork refers to steps that were finished in the original, and are parts of that one.
        var ids = events.Select(RunTree.ChildOf).OfType<string>().ToList();
        await foreach (var child in journal.ListAsync(new RunQuery { ParentRunId = runId, Limit = MostChildren, OldestFirst = true }, cancellationToken))
            ids.Add(child.RunId);
        var children = new List<RunFamily>();
        foreach (var id in ids.Where(seen.Add).ToList())
        {
            // A child that was about to begin when the process ended is not there.
            if (await LoadAsync(journal, id, seen, cancellationToken) is { Events.Count: > 0 } child)
                children.Add(child);
        }
        return new RunFamily(runId, events, children);
    }
}
