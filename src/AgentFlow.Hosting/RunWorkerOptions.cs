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
    /// How long a run stays with its worker when that gives no sign of life; then another takes it over. The worker renews it three times as often. At least a second.
    /// </summary>
    /// <value>30 seconds.</value>
    public TimeSpan LeaseDuration { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Whether runs that stand as running when the worker starts, and that no worker holds, were cut off and are to be resumed. True is right while only workers run agents on the
    /// journal; a run that some other process has begun by itself, without the queue, would be taken away from it.
    /// </summary>
    /// <value>True.</value>
    public bool ResumeInterrupted { get; set; } = true;

    internal void ThrowIfInvalid()
    {
        if (PollInterval <= TimeSpan.Zero || MaxConcurrentRuns < 1 || LeaseDuration < TimeSpan.FromSeconds(1))
        {
            throw new ArgumentException(
                $"The worker's options are not valid: PollInterval is '{PollInterval}' and must be positive, MaxConcurrentRuns is '{MaxConcurrentRuns}' and must be at least 1, LeaseDuration is '{LeaseDuration}' and must be at least a second.");
        }
    }
}
