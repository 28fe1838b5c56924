namespace AgentFlow.Hosting;

/// <summary>How the worker goes about the queue.</summary>
public sealed class RunWorkerOptions
{
    /// <summary>How often the journal is looked at for queued runs.</summary>
    /// <value>1 second.</value>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How many runs are worked on at the same time. From 1.</summary>
    /// <value>8.</value>
    public int MaxConcurrentRuns { get; set; } = 8;

    /// <summary>
    /// Whether runs that stand as running when the worker starts were cut off and are to be resumed. True is right while one worker has the
    /// journal to itself; with a second process on the same file it would take that one's runs away.
    /// </summary>
    /// <value>True.</value>
    public bool ResumeInterrupted { get; set; } = true;

    internal void ThrowIfInvalid()
    {
        if (PollInterval <= TimeSpan.Zero || MaxConcurrentRuns < 1)
        {
            throw new ArgumentException(
                $"The worker's options are not valid: PollInterval is '{PollInterval}' and must be positive, MaxConcurrentRuns is '{MaxConcurrentRuns}' and must be at least 1.");
        }
    }
}
