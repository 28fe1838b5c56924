using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Iterators;

/// <summary>What <c>Iterator.from</c> makes of an iterator that does not inherit from <c>Iterator.prototype</c>.</summary>
internal sealed class JsWrappedIterator(Shape shape, IteratorRecord source) : JsObject(shape)
{
    public IteratorRecord Source { get; } = source;

    internal override long HeapBytes => base.HeapBytes + 24;

    internal override void Trace(HeapTracer tracer)
    {
        tracer.Visit(Source.Iterator);
        tracer.Visit(Source.Next);
    }
}
