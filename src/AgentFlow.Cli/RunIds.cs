using AgentFlow.Runs;

namespace AgentFlow.Cli;

/// <summary>Finds a run by a part of its id, because nobody types 32 characters.</summary>
internal static class RunIds
{
    private const int Searched = 10_000;

    public static async Task<string> FindAsync(IRunJournal journal, string text, CancellationToken cancellationToken)
    {
        var matches = new List<string>();
        await foreach (var run in journal.ListAsync(new RunQuery { Limit = Searched }, cancellationToken))
        {
            if (run.RunId == text)
                return text;
            if (run.RunId.StartsWith(text, StringComparison.Ordinal) || run.RunId.EndsWith(text, StringComparison.Ordinal))
                matches.Add(run.RunId);
        }
        // The id of a child run begins with that of its parent, which is the one that is meant.
        matches.RemoveAll(m => matches.Exists(parent => m.StartsWith(parent + ".", StringComparison.Ordinal)));
        return matches.Count switch
        {
            1 => matches[0],
            0 => throw new RunNotFoundException(text),
            _ => throw new ArgumentException($"'{text}' fits {matches.Count} runs: {string.Join(", ", matches.Take(5))}{(matches.Count > 5 ? ", ..." : "")}. Give more of the id."),
        };
    }
}
