namespace AgentFlow.Runs;

/// <summary>A limit was reached: the model is asked, once and without tools, to conclude with what it has.</summary>
public sealed record WrapUpStarted : RunEvent
{
    /// <summary>Which limit.</summary>
    public required RunOutcome Reason { get; init; }

    /// <summary>The message that tells the model so; part of the run, not of the session.</summary>
    public required string Note { get; init; }
}
