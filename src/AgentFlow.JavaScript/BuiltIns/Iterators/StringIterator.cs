using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Iterators;

/// <summary>Walks a string by code points.</summary>
internal sealed class StringIterator : JsObject
{
    private readonly JsString _text;
    private int _next;

    private StringIterator(Shape shape, JsString text)
        : base(shape) => _text = text;

    internal override long HeapBytes => base.HeapBytes + 16;

    internal override void Trace(HeapTracer tracer) => tracer.Visit(_text);

    public static Value Create(Vm vm, JsString text)
    {
        vm.Allocate(Bytes + 16);
        return new StringIterator(vm.RootShape(vm.Realm[Intrinsic.StringIteratorPrototype]), text);
    }

    /// <summary>The next code point; false at the end.</summary>
    public bool TryNext(Vm vm, out Value value)
    {
        vm.Charge(1);
        value = Value.Undefined;
        if (_next >= _text.Length)
            return false;
        var flat = _text.Flat(vm);
        var first = flat[_next++];
        if (char.IsHighSurrogate(first) && _next < flat.Length && char.IsLowSurrogate(flat[_next]))
        {
            vm.Allocate(JsString.HeaderBytes + 32);
            value = JsString.Of(flat.Substring(_next++ - 1, 2));
        }
        else
        {
            value = JsString.Of(first);
        }

        return true;
    }
}
