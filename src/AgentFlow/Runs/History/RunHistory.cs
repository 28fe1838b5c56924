namespace AgentFlow.Runs;

/// <summary>What can be done with a run that lies in a journal, besides continuing it: copy it from any of its events on, and set it beside another.</summary>
public static class RunHistory
{
    /// <summary>
    /// Copies the first events of a run into a new run, which an agent continues from there (<see cref="Agents.Agent.ResumeAsync"/>) as if the others had never been. The
    /// original stays as it is, and copies know nothing of each other.
    /// </summary>
    /// <remarks>
    /// What the copied events say has happened is not done again: a call that completed keeps its result, one that had only started is treated as after a crash. What
    /// comes behind them is done anew, with idempotency keys of the new run; consent that was given behind them is asked for again. The copy sees the session's history
    /// as the original did and adds nothing to the session. Child runs that were under way, of a plan's steps or of called agents, are copied with it.
    /// </remarks>
    /// <param name="journal">Where the run is, and the copy will be.</param>
    /// <param name="runId">The run.</param>
    /// <param name="at">How many of its events to copy: the event of that number, counted from 0, is the first that may go otherwise. From 1 to the run's version.</param>
    /// <param name="edits">What is different in the copy; null for nothing.</param>
    /// <param name="copyId">The id of the new run; null for one made from the time.</param>
    /// <param name="timeProvider">The clock for that; null for the system's.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The id of the new run.</returns>
    /// <exception cref="RunNotFoundException">The journal has no such run.</exception>
    /// <exception cref="ArgumentException">The run has no such event, an edit does not fit its event, or the run is one of a chain, which cannot be continued.</exception>
    /// <exception cref="RunConflictException">There is a run with the copy's id already.</exception>
    public static async Task<string> ForkAsync(
        this IRunJournal journal, string runId, long at, ForkEdits? edits = null, string? copyId = null, TimeProvider? timeProvider = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(journal);
        var events = await LoadAsync(journal, runId, cancellationToken).ConfigureAwait(false);
        if (at < 1 || at > events.Count)
            throw new ArgumentException($"Run '{runId}' cannot be forked at '{at}': it has {events.Count} events. Give a number from 1 to {events.Count}.", nameof(at));
        var kind = ((RunStarted)events[0]).Kind;
        if (kind == RunKind.Chain)
            throw new ArgumentException($"Run '{runId}' is one of a chain. A chain's run cannot be continued, so neither can a copy of it; invoke the chain again.", nameof(runId));
        copyId ??= Guid.CreateVersion7((timeProvider ?? TimeProvider.System).GetUtcNow()).ToString("n");
        var copies = ForkedEvents.Create(runId, events.GetRange(0, (int)at), edits ?? new ForkEdits());
        copies = await ForkChildrenAsync(journal, runId, copyId, copies, cancellationToken).ConfigureAwait(false);
        await journal.AppendAsync(new RunAppend { RunId = copyId, ExpectedVersion = 0, Events = copies }, cancellationToken).ConfigureAwait(false);
        return copyId;
    }

    /// <summary>
    /// Sets two runs side by side: what was asked, what the model answered, which tools were called with what and gave what, how they ended. Times, tokens, ids of runs and
    /// the order in which calls of one answer ended do not count.
    /// </summary>
    /// <param name="journal">Where they are.</param>
    /// <param name="left">One run.</param>
    /// <param name="right">The other.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RunNotFoundException">The journal has no such run.</exception>
    public static async Task<RunDiff> DiffAsync(this IRunJournal journal, string left, string right, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(journal);
        var ofLeft = await LoadAsync(journal, left, cancellationToken).ConfigureAwait(false);
        var ofRight = await LoadAsync(journal, right, cancellationToken).ConfigureAwait(false);
        return RunDiff.Create(left, RunTrace.Of(ofLeft), right, RunTrace.Of(ofRight));
    }

    internal static async Task<List<RunEvent>> LoadAsync(IRunJournal journal, string runId, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(runId);
        List<RunEvent> events = [];
        await foreach (var e in journal.ReadAsync(runId, cancellationToken).ConfigureAwait(false))
            events.Add(e);
        return events.Count > 0 ? events : throw new RunNotFoundException(runId);
    }

    /// <summary>Copies the child runs under way, and theirs, as they stood at the time of the last event, and names the copies in the events.</summary>
    private static async Task<List<RunEvent>> ForkChildrenAsync(IRunJournal journal, string runId, string copyId, List<RunEvent> copies, CancellationToken cancellationToken)
    {
        var children = ForkedChildren.Unfinished(runId, copyId, copies);
        foreach (var (childId, id, version) in children)
        {
            List<RunEvent> events = [];
            await foreach (var e in journal.ReadAsync(childId, cancellationToken).ConfigureAwait(false))
            {
                if (version is null ? e.At <= copies[^1].At : events.Count < version)
                    events.Add(e);
            }
            if (events.Count == 0)
                continue; // Its step was about to begin; the copy's begins anew.
            var child = ForkedEvents.Create(childId, events, new ForkEdits());
            child[0] = (RunStarted)child[0] with { ParentRunId = copyId };
            child = await ForkChildrenAsync(journal, childId, id, child, cancellationToken).ConfigureAwait(false);
            await journal.AppendAsync(new RunAppend { RunId = id, ExpectedVersion = 0, Events = child }, cancellationToken).ConfigureAwait(false);
        }
        var ids = children.ToDictionary(c => c.Id, c => c.CopyId, StringComparer.Ordinal);
        return copies.ConvertAll(e => ForkedChildren.Rename(e, ids));
    }
}
