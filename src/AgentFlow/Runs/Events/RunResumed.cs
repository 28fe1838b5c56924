namespace AgentFlow.Runs;

/// <summary>
/// The run goes on: after a crash, a failure, a suspension, or from the queue. It also claims the run: a process that still held it gets a
/// <see cref="RunConflictException"/> at its next append, before it acts again.
/// </summary>
public sealed record RunResumed : RunEvent
{
    /// <summary>Who resumed it, for the reader of the journal; by default machine name and process id.</summary>
    public string? By { get; init; }

    /// <summary>For a run that comes out of the queue and whose session has grown since: how many of the session's messages it sees, in place of <see cref="RunStarted.SessionVersion"/>.</summary>
    public long? SessionVersion { get; init; }
}
