using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Fundamentals;

/// <summary><c>Object.prototype</c>.</summary>
internal static class ObjectPrototype
{
    private const string Owner = "Object.prototype";

    public static void Install(RealmBuilder b)
    {
        var p = b.ObjectPrototype;
        b.Method(p, Owner, "hasOwnProperty", 1, static (vm, in call) =>
        {
            var key = vm.ToPropertyKey(call[0]);
            return Value.From(vm.ToObject(call.This).GetOwn(vm, key, out _));
        });
        b.Method(p, Owner, "isPrototypeOf", 1, IsPrototypeOf);
        b.Method(p, Owner, "propertyIsEnumerable", 1, static (vm, in call) =>
        {
            var key = vm.ToPropertyKey(call[0]);
            return Value.From(vm.ToObject(call.This).GetOwn(vm, key, out var property) && property.IsEnumerable);
        });
        b.Method(p, Owner, "toLocaleString", 0, static (vm, in call) => vm.Invoke(call.This, "toString"));
        b.Method(p, Owner, "toString", 0, static (vm, in call) => Text(vm, call.This));
        b.Method(p, Owner, "valueOf", 0, static (vm, in call) => vm.ToObject(call.This));
        b.Accessor(p, Owner, "__proto__", static (vm, in call) => Value.FromNullable(vm.ToObject(call.This).GetPrototypeOf(vm)), SetProto);
        b.Method(p, Owner, "__defineGetter__", 2, static (vm, in call) => DefineAccessor(vm, call, isGetter: true));
        b.Method(p, Owner, "__defineSetter__", 2, static (vm, in call) => DefineAccessor(vm, call, isGetter: false));
        b.Method(p, Owner, "__lookupGetter__", 1, static (vm, in call) => Value.FromNullable(FindAccessor(vm, call)?.Getter) is { IsNull: false } getter ? getter : Value.Undefined);
        b.Method(p, Owner, "__lookupSetter__", 1, static (vm, in call) => Value.FromNullable(FindAccessor(vm, call)?.Setter) is { IsNull: false } setter ? setter : Value.Undefined);
    }

    private static Value DefineAccessor(Vm vm, in CallInfo call, bool isGetter)
    {
        var target = vm.ToObject(call.This);
        if (!call[1].IsCallable)
            throw vm.TypeError($"{vm.Describe(call[1])} is not a function.");
        var descriptor = new PropertyDescriptor { Enumerable = true, Configurable = true };
        if (isGetter)
            descriptor.Getter = call[1];
        else
            descriptor.Setter = call[1];
        var key = vm.ToPropertyKey(call[0]);
        return target.DefineOwn(vm, key, descriptor) ? Value.Undefined : throw vm.TypeError($"Cannot define property '{key}'.");
    }

    private static Accessor? FindAccessor(Vm vm, in CallInfo call)
    {
        var at = vm.ToObject(call.This);
        var key = vm.ToPropertyKey(call[0]);
        while (true)
        {
            vm.Charge(1);
            if (at.GetOwn(vm, key, out var property))
                return property.IsAccessor ? property.Accessor : null;
            if (at.GetPrototypeOf(vm) is not { } next)
                return null;
            at = next;
        }
    }

    private static Value IsPrototypeOf(Vm vm, in CallInfo call)
    {
        if (!call[0].TryGetObject(out var at))
            return Value.False;
        var wanted = vm.ToObject(call.This);
        while (true)
        {
            vm.Charge(1);
            if (at.GetPrototypeOf(vm) is not { } next)
                return Value.False;
            if (ReferenceEquals(next, wanted))
                return Value.True;
            at = next;
        }
    }

    private static Value SetProto(Vm vm, in CallInfo call)
    {
        if (call.This.IsNullish)
            throw vm.TypeError($"Cannot set the prototype of {vm.Describe(call.This)}.");
        if (call.This.TryGetObject(out var target) && (call[0].IsObject || call[0].IsNull) && !target.SetPrototypeOf(vm, call[0].AsObject))
            throw vm.TypeError("Cannot set the prototype: the object is not extensible, or the chain would be cyclic.");
        return Value.Undefined;
    }

    /// <summary><c>Object.prototype.toString</c>.</summary>
    internal static Value Text(Vm vm, Value value)
    {
        if (value.IsUndefined)
            return "[object Undefined]";
        if (value.IsNull)
            return "[object Null]";
        var target = vm.ToObject(value);
        var kind = vm.IsArray(target) ? "Array" : target.ClassName switch
        {
            "Function" or "Error" or "Boolean" or "Number" or "String" or "Date" or "RegExp" or "Arguments" => target.ClassName,
            _ => "Object",
        };
        return vm.Get(target, JsSymbol.ToStringTag).AsString is { } tag ? vm.NewString($"[object {tag.Flat(vm)}]") : JsString.Of($"[object {kind}]");
    }
}
