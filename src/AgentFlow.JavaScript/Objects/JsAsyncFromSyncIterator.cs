using AgentFlow.JavaScript.Machine;

namespace AgentFlow.JavaScript.Objects;

/// <summary>What lets for-await run over a synchronous iterator.</summary>
internal sealed class JsAsyncFromSyncIterator(Shape shape, IteratorRecord inner) : JsObject(shape)
{
    public IteratorRecord Inner { get; } = inner;

    internal override long HeapBytes => base.HeapBytes + 40;

    internal override void Trace(HeapTracer tracer)
    {
        tracer.Visit(Inner.Iterator);
        tracer.Visit(Inner.Next);
    }
}
