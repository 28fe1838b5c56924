using AgentFlow.Memory;

namespace AgentFlow.Runs;

/// <summary>
/// Where runs are kept: an append-only list of events per run, with optimistic concurrency. An implementation is safe for use by many
/// runs at once.
/// </summary>
public interface IRunJournal
{
    /// <summary>
    /// The sessions that live in the same place. <see cref="AppendAsync"/> writes to them and to the run in one transaction.
    /// </summary>
    ISessionStore Sessions { get; }

    /// <summary>
    /// Where the runs of a session wait for one another, so that they never interleave. Null, which is what a journal that does not override it says: each agent queues its own
    /// runs only.
    /// </summary>
    ISessionTurns? SessionTurns => null;

    /// <summary>Appends events to a run, all or none. When the call returns they are as durable as the journal promises.</summary>
    /// <param name="append">The events, the version they build on, and what the session gets.</param>
    /// <param name="cancellationToken">Gives up waiting; the events may then have been written or not.</param>
    /// <exception cref="RunConflictException">The run does not have the expected version: somebody else appended.</exception>
    /// <exception cref="SessionConflictException">The session does not have the expected version; nothing was written.</exception>
    ValueTask AppendAsync(RunAppend append, CancellationToken cancellationToken = default);

    /// <summary>Reads the events of a run in their order; none when the run is unknown.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    IAsyncEnumerable<RunEvent> ReadAsync(string runId, CancellationToken cancellationToken = default);

    /// <summary>Lists runs without reading their events.</summary>
    /// <param name="query">Which runs, in what order.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    IAsyncEnumerable<RunSummary> ListAsync(RunQuery query, CancellationToken cancellationToken = default);
}
