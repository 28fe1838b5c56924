namespace AgentFlow.Runs;

/// <summary>The run goes on: after a crash, a failure, a suspension, or from the queue. It also claims the run: of two processes that resume one, the second gets a conflict.</summary>
public sealed record RunResumed : RunEvent
{
    /// <summary>Who resumed it, for the reader of the journal; by default machine name and process id.</summary>
    public string? By { get; init; }
}
