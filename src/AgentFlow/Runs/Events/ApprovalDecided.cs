namespace AgentFlow.Runs;

/// <summary>Consent was given or refused.</summary>
public sealed record ApprovalDecided : RunEvent
{
    /// <summary>The call that waited.</summary>
    public required string CallId { get; init; }

    /// <summary>Whether the tool may run.</summary>
    public required bool Approved { get; init; }

    /// <summary>Why not; the model is told.</summary>
    public string? Reason { get; init; }
}
