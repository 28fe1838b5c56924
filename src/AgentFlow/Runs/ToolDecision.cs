namespace AgentFlow.Runs;

/// <summary>
/// What a person decided about a call that waits. Made by <see cref="PendingCall"/>, or by hand from what came over a wire.
/// </summary>
public sealed record ToolDecision
{
    /// <summary>The call.</summary>
    public required string CallId { get; init; }

    /// <summary>Whether the tool may run, or run again.</summary>
    public bool Approved { get; init; }

    /// <summary>For a call in doubt whose effect had happened: the result that the model is told. Otherwise null.</summary>
    public string? Result { get; init; }

    /// <summary>Why it was refused; the model is told.</summary>
    public string? Reason { get; init; }
}
