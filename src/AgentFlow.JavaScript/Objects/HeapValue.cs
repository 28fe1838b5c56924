using System.Diagnostics;

namespace AgentFlow.JavaScript.Objects;

/// <summary>Everything that a <see cref="Value"/> can refer to. The tag answers the questions that the machine asks all the time without a cast.</summary>
internal abstract class HeapValue
{
    /// <summary>The number of the census that last counted this object. Objects that several machines share are never written to.</summary>
    internal int Mark;

    /// <summary>For objects: some object has this one as its prototype. Changing what properties it has ends all remembered prototype hits.</summary>
    internal bool IsPrototype;

    protected HeapValue(ValueTag tag)
    {
        Debug.Assert(tag < ValueTag.Object || this is JsObject, "Only objects have an object's tag.");
        Tag = tag;
    }

    public ValueTag Tag { get; }
}
