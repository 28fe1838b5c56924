using AgentFlow.Runs;

namespace AgentFlow.Hosting;

/// <summary>Says which run of a session is next: the oldest that waits in the queue, unless a worker has an earlier one, be it dead and its lease not yet over.</summary>
internal sealed class SessionQueue(IRunJournal journal, ILeaseStore leases, IReadOnlySet<string> agents)
{
    /// <summary>How far back the queue is looked at. Runs of a session that is being worked on stay in it, so it is more than a worker takes at once.</summary>
    public const int Depth = 1_000;

    /// <summary>The session's next run of the host's agents; null when there is none, or when it must wait.</summary>
    public async Task<string?> NextAsync(string sessionId, CancellationToken cancellationToken)
    {
        var next = await OldestQueuedAsync(sessionId, cancellationToken).ConfigureAwait(false);
        // In this order: what another worker begins in between is in the second list.
        return next is null || await IsHeldAsync(sessionId, cancellationToken).ConfigureAwait(false) ? null : next;
    }

    private async Task<string?> OldestQueuedAsync(string sessionId, CancellationToken cancellationToken)
    {
        var queued = new RunQuery { SessionId = sessionId, Status = RunStatus.Queued, TopLevelOnly = true, OldestFirst = true, Limit = Depth };
        await foreach (var run in journal.ListAsync(queued, cancellationToken).ConfigureAwait(false))
        {
            if (agents.Contains(run.Agent))
                return run.RunId;
        }
        return null;
    }

    private async Task<bool> IsHeldAsync(string sessionId, CancellationToken cancellationToken)
    {
        HashSet<string> running = new(StringComparer.Ordinal);
        var query = new RunQuery { SessionId = sessionId, Status = RunStatus.Running, TopLevelOnly = true, Limit = Depth };
        await foreach (var run in journal.ListAsync(query, cancellationToken).ConfigureAwait(false))
            running.Add(HeldRun.Prefix + run.RunId);
        if (running.Count == 0)
            return false;
        await foreach (var lease in leases.ListAsync(HeldRun.Prefix, cancellationToken).ConfigureAwait(false))
        {
            if (running.Contains(lease.Name))
                return true;
        }
        return false;
    }
}
