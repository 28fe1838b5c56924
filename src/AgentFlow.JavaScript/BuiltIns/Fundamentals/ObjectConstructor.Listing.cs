using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Fundamentals;

/// <content>Lists of keys, values and entries, and objects made from them.</content>
internal static partial class ObjectConstructor
{
    private static Value Keys(Vm vm, in CallInfo call)
    {
        var target = vm.ToObject(call[0]);
        var result = vm.NewArray();
        using var hold = vm.Hold(result);
        foreach (var key in target.OwnKeys(vm))
        {
            if (!key.IsSymbol && target.GetOwn(vm, key, out var property) && property.IsEnumerable)
                result.Append(vm, Key(vm, key));
        }

        return result;
    }

    private static Value OwnKeys(Vm vm, Value value, bool symbols)
    {
        var result = vm.NewArray();
        using var hold = vm.Hold(result);
        foreach (var key in vm.ToObject(value).OwnKeys(vm))
        {
            if (key.IsSymbol == symbols)
                result.Append(vm, Key(vm, key));
        }

        return result;
    }

    private static Value Values(Vm vm, in CallInfo call)
    {
        var target = vm.ToObject(call[0]);
        var result = vm.NewArray();
        using var hold = vm.Hold(result);
        foreach (var key in target.OwnKeys(vm))
        {
            if (TryValue(vm, target, key, out var value))
                result.Append(vm, value);
        }

        return result;
    }

    private static Value Entries(Vm vm, in CallInfo call)
    {
        var target = vm.ToObject(call[0]);
        var result = vm.NewArray();
        using var hold = vm.Hold(result);
        foreach (var key in target.OwnKeys(vm))
        {
            if (TryValue(vm, target, key, out var value))
                result.Append(vm, vm.NewArray([Key(vm, key), value]));
        }

        return result;
    }

    /// <summary>The value of an own enumerable property with a string key.</summary>
    private static bool TryValue(Vm vm, JsObject target, PropertyKey key, out Value value)
    {
        vm.Charge(1);
        value = default;
        if (key.IsSymbol || !target.GetOwn(vm, key, out var property) || !property.IsEnumerable)
            return false;
        value = property.IsAccessor || target.IsProxy ? vm.Get(target, key) : property.Value;
        return true;
    }

    /// <summary>A key as script sees it. A name's characters exist already, an index is made into text.</summary>
    internal static Value Key(Vm vm, PropertyKey key)
    {
        vm.Charge(1);
        vm.Allocate(key.IsIndex ? JsString.HeaderBytes + 40 : JsString.HeaderBytes);
        return key.ToValue();
    }

    private static Value FromEntries(Vm vm, in CallInfo call)
    {
        if (call[0].IsNullish)
            throw vm.TypeError($"{vm.Describe(call[0])} is not iterable.");
        var result = vm.NewObject();
        using var hold = vm.Hold(result);
        var iterator = vm.GetIterator(call[0]);
        while (vm.TryStep(iterator, out var item))
        {
            try
            {
                if (!item.TryGetObject(out var entry))
                    throw vm.TypeError($"Iterator value {vm.Describe(item)} is not an entry object.");
                var key = vm.GetIndex(entry, 0);
                var value = vm.GetIndex(entry, 1);
                result.CreateDataPropertyOrThrow(vm, vm.ToPropertyKey(key), value);
            }
            catch (ScriptThrow)
            {
                vm.CloseQuietly(iterator);
                throw;
            }
        }

        return result;
    }

    private static Value GroupBy(Vm vm, in CallInfo call)
    {
        if (call[0].IsNullish)
            throw vm.TypeError($"{vm.Describe(call[0])} is not iterable.");
        if (!call[1].IsCallable)
            throw vm.TypeError($"{vm.Describe(call[1])} is not a function.");
        var groups = vm.NewObject(null);
        using var hold = vm.Hold(groups);
        var iterator = vm.GetIterator(call[0]);
        for (double i = 0; vm.TryStep(iterator, out var item); i++)
        {
            try
            {
                var key = vm.ToPropertyKey(vm.Call(call[1], Value.Undefined, [item, i]));
                if (groups.GetOwn(vm, key, out var existing))
                    ((JsArray)existing.Value.Ref!).Append(vm, item);
                else
                    groups.CreateDataProperty(vm, key, vm.NewArray([item]));
            }
            catch (ScriptThrow)
            {
                vm.CloseQuietly(iterator);
                throw;
            }
        }

        return groups;
    }
}
