using System.Text.Json;

namespace AgentFlow.Runs;

/// <summary>A call that waits for a decision, and the decisions that can be given to <see cref="Agents.Agent.ResumeAsync"/>.</summary>
public sealed record PendingCall
{
    /// <summary>The call.</summary>
    public required string CallId { get; init; }

    /// <summary>The name of the tool.</summary>
    public required string Tool { get; init; }

    /// <summary>The arguments that the tool gets or got, a JSON object.</summary>
    public required JsonElement Arguments { get; init; }

    /// <summary>
    /// Whether the call had started when a process ended, so that the question is what became of it; otherwise the question is whether
    /// it may run.
    /// </summary>
    public required bool InDoubt { get; init; }

    /// <summary>Why a person is asked, when a rail wants it: such as the untrusted text that an argument comes from. Null when the tool itself asks.</summary>
    public string? Reason { get; init; }

    /// <summary>Lets the tool run. For a call in doubt: its effect had not happened, run it.</summary>
    public ToolDecision Approve() => new() { CallId = CallId, Approved = true };

    /// <summary>Does not let the tool run. Not for a call in doubt.</summary>
    /// <param name="reason">Why not; the model is told.</param>
    public ToolDecision Deny(string? reason = null) => InDoubt
        ? throw new InvalidOperationException($"Call '{CallId}' of tool '{Tool}' had started already. Say what became of it: {nameof(Approve)} if its effect did not happen, {nameof(AlreadyDone)} if it did.")
        : new() { CallId = CallId, Reason = reason };

    /// <summary>Says that the effect of a call in doubt had happened, so that it must not run again.</summary>
    /// <param name="result">What the model is told as the tool's result.</param>
    public ToolDecision AlreadyDone(string result) => !InDoubt
        ? throw new InvalidOperationException($"Call '{CallId}' of tool '{Tool}' has not started; {nameof(Approve)} or {nameof(Deny)} it.")
        : new() { CallId = CallId, Result = result };
}
