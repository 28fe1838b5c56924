using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.Machine;

/// <summary>What is to happen when a promise settles: a suspended function goes on, or handlers run and settle a derived promise.</summary>
internal sealed class PromiseReaction : TracedValue
{
    public const int Bytes = 120;

    /// <summary>The function that awaits; then all else is empty.</summary>
    public Coroutine? Awaiter { get; init; }

    /// <summary>What to do for an <see cref="Awaiter"/> once the promise has settled.</summary>
    public AwaitKind AwaitKind { get; init; }

    /// <summary>A function, or undefined to pass the value on.</summary>
    public Value OnFulfilled { get; init; } = Value.Undefined;

    /// <summary>A function, or undefined to pass the reason on.</summary>
    public Value OnRejected { get; init; } = Value.Undefined;

    /// <summary>The derived promise and its functions; null where nobody asked for one.</summary>
    public PromiseCapability? Capability { get; init; }

    /// <summary>The next reaction of the same promise.</summary>
    public PromiseReaction? Next { get; set; }

    internal override void Trace(HeapTracer tracer)
    {
        tracer.Add(Bytes);
        tracer.Visit(Awaiter);
        tracer.Visit(OnFulfilled);
        tracer.Visit(OnRejected);
        tracer.Visit(Capability);
        tracer.Visit(Next);
    }
}
