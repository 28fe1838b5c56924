using System.Text.Json;

namespace AgentFlow.Runs;

/// <summary>An at-most-once tool had started when the process ended, and nobody knows whether it took effect.</summary>
public sealed record DoubtRaised : RunEvent
{
    /// <summary>The call in doubt.</summary>
    public required string CallId { get; init; }

    /// <summary>The name of the tool.</summary>
    public required string Tool { get; init; }

    /// <summary>The arguments that the tool was started with.</summary>
    public required JsonElement Arguments { get; init; }

    /// <summary>The key that the tool was started with, to look its effect up by.</summary>
    public required string IdempotencyKey { get; init; }

    /// <summary>For the operator: why the tool's probe could not tell, if it has one.</summary>
    public string? Error { get; init; }

    /// <summary>For a call that a tool made of another while it ran: the call that it was running for. Null for a call of the model's.</summary>
    public string? ParentCallId { get; init; }
}
