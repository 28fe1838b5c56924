namespace AgentFlow.Runs;

/// <summary>A run as a journal lists it, without its events.</summary>
public sealed record RunSummary
{
    /// <summary>The run's id.</summary>
    public required string RunId { get; init; }

    /// <summary>The name of the agent.</summary>
    public required string Agent { get; init; }

    /// <summary>The session, if the run belongs to one.</summary>
    public string? SessionId { get; init; }

    /// <summary>The run that it is a part of; null for one that stands alone.</summary>
    public string? ParentRunId { get; init; }

    /// <summary>Where it stands.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>The number of its events.</summary>
    public required long Version { get; init; }

    /// <summary>When its first event happened.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When its newest event happened.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The summary of a run after an append, for those who write a journal: checks the append and derives the new status.</summary>
    /// <param name="before">The summary so far; null for a new run.</param>
    /// <param name="append">What is appended.</param>
    /// <exception cref="ArgumentException">There are no events, or the first event of a new run is not <see cref="RunStarted"/>.</exception>
    public static RunSummary After(RunSummary? before, RunAppend append)
    {
        ThrowIfInvalid(append, isNew: before is null);
        var started = before is null ? (RunStarted)append.Events[0] : null;
        var status = before?.Status ?? RunStatus.Running;
        for (var i = 0; i < append.Events.Count; i++)
            status = StatusAfter(status, append.Events[i]);
        return new RunSummary
        {
            RunId = append.RunId,
            Agent = started?.Agent ?? before!.Agent,
            SessionId = started is null ? before!.SessionId : started.SessionId,
            ParentRunId = started is null ? before!.ParentRunId : started.ParentRunId,
            Status = status,
            Version = append.ExpectedVersion + append.Events.Count,
            StartedAt = started?.At ?? before!.StartedAt,
            UpdatedAt = append.Events[^1].At,
        };
    }

    internal static void ThrowIfInvalid(RunAppend append, bool isNew)
    {
        ArgumentNullException.ThrowIfNull(append);
        if (append.Events.Count == 0)
            throw new ArgumentException($"An append to run '{append.RunId}' has no events.", nameof(append));
        if (isNew && append.Events[0] is not RunStarted)
            throw new ArgumentException($"The first event of run '{append.RunId}' is {append.Events[0].GetType().Name}; it must be {nameof(RunStarted)}.", nameof(append));
        for (var i = isNew ? 1 : 0; i < append.Events.Count; i++)
        {
            if (append.Events[i] is RunStarted)
                throw new ArgumentException($"Run '{append.RunId}' has started already; only its first event is {nameof(RunStarted)}.", nameof(append));
        }
    }

    internal static RunStatus StatusAfter(RunStatus status, RunEvent e) => e switch
    {
        RunStarted { Queued: true } => RunStatus.Queued,
        RunStarted or RunResumed => RunStatus.Running,
        RunSuspended => RunStatus.Suspended,
        RunFailed => RunStatus.Failed,
        RunCompleted => RunStatus.Completed,
        _ => status,
    };
}
