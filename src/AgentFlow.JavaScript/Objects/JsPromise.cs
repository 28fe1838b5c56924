using AgentFlow.JavaScript.Machine;

namespace AgentFlow.JavaScript.Objects;

/// <summary>A promise. Reactions are data: what they do is a kind and the objects it is done to.</summary>
internal sealed class JsPromise(Shape shape) : JsObject(shape)
{
    public new const int Bytes = JsObject.Bytes + 48;

    public PromiseState State { get; internal set; }

    /// <summary>The value or the reason; undefined while pending.</summary>
    public Value Result { get; internal set; } = Value.Undefined;

    /// <summary>True once someone reacts to it, so a rejection is not reported.</summary>
    public bool IsHandled { get; internal set; }

    internal PromiseReaction? FirstReaction { get; set; }

    internal PromiseReaction? LastReaction { get; set; }

    public override string ClassName => "Promise";

    internal override long HeapBytes => base.HeapBytes + 48;

    internal override void Trace(HeapTracer tracer)
    {
        tracer.Visit(Result);
        tracer.Visit(FirstReaction);
    }
}
