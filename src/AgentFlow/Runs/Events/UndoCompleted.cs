namespace AgentFlow.Runs;

/// <summary>What came of undoing a call. A call has at most one of these; what stands in it is settled.</summary>
public sealed record UndoCompleted : RunEvent
{
    /// <summary>The call.</summary>
    public required string CallId { get; init; }

    /// <summary>The name of the tool.</summary>
    public required string Tool { get; init; }

    /// <summary>The idempotency key of the call.</summary>
    public required string IdempotencyKey { get; init; }

    /// <summary>Whether it was undone.</summary>
    public required UndoOutcome Outcome { get; init; }

    /// <summary>For the operator: why it was not undone; null when it was.</summary>
    public string? Error { get; init; }
}
