using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.Machine;

/// <summary>Counts the bytes that are reachable from what it is shown: the mark half of a mark-and-sweep, with a stack of its own instead of recursion.
/// Objects of the shared realm belong to nobody and count nothing.</summary>
internal sealed class HeapTracer(int mark)
{
    private readonly Stack<HeapValue> _pending = new();

    /// <summary>Live bytes found so far.</summary>
    public long Bytes { get; private set; }

    public void Visit(Value value)
    {
        if (value.Ref is { } reference)
            Visit(reference);
    }

    public void Visit(HeapValue? reference)
    {
        if (reference is null or Oddball || reference.Mark == mark || reference.Mark == JsString.SharedMark)
            return;
        if (reference is JsObject { Shape.IsShared: true })
            return;
        reference.Mark = mark;
        _pending.Push(reference);
    }

    public void VisitAll(ReadOnlySpan<Value> values)
    {
        foreach (var value in values)
            Visit(value);
    }

    /// <summary>Adds bytes that belong to something that is no heap value.</summary>
    public void Add(long bytes) => Bytes += bytes;

    /// <summary>Follows everything visited until nothing new turns up.</summary>
    public void Drain()
    {
        while (_pending.TryPop(out var next))
            Follow(next);
    }

    private void Follow(HeapValue next)
    {
        switch (next)
        {
            case JsString text:
                FollowString(text);
                break;
            case JsObject obj:
                Bytes += obj.HeapBytes;
                Visit(obj.Shape);
                VisitAll(obj.Slots);
                if (obj.Sparse is { } sparse)
                {
                    foreach (var property in sparse.Values)
                        Visit(property.Value);
                }
                obj.Trace(this);
                break;
            case Shape shape:
                Bytes += Shape.Bytes;
                Visit(shape.Prototype);
                break;
            case Cell cell:
                Bytes += Cell.Bytes;
                Visit(cell.Value);
                break;
            case Accessor accessor:
                Bytes += Accessor.Bytes;
                Visit(accessor.Getter);
                Visit(accessor.Setter);
                break;
            case JsSymbol symbol:
                Bytes += 48;
                Visit(symbol.Description);
                break;
            case JsBigInt big:
                Bytes += 48 + big.Value.GetByteCount();
                break;
            case TracedValue other:
                other.Trace(this);
                break;
        }
    }

    private void FollowString(JsString text)
    {
        Bytes += JsString.HeaderBytes;
        if (text.Halves is { } halves)
        {
            Visit(halves.Left);
            Visit(halves.Right);
        }
        else
            Bytes += JsString.TextBytes(text.Length);
    }
}
