using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Fundamentals;

/// <summary><c>Object</c> and its static methods. Those that list properties are in the other part.</summary>
internal static partial class ObjectConstructor
{
    private const string Owner = "Object";

    public static void Install(RealmBuilder b)
    {
        var o = b.Constructor(Intrinsic.Object, Owner, 1, Construct, b.ObjectPrototype);
        b.Method(o, Owner, "assign", 2, Assign);
        b.Method(o, Owner, "create", 2, Create);
        b.Method(o, Owner, "defineProperties", 2, static (vm, in call) => DefineAll(vm, Target(vm, call[0], "defineProperties"), call[1]));
        b.Method(o, Owner, "defineProperty", 3, DefineProperty);
        b.Method(o, Owner, "entries", 1, Entries);
        b.Method(o, Owner, "freeze", 1, static (vm, in call) => SetIntegrity(vm, call[0], frozen: true));
        b.Method(o, Owner, "fromEntries", 1, FromEntries);
        b.Method(o, Owner, "getOwnPropertyDescriptor", 2, GetOwnPropertyDescriptor);
        b.Method(o, Owner, "getOwnPropertyDescriptors", 1, GetOwnPropertyDescriptors);
        b.Method(o, Owner, "getOwnPropertyNames", 1, static (vm, in call) => OwnKeys(vm, call[0], symbols: false));
        b.Method(o, Owner, "getOwnPropertySymbols", 1, static (vm, in call) => OwnKeys(vm, call[0], symbols: true));
        b.Method(o, Owner, "getPrototypeOf", 1, static (vm, in call) => Value.FromNullable(vm.ToObject(call[0]).GetPrototypeOf(vm)));
        b.Method(o, Owner, "groupBy", 2, GroupBy);
        b.Method(o, Owner, "hasOwn", 2, static (vm, in call) =>
        {
            var target = vm.ToObject(call[0]);
            return Value.From(target.GetOwn(vm, vm.ToPropertyKey(call[1]), out _));
        });
        b.Method(o, Owner, "is", 2, static (vm, in call) => Value.From(Value.SameValue(vm, call[0], call[1])));
        b.Method(o, Owner, "isExtensible", 1, static (vm, in call) => Value.From(call[0].TryGetObject(out var target) && target.IsExtensible(vm)));
        b.Method(o, Owner, "isFrozen", 1, static (vm, in call) => TestIntegrity(vm, call[0], frozen: true));
        b.Method(o, Owner, "isSealed", 1, static (vm, in call) => TestIntegrity(vm, call[0], frozen: false));
        b.Method(o, Owner, "keys", 1, Keys);
        b.Method(o, Owner, "preventExtensions", 1, PreventExtensions);
        b.Method(o, Owner, "seal", 1, static (vm, in call) => SetIntegrity(vm, call[0], frozen: false));
        b.Method(o, Owner, "setPrototypeOf", 2, SetPrototypeOf);
        b.Method(o, Owner, "values", 1, Values);
    }

    private static Value Construct(Vm vm, in CallInfo call)
    {
        if (call.NewTarget is { } target && !ReferenceEquals(target, call.Callee))
            return vm.NewObject(vm.PrototypeFor(target, Intrinsic.ObjectPrototype));
        return call[0].IsNullish ? vm.NewObject() : vm.ToObject(call[0]);
    }

    private static JsObject Target(Vm vm, Value value, string method) =>
        value.AsObject ?? throw vm.TypeError($"Object.{method} called on {vm.Describe(value)}, which is not an object.");

    private static Value Assign(Vm vm, in CallInfo call)
    {
        var target = vm.ToObject(call[0]);
        foreach (var source in call.From(1))
        {
            if (source.IsNullish)
                continue;
            var from = vm.ToObject(source);
            foreach (var key in from.OwnKeys(vm))
            {
                vm.Charge(1);
                if (from.GetOwn(vm, key, out var property) && property.IsEnumerable)
                    vm.Set(target, key, property.IsAccessor || from.IsProxy ? vm.Get(from, key) : property.Value);
            }
        }

        return target;
    }

    private static Value Create(Vm vm, in CallInfo call)
    {
        if (!call[0].IsObject && !call[0].IsNull)
            throw vm.TypeError($"Object prototype may only be an Object or null: {vm.Describe(call[0])}.");
        var created = vm.NewObject(call[0].AsObject);
        return call[1].IsUndefined ? created : DefineAll(vm, created, call[1]);
    }

    private static Value DefineAll(Vm vm, JsObject target, Value properties)
    {
        var source = vm.ToObject(properties);
        List<(PropertyKey Key, PropertyDescriptor Descriptor)> all = [];
        foreach (var key in source.OwnKeys(vm))
        {
            if (!source.GetOwn(vm, key, out var property) || !property.IsEnumerable)
                continue;
            vm.Charge(8);
            vm.Allocate(120);
            all.Add((key, Descriptors.From(vm, vm.Get(source, key))));
        }

        foreach (var (key, descriptor) in all)
            Define(vm, target, key, descriptor);
        return target;
    }

    private static Value DefineProperty(Vm vm, in CallInfo call)
    {
        var target = Target(vm, call[0], "defineProperty");
        var key = vm.ToPropertyKey(call[1]);
        Define(vm, target, key, Descriptors.From(vm, call[2]));
        return target;
    }

    private static void Define(Vm vm, JsObject target, PropertyKey key, in PropertyDescriptor descriptor)
    {
        if (target.DefineOwn(vm, key, descriptor))
            return;
        throw !target.IsProxy && target.Shape.IsShared
            ? vm.TypeError($"Cannot define property '{key}' of {vm.Describe(target)}: built-in objects are frozen in this sandbox. Write a function of your own instead.")
            : vm.TypeError($"Cannot define property '{key}': the object is not extensible or the property is not configurable.");
    }

    private static Value GetOwnPropertyDescriptor(Vm vm, in CallInfo call)
    {
        var target = vm.ToObject(call[0]);
        return target.GetOwn(vm, vm.ToPropertyKey(call[1]), out var property) ? Descriptors.ToObject(vm, property) : Value.Undefined;
    }

    private static Value GetOwnPropertyDescriptors(Vm vm, in CallInfo call)
    {
        var target = vm.ToObject(call[0]);
        var result = vm.NewObject();
        using var hold = vm.Hold(result);
        foreach (var key in target.OwnKeys(vm))
        {
            vm.Charge(8);
            if (target.GetOwn(vm, key, out var property))
                result.CreateDataProperty(vm, key, Descriptors.ToObject(vm, property));
        }

        return result;
    }

    private static Value PreventExtensions(Vm vm, in CallInfo call)
    {
        if (call[0].TryGetObject(out var target) && !Descriptors.IsFrozenBuiltIn(target) && !target.PreventExtensions(vm))
            throw vm.TypeError("Cannot prevent extensions of the object.");
        return call[0];
    }

    private static Value SetPrototypeOf(Vm vm, in CallInfo call)
    {
        if (call[0].IsNullish)
            throw vm.TypeError("Object.setPrototypeOf called on null or undefined.");
        if (!call[1].IsObject && !call[1].IsNull)
            throw vm.TypeError($"Object prototype may only be an Object or null: {vm.Describe(call[1])}.");
        if (call[0].TryGetObject(out var target) && !target.SetPrototypeOf(vm, call[1].AsObject))
            throw vm.TypeError("Cannot set the prototype: the object is not extensible, or the chain would be cyclic.");
        return call[0];
    }

    private static Value SetIntegrity(Vm vm, Value value, bool frozen)
    {
        if (!value.TryGetObject(out var target) || Descriptors.IsFrozenBuiltIn(target))
            return value;
        if (!target.PreventExtensions(vm))
            throw vm.TypeError("Cannot prevent extensions of the object.");
        foreach (var key in target.OwnKeys(vm))
        {
            vm.Charge(2);
            var change = new PropertyDescriptor { Configurable = false };
            if (frozen)
            {
                if (!target.GetOwn(vm, key, out var property))
                    continue;
                if (!property.IsAccessor)
                    change.Writable = false;
            }

            Define(vm, target, key, change);
        }

        return value;
    }

    private static Value TestIntegrity(Vm vm, Value value, bool frozen)
    {
        if (!value.TryGetObject(out var target) || Descriptors.IsFrozenBuiltIn(target))
            return Value.True;
        if (target.IsExtensible(vm))
            return Value.False;
        foreach (var key in target.OwnKeys(vm))
        {
            vm.Charge(1);
            if (target.GetOwn(vm, key, out var property) && (property.IsConfigurable || (frozen && !property.IsAccessor && property.IsWritable)))
                return Value.False;
        }

        return Value.True;
    }
}
