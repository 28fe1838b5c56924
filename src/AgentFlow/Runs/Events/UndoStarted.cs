namespace AgentFlow.Runs;

/// <summary>A tool's undo is about to run for one of its calls. Journaled before it runs, so that it is begun at most once unless its tool says that it may run twice.</summary>
public sealed record UndoStarted : RunEvent
{
    /// <summary>The call that is undone.</summary>
    public required string CallId { get; init; }

    /// <summary>The name of the tool.</summary>
    public required string Tool { get; init; }

    /// <summary>The idempotency key of the call that is undone, which no other call of any run has.</summary>
    public required string IdempotencyKey { get; init; }
}
