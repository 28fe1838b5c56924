using AgentFlow.JavaScript.BuiltIns.Fundamentals;
using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Reflection;

/// <summary><c>Reflect</c>.</summary>
internal static class ReflectBuiltIns
{
    private const string Owner = "Reflect";

    public static void Install(RealmBuilder b)
    {
        var r = b.Object(Intrinsic.Reflect);
        b.Global(Owner, r);
        b.Tag(r, Owner);
        b.Method(r, Owner, "apply", 3, static (vm, in call) => call[0].IsCallable
            ? vm.Call(call[0], call[1], vm.ListFrom(call[2]))
            : throw vm.TypeError($"Reflect.apply called on {vm.Describe(call[0])}, which is not a function."));
        b.Method(r, Owner, "construct", 2, Construct);
        b.Method(r, Owner, "defineProperty", 3, static (vm, in call) =>
        {
            var target = Target(vm, call);
            var key = vm.ToPropertyKey(call[1]);
            return Value.From(target.DefineOwn(vm, key, Descriptors.From(vm, call[2])));
        });
        b.Method(r, Owner, "deleteProperty", 2, static (vm, in call) => Value.From(Target(vm, call).Delete(vm, vm.ToPropertyKey(call[1]))));
        b.Method(r, Owner, "get", 2, static (vm, in call) => Target(vm, call).Get(vm, vm.ToPropertyKey(call[1]), call.Count > 2 ? call[2] : call[0]));
        b.Method(r, Owner, "getOwnPropertyDescriptor", 2, static (vm, in call) =>
            Target(vm, call).GetOwn(vm, vm.ToPropertyKey(call[1]), out var property) ? Descriptors.ToObject(vm, property) : Value.Undefined);
        b.Method(r, Owner, "getPrototypeOf", 1, static (vm, in call) => Value.FromNullable(Target(vm, call).GetPrototypeOf(vm)));
        b.Method(r, Owner, "has", 2, static (vm, in call) => Value.From(Target(vm, call).HasProperty(vm, vm.ToPropertyKey(call[1]))));
        b.Method(r, Owner, "isExtensible", 1, static (vm, in call) => Value.From(Target(vm, call).IsExtensible(vm)));
        b.Method(r, Owner, "ownKeys", 1, OwnKeys);
        b.Method(r, Owner, "preventExtensions", 1, static (vm, in call) => Value.From(Target(vm, call).PreventExtensions(vm)));
        b.Method(r, Owner, "set", 3, static (vm, in call) =>
            Value.From(Target(vm, call).Set(vm, vm.ToPropertyKey(call[1]), call[2], call.Count > 3 ? call[3] : call[0])));
        b.Method(r, Owner, "setPrototypeOf", 2, static (vm, in call) =>
        {
            var target = Target(vm, call);
            return call[1].IsObject || call[1].IsNull
                ? Value.From(target.SetPrototypeOf(vm, call[1].AsObject))
                : throw vm.TypeError($"Object prototype may only be an Object or null: {vm.Describe(call[1])}.");
        });
    }

    private static JsObject Target(Vm vm, in CallInfo call) =>
        call[0].AsObject ?? throw vm.TypeError($"Reflect.{call.Callee.Entry.Name} called on {vm.Describe(call[0])}, which is not an object.");

    private static Value Construct(Vm vm, in CallInfo call)
    {
        if (call[0].AsObject is not { IsConstructor: true } target)
            throw vm.TypeError($"{vm.Describe(call[0])} is not a constructor.");
        var newTarget = target;
        if (call.Count > 2)
            newTarget = call[2].AsObject is { IsConstructor: true } given ? given : throw vm.TypeError($"{vm.Describe(call[2])} is not a constructor.");
        return vm.Construct(target, vm.ListFrom(call[1]), newTarget);
    }

    private static Value OwnKeys(Vm vm, in CallInfo call)
    {
        var result = vm.NewArray();
        using var hold = vm.Hold(result);
        foreach (var key in Target(vm, call).OwnKeys(vm))
            result.Append(vm, ObjectConstructor.Key(vm, key));
        return result;
    }
}
