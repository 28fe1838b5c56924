using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.Machine;

/// <summary>A piece of the heap that is neither an object nor a primitive and tells the census itself what it weighs and refers to: a suspended frame, a list of reactions.</summary>
internal abstract class TracedValue() : HeapValue(ValueTag.Internal)
{
    internal abstract void Trace(HeapTracer tracer);
}
