using AgentFlow.JavaScript.Machine;

namespace AgentFlow.JavaScript.Objects;

/// <summary>An iterator over an array or anything like one. The machine's for-of advances it without a call where the array is one.</summary>
internal sealed class JsArrayIterator(Shape shape, JsObject target, IterationKind kind) : JsObject(shape)
{
    public new const int Bytes = JsObject.Bytes + 32;

    /// <summary>Null once the iteration is over.</summary>
    public JsObject? Target { get; set; } = target;

    public IterationKind Kind { get; } = kind;

    /// <summary>The next index.</summary>
    public long Index { get; set; }

    public override string ClassName => "Array Iterator";

    internal override long HeapBytes => base.HeapBytes + 32;

    /// <summary>An iterator over anything that looks like an array.</summary>
    public static JsArrayIterator Create(Vm vm, JsObject target, IterationKind kind)
    {
        vm.Allocate(Bytes);
        return new JsArrayIterator(vm.RootShape(vm.Realm[Intrinsic.ArrayIteratorPrototype]), target, kind);
    }

    internal override void Trace(HeapTracer tracer) => tracer.Visit(Target);

    /// <summary>The next value; false at the end, and ever after.</summary>
    public bool TryNext(Vm vm, out Value value)
    {
        vm.Charge(1);
        if (Target is null || Index >= vm.LengthOf(Target))
        {
            Target = null;
            value = Value.Undefined;
            return false;
        }
        var index = Index++;
        value = Kind switch
        {
            IterationKind.Keys => index,
            IterationKind.Values => vm.GetIndex(Target, index),
            _ => vm.NewArray([index, vm.GetIndex(Target, index)]),
        };
        return true;
    }
}
