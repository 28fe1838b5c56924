namespace AgentFlow.Runs;

/// <summary>
/// The model refused a request as too long. It is asked once more, with the oldest exchanges left out of its view; the log has them still.
/// </summary>
public sealed record ContextCompacted : RunEvent
{
    /// <summary>What the model said.</summary>
    public required string Reason { get; init; }

    /// <summary>How many messages the refused request had.</summary>
    public required int MessagesBefore { get; init; }

    /// <summary>How many are shown from now on at most.</summary>
    public required int MessagesAfter { get; init; }
}
