using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Fundamentals;

/// <summary><c>Function</c>, which makes no functions from text here, and <c>Function.prototype</c>.</summary>
internal static class FunctionBuiltIns
{
    private const string Owner = "Function.prototype";

    public static void Install(RealmBuilder b)
    {
        var p = b.FunctionPrototype;
        b.Constructor(Intrinsic.Function, "Function", 1, Refuse, p);
        b.GlobalFunction("eval", 1, static (vm, in call) => call[0].IsString ? Refuse(vm, call) : call[0]);
        b.Method(p, Owner, "apply", 2, Apply);
        b.Method(p, Owner, "bind", 1, Bind);
        b.Method(p, Owner, "call", 1, static (vm, in call) => vm.Call(Callee(vm, call.This, "call"), call[0], call.From(1)));
        b.Method(p, Owner, "toString", 0, Text);
        b.Realm[Intrinsic.FunctionHasInstance] = b.Method(
            p, Owner, JsSymbol.HasInstance, 1, static (vm, in call) => Value.From(HasInstance(vm, call.This, call[0])), PropertyFlags.None);
        var thrower = b.Function("%ThrowTypeError%", "", 0, static (vm, in _) => throw vm.TypeError("'caller', 'callee' and 'arguments' cannot be accessed in strict mode."));
        b.Realm[Intrinsic.ThrowTypeError] = thrower;
        foreach (var name in (string[])["caller", "arguments"])
            p.Put(b.Vm, name, new Accessor(thrower, thrower), PropertyFlags.Configurable | PropertyFlags.Accessor);
        foreach (var name in (string[])["length", "name"])
            thrower.DefineOwn(b.Vm, name, new PropertyDescriptor { Configurable = false });
        thrower.PreventExtensions(b.Vm);
    }

    /// <summary>The answer of every constructor that would compile text.</summary>
    internal static Value Refuse(Vm vm, in CallInfo call) =>
        throw vm.EvalError("Code cannot be made from strings in this sandbox. Write the function directly, for example: const f = (a, b) => a + b.");

    private static JsObject Callee(Vm vm, Value function, string method) =>
        function.IsCallable ? (JsObject)function.Ref! : throw vm.TypeError($"Function.prototype.{method} was called on {vm.Describe(function)}, which is not a function.");

    private static Value Apply(Vm vm, in CallInfo call)
    {
        var function = Callee(vm, call.This, "apply");
        return call[1].IsNullish ? vm.Call(function, call[0]) : vm.Call(function, call[0], vm.ListFrom(call[1]));
    }

    private static Value Bind(Vm vm, in CallInfo call)
    {
        var target = Callee(vm, call.This, "bind");
        double length = 0;
        if (target.GetOwn(vm, "length", out _) && vm.Get(target, "length") is { IsNumber: true } given)
            length = double.IsNaN(given.Num) ? 0 : Math.Max(0, Math.Truncate(given.Num) - Math.Max(0, call.Count - 1)) + 0.0;
        var name = vm.Get(target, "name").AsString ?? JsString.Empty;
        return BoundFunction.Create(vm, target, call[0], call.From(1), length, JsString.Concat(vm, JsString.Of("bound "), name));
    }

    private static Value Text(Vm vm, in CallInfo call)
    {
        if (!call.This.IsCallable)
            throw vm.TypeError($"Function.prototype.toString requires a function, not {vm.Describe(call.This)}.");
        if (call.This.Ref is ScriptFunction { Code.Block: var block })
        {
            vm.Charge((block.End - block.Start) / 8);
            vm.Allocate(JsString.TextBytes(block.End - block.Start));
            return block.Source.Text[block.Start..block.End];
        }

        var name = call.This.Ref is NativeFunction native ? native.Entry.Name : "";
        return vm.NewString($"function {name}() {{ [native code] }}");
    }

    /// <summary><c>OrdinaryHasInstance</c>.</summary>
    internal static bool HasInstance(Vm vm, Value constructor, Value value)
    {
        while (constructor.Ref is BoundFunction bound)
        {
            // The target of a bound function may define Symbol.hasInstance itself.
            var method = vm.GetMethod(bound.Target, JsSymbol.HasInstance);
            if (method is not null && !ReferenceEquals(method, vm.Realm[Intrinsic.FunctionHasInstance]))
                return vm.Call(method, bound.Target, [value]).ToBoolean();
            constructor = bound.Target;
        }

        if (!constructor.IsCallable || !value.TryGetObject(out var at))
            return false;
        if (!vm.Get(constructor, "prototype").TryGetObject(out var prototype))
            throw vm.TypeError("Function has a non-object prototype in an instanceof check.");
        while (at.GetPrototypeOf(vm) is { } next)
        {
            vm.Charge(1);
            if (ReferenceEquals(next, prototype))
                return true;
            at = next;
        }

        return false;
    }
}
