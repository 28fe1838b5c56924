using AgentFlow.Runs;

namespace AgentFlow.Agents;

/// <summary>An event of a run that was asked for a value, and what it shows of the value.</summary>
/// <typeparam name="T">What the answer holds.</typeparam>
public readonly record struct RunUpdate<T>
{
    /// <summary>What happened.</summary>
    public required RunEvent Event { get; init; }

    /// <summary>Whether this event changed the <see cref="Value"/>.</summary>
    public bool HasValue { get; init; }

    /// <summary>The value so far; whole and checked only when it <see cref="IsFinal"/>. Begins anew with each answer of the model.</summary>
    public T? Value { get; init; }

    /// <summary>Whether the event is <see cref="RunCompleted"/>, so that the value is the answer.</summary>
    public bool IsFinal { get; init; }
}
