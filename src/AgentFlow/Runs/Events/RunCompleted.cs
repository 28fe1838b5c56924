namespace AgentFlow.Runs;

/// <summary>The last event of a run that ended. In the same transaction its messages become part of the session.</summary>
public sealed record RunCompleted : RunEvent
{
    /// <summary>How it ended.</summary>
    public required RunOutcome Outcome { get; init; }

    /// <summary>The answer.</summary>
    public required string Text { get; init; }
}
