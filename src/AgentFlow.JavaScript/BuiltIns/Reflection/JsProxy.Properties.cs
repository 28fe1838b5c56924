using AgentFlow.JavaScript.BuiltIns.Fundamentals;
using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Reflection;

/// <content>Operations on properties. Private names are the proxy's own and no trap sees them.</content>
internal sealed partial class JsProxy
{
    public override bool GetOwn(Vm vm, PropertyKey key, out Property property)
    {
        if (key.IsPrivate)
            return base.GetOwn(vm, key, out property);
        using var level = vm.Nest();
        var target = Trap(vm, "getOwnPropertyDescriptor", out var trap);
        if (trap is null)
            return target.GetOwn(vm, key, out property);
        var answer = vm.Call(trap, _handler!, [target, key.ToValue()]);
        if (!answer.IsObject && !answer.IsUndefined)
            throw Wrong(vm, "getOwnPropertyDescriptor", $"returned neither an object nor undefined for property '{key}'");
        var exists = target.GetOwn(vm, key, out var real);
        if (answer.IsUndefined)
        {
            if (exists && (!real.IsConfigurable || !target.IsExtensible(vm)))
                throw Wrong(vm, "getOwnPropertyDescriptor", $"hid property '{key}', which the target must have");
            property = default;
            return false;
        }

        var extensible = target.IsExtensible(vm);
        var told = Descriptors.From(vm, answer);
        property = Complete(told);
        if (exists ? !IsCompatible(vm, real, PropertyDescriptor.From(property)) : !extensible)
            throw Wrong(vm, "getOwnPropertyDescriptor", $"returned a descriptor for property '{key}' that the target cannot have");
        if (!property.IsConfigurable && (!exists || real.IsConfigurable || (!property.IsAccessor && !property.IsWritable && real.IsWritable)))
            throw Wrong(vm, "getOwnPropertyDescriptor", $"reported property '{key}' as not configurable, which it is on the target");
        return true;
    }

    public override bool DefineOwn(Vm vm, PropertyKey key, in PropertyDescriptor wanted)
    {
        if (key.IsPrivate)
            return base.DefineOwn(vm, key, wanted);
        using var level = vm.Nest();
        var target = Trap(vm, "defineProperty", out var trap);
        if (trap is null)
            return target.DefineOwn(vm, key, wanted);
        if (!vm.Call(trap, _handler!, [target, key.ToValue(), Descriptors.ToObject(vm, wanted)]).ToBoolean())
            return false;
        var exists = target.GetOwn(vm, key, out var real);
        var fixes = wanted.Configurable == false;
        if (!exists)
        {
            if (!target.IsExtensible(vm) || fixes)
                throw Wrong(vm, "defineProperty", $"agreed to add property '{key}' in a way that the target cannot have it");
            return true;
        }

        if (!IsCompatible(vm, real, wanted) || (fixes && real.IsConfigurable)
            || (!real.IsAccessor && !real.IsConfigurable && real.IsWritable && wanted.Writable == false))
        {
            throw Wrong(vm, "defineProperty", $"agreed to define property '{key}' in a way that the target cannot have it");
        }

        return true;
    }

    public override bool HasProperty(Vm vm, PropertyKey key)
    {
        if (key.IsPrivate)
            return base.GetOwn(vm, key, out _);
        using var level = vm.Nest();
        var target = Trap(vm, "has", out var trap);
        if (trap is null)
            return target.HasProperty(vm, key);
        if (vm.Call(trap, _handler!, [target, key.ToValue()]).ToBoolean())
            return true;
        if (target.GetOwn(vm, key, out var real) && (!real.IsConfigurable || !target.IsExtensible(vm)))
            throw Wrong(vm, "has", $"hid property '{key}', which the target must have");
        return false;
    }

    public override Value Get(Vm vm, PropertyKey key, Value receiver)
    {
        using var level = vm.Nest();
        var target = Trap(vm, "get", out var trap);
        if (trap is null)
            return target.Get(vm, key, receiver);
        var answer = vm.Call(trap, _handler!, [target, key.ToValue(), receiver]);
        if (target.GetOwn(vm, key, out var real) && !real.IsConfigurable)
        {
            if (real.IsAccessor ? real.Accessor.Getter is null && !answer.IsUndefined : !real.IsWritable && !Value.SameValue(vm, answer, real.Value))
                throw Wrong(vm, "get", $"returned another value than that of property '{key}', which is fixed");
        }

        return answer;
    }

    public override bool Set(Vm vm, PropertyKey key, Value value, Value receiver)
    {
        using var level = vm.Nest();
        var target = Trap(vm, "set", out var trap);
        if (trap is null)
            return target.Set(vm, key, value, receiver);
        if (!vm.Call(trap, _handler!, [target, key.ToValue(), value, receiver]).ToBoolean())
            return false;
        if (target.GetOwn(vm, key, out var real) && !real.IsConfigurable)
        {
            if (real.IsAccessor ? real.Accessor.Setter is null : !real.IsWritable && !Value.SameValue(vm, value, real.Value))
                throw Wrong(vm, "set", $"agreed to change property '{key}', which is fixed");
        }

        return true;
    }

    public override bool Delete(Vm vm, PropertyKey key)
    {
        using var level = vm.Nest();
        var target = Trap(vm, "deleteProperty", out var trap);
        if (trap is null)
            return target.Delete(vm, key);
        if (!vm.Call(trap, _handler!, [target, key.ToValue()]).ToBoolean())
            return false;
        if (target.GetOwn(vm, key, out var real) && (!real.IsConfigurable || !target.IsExtensible(vm)))
            throw Wrong(vm, "deleteProperty", $"agreed to delete property '{key}', which the target must have");
        return true;
    }

    public override List<PropertyKey> OwnKeys(Vm vm)
    {
        using var level = vm.Nest();
        var target = Trap(vm, "ownKeys", out var trap);
        if (trap is null)
            return target.OwnKeys(vm);
        var answer = vm.Call(trap, _handler!, [target]);
        List<PropertyKey> keys = [];
        HashSet<PropertyKey> told = [];
        foreach (var item in vm.ListFrom(answer))
        {
            vm.Charge(2);
            vm.Allocate(64);
            if (!item.IsString && !item.IsSymbol)
                throw Wrong(vm, "ownKeys", $"returned {vm.Describe(item)}, which is neither a string nor a symbol");
            var key = vm.ToPropertyKey(item);
            if (!told.Add(key))
                throw Wrong(vm, "ownKeys", $"returned '{key}' twice");
            keys.Add(key);
        }

        CheckKeys(vm, target, told);
        return keys;
    }

    private static void CheckKeys(Vm vm, JsObject target, HashSet<PropertyKey> told)
    {
        var extensible = target.IsExtensible(vm);
        var real = target.OwnKeys(vm);
        foreach (var key in real)
        {
            vm.Charge(1);
            var isFixed = target.GetOwn(vm, key, out var property) && !property.IsConfigurable;
            if ((isFixed || !extensible) && !told.Contains(key))
                throw Wrong(vm, "ownKeys", $"left out '{key}', which the target must have");
        }

        if (!extensible && told.Count != real.Count)
            throw Wrong(vm, "ownKeys", "returned keys that the target, which is not extensible, does not have");
    }

    /// <summary><c>CompletePropertyDescriptor</c>.</summary>
    private static Property Complete(in PropertyDescriptor told)
    {
        var flags = (told.Enumerable == true ? PropertyFlags.Enumerable : 0) | (told.Configurable == true ? PropertyFlags.Configurable : 0);
        return told.IsAccessor
            ? new Property(new Accessor(told.Getter?.AsObject, told.Setter?.AsObject), flags | PropertyFlags.Accessor)
            : new Property(told.Value ?? Value.Undefined, flags | (told.Writable == true ? PropertyFlags.Writable : 0));
    }

    /// <summary><c>IsCompatiblePropertyDescriptor</c>, for a property that exists.</summary>
    private static bool IsCompatible(Vm vm, in Property real, in PropertyDescriptor wanted)
    {
        if (real.IsConfigurable)
            return true;
        if (wanted.Configurable == true || (wanted.Enumerable is { } enumerable && enumerable != real.IsEnumerable))
            return false;
        if (!wanted.IsAccessor && !wanted.IsData)
            return true;
        if (wanted.IsAccessor != real.IsAccessor)
            return false;
        if (real.IsAccessor)
        {
            return (wanted.Getter is not { } getter || ReferenceEquals(getter.AsObject, real.Accessor.Getter))
                && (wanted.Setter is not { } setter || ReferenceEquals(setter.AsObject, real.Accessor.Setter));
        }

        return real.IsWritable || (wanted.Writable != true && (wanted.Value is not { } value || Value.SameValue(vm, value, real.Value)));
    }
}
