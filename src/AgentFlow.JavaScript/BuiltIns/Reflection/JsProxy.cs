using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Reflection;

/// <summary>A proxy: every essential internal method asks the handler, and checks that its answer does not contradict what is fixed about the target.</summary>
internal sealed partial class JsProxy : JsObject
{
    private JsObject? _target;
    private JsObject? _handler;

    public JsProxy(Vm vm, JsObject target, JsObject handler)
        : base(vm.RootShape(null), target.IsCallable ? ValueTag.Function : ValueTag.Object)
    {
        _target = target;
        _handler = handler;
        IsConstructor = target.IsConstructor;
    }

    public override bool IsProxy => true;

    public override bool HasExoticNames => true;

    public override bool IsConstructor { get; }

    internal override long HeapBytes => base.HeapBytes + 24;

    internal override void Trace(HeapTracer tracer)
    {
        tracer.Visit(_target);
        tracer.Visit(_handler);
    }

    /// <summary>Cuts the proxy off; whatever is asked of it from now on is a TypeError.</summary>
    public void Revoke() => _target = _handler = null;

    public override bool IsProxyOfArray(Vm vm)
    {
        JsObject at = this;
        while (at is JsProxy proxy)
        {
            vm.Charge(1);
            at = proxy._target ?? throw Revoked(vm, "IsArray");
        }

        return at is JsArray;
    }

    public override JsObject? GetPrototypeOf(Vm vm)
    {
        using var level = vm.Nest();
        var target = Trap(vm, "getPrototypeOf", out var trap);
        if (trap is null)
            return target.GetPrototypeOf(vm);
        var answer = vm.Call(trap, _handler!, [target]);
        if (!answer.IsObject && !answer.IsNull)
            throw Wrong(vm, "getPrototypeOf", "returned neither an object nor null");
        if (!target.IsExtensible(vm) && !ReferenceEquals(answer.AsObject, target.GetPrototypeOf(vm)))
            throw Wrong(vm, "getPrototypeOf", "returned another prototype than that of a target that is not extensible");
        return answer.AsObject;
    }

    public override bool SetPrototypeOf(Vm vm, JsObject? prototype)
    {
        using var level = vm.Nest();
        var target = Trap(vm, "setPrototypeOf", out var trap);
        if (trap is null)
            return target.SetPrototypeOf(vm, prototype);
        if (!vm.Call(trap, _handler!, [target, Value.FromNullable(prototype)]).ToBoolean())
            return false;
        if (!target.IsExtensible(vm) && !ReferenceEquals(prototype, target.GetPrototypeOf(vm)))
            throw Wrong(vm, "setPrototypeOf", "agreed to another prototype for a target that is not extensible");
        return true;
    }

    public override bool IsExtensible(Vm vm)
    {
        using var level = vm.Nest();
        var target = Trap(vm, "isExtensible", out var trap);
        if (trap is null)
            return target.IsExtensible(vm);
        var answer = vm.Call(trap, _handler!, [target]).ToBoolean();
        return answer == target.IsExtensible(vm) ? answer : throw Wrong(vm, "isExtensible", "answered otherwise than the target");
    }

    public override bool PreventExtensions(Vm vm)
    {
        using var level = vm.Nest();
        var target = Trap(vm, "preventExtensions", out var trap);
        if (trap is null)
            return target.PreventExtensions(vm);
        var answer = vm.Call(trap, _handler!, [target]).ToBoolean();
        return !answer || !target.IsExtensible(vm) ? answer : throw Wrong(vm, "preventExtensions", "agreed, but the target is extensible");
    }

    public override Value Call(Vm vm, Value thisValue, ReadOnlySpan<Value> args)
    {
        using var level = vm.Nest();
        var target = Trap(vm, "apply", out var trap);
        return trap is null ? vm.Call(target, thisValue, args) : vm.Call(trap, _handler!, [target, thisValue, vm.NewArray(args)]);
    }

    public override Value Construct(Vm vm, ReadOnlySpan<Value> args, JsObject newTarget)
    {
        using var level = vm.Nest();
        var target = Trap(vm, "construct", out var trap);
        if (trap is null)
            return vm.Construct(target, args, newTarget);
        var answer = vm.Call(trap, _handler!, [target, vm.NewArray(args), newTarget]);
        return answer.IsObject ? answer : throw Wrong(vm, "construct", "returned no object");
    }

    /// <summary>The target, and the handler's function for an operation, or null where it has none.</summary>
    private JsObject Trap(Vm vm, string name, out JsObject? trap)
    {
        if (_handler is null)
            throw Revoked(vm, name);
        var target = _target!;
        trap = vm.GetMethod(_handler, name);
        return target;
    }

    private static ScriptThrow Revoked(Vm vm, string name) => vm.TypeError($"Cannot perform '{name}' on a proxy that has been revoked.");

    private static ScriptThrow Wrong(Vm vm, string name, string what) => vm.TypeError($"The proxy's '{name}' trap {what}.");
}
