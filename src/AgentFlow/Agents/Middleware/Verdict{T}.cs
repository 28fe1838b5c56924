using AgentFlow.Runs;

namespace AgentFlow.Agents.Middleware;

/// <summary>What a middleware says about something. Made by <see cref="Verdict"/>.</summary>
/// <typeparam name="T">What it is about.</typeparam>
public readonly record struct Verdict<T>
{
    internal Verdict(RailAction action, T? value, string? reason)
    {
        Action = action;
        Value = value;
        Reason = reason;
    }

    /// <summary>What is to be done.</summary>
    public RailAction Action { get; }

    /// <summary>What takes the place of what was looked at, when <see cref="Action"/> is <see cref="RailAction.Change"/>; otherwise nothing.</summary>
    public T? Value { get; }

    /// <summary>Why.</summary>
    public string? Reason { get; }

    /// <summary>A verdict that changes nothing, about this type.</summary>
    /// <param name="verdict">Made by <see cref="Verdict"/>.</param>
    public static implicit operator Verdict<T>(Verdict verdict) => new(verdict.Action, default, verdict.Reason);
}
