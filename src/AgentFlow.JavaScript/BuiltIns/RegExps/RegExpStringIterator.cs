using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.RegExps;

/// <summary>What <c>String.prototype.matchAll</c> returns.</summary>
internal sealed class RegExpStringIterator : JsObject
{
    private readonly JsObject _expression;
    private readonly JsString _text;
    private readonly bool _global;
    private readonly bool _unicode;
    private bool _done;

    private RegExpStringIterator(Shape shape, JsObject expression, JsString text, bool global, bool unicode)
        : base(shape)
    {
        _expression = expression;
        _text = text;
        _global = global;
        _unicode = unicode;
    }

    internal override long HeapBytes => base.HeapBytes + 32;

    internal override void Trace(HeapTracer tracer)
    {
        tracer.Visit(_expression);
        tracer.Visit(_text);
    }

    public static Value Create(Vm vm, JsObject expression, JsString text, bool global, bool unicode)
    {
        vm.Allocate(Bytes + 32);
        return new RegExpStringIterator(vm.RootShape(vm.Realm[Intrinsic.RegExpStringIteratorPrototype]), expression, text, global, unicode);
    }

    public Value Next(Vm vm)
    {
        if (_done)
            return vm.NewIteratorResult(Value.Undefined, true);
        if (RegExpExecution.Exec(vm, _expression, _text) is not { } match)
        {
            _done = true;
            return vm.NewIteratorResult(Value.Undefined, true);
        }

        if (!_global)
            _done = true;
        else if (vm.ToJsString(vm.GetIndex(match, 0)).Length == 0)
            vm.Set(_expression, "lastIndex", RegExpBuiltIns.Advance(vm, _text, vm.ToLength(vm.Get(_expression, "lastIndex")), _unicode));
        return vm.NewIteratorResult(match, false);
    }
}
