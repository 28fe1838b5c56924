using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Iterators;

/// <summary>What <c>Array.prototype.values</c>, <c>keys</c> and <c>entries</c> make.</summary>
internal sealed class ArrayIterator : JsObject
{
    private readonly IterationKind _kind;
    private JsObject? _target;
    private long _next;

    private ArrayIterator(Shape shape, JsObject target, IterationKind kind)
        : base(shape)
    {
        _target = target;
        _kind = kind;
    }

    internal override long HeapBytes => base.HeapBytes + 24;

    internal override void Trace(HeapTracer tracer) => tracer.Visit(_target);

    /// <summary>An iterator over anything that looks like an array.</summary>
    public static Value Create(Vm vm, JsObject target, IterationKind kind)
    {
        vm.Allocate(Bytes + 24);
        return new ArrayIterator(vm.RootShape(vm.Realm[Intrinsic.ArrayIteratorPrototype]), target, kind);
    }

    /// <summary>The next value; false at the end, and ever after.</summary>
    public bool TryNext(Vm vm, out Value value)
    {
        vm.Charge(1);
        if (_target is null || _next >= vm.LengthOf(_target))
        {
            _target = null;
            value = Value.Undefined;
            return false;
        }

        var index = _next++;
        value = _kind switch
        {
            IterationKind.Keys => index,
            IterationKind.Values => vm.GetIndex(_target, index),
            _ => vm.NewArray([index, vm.GetIndex(_target, index)]),
        };
        return true;
    }
}
