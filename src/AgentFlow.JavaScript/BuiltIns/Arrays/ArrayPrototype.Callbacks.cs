using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Arrays;

/// <content>The methods that call a function for each element. It may change the array meanwhile, so every step looks anew.</content>
internal static partial class ArrayPrototype
{
    private static Value ForEach(Vm vm, in CallInfo call)
    {
        var target = vm.ToObject(call.This);
        var length = vm.LengthOf(target);
        var callback = Callback(vm, call[0]);
        for (long i = 0; i < length; i++)
        {
            if (ArrayLike.TryGet(vm, target, i, out var value))
                vm.Call(callback, call[1], [value, i, target]);
        }

        return Value.Undefined;
    }

    private static Value Map(Vm vm, in CallInfo call)
    {
        var target = vm.ToObject(call.This);
        var length = vm.LengthOf(target);
        var callback = Callback(vm, call[0]);
        var plain = ArrayLike.MakesPlain(vm, target);
        var result = plain ? vm.NewArray() : ArrayLike.NewLike(vm, target, length);
        using var hold = vm.Hold(result);
        for (long i = 0; i < length; i++)
        {
            if (ArrayLike.TryGet(vm, target, i, out var value))
                ArrayLike.Create(vm, result, i, vm.Call(callback, call[1], [value, i, target]));
        }

        if (plain)
            ArrayLike.SetLength(vm, result, length);
        return result;
    }

    private static Value Filter(Vm vm, in CallInfo call)
    {
        var target = vm.ToObject(call.This);
        var length = vm.LengthOf(target);
        var callback = Callback(vm, call[0]);
        var result = ArrayLike.NewLike(vm, target, 0);
        using var hold = vm.Hold(result);
        long count = 0;
        for (long i = 0; i < length; i++)
        {
            if (ArrayLike.TryGet(vm, target, i, out var value) && vm.Call(callback, call[1], [value, i, target]).ToBoolean())
                ArrayLike.Create(vm, result, count++, value);
        }

        return result;
    }

    private static Value Every(Vm vm, in CallInfo call)
    {
        var target = vm.ToObject(call.This);
        var length = vm.LengthOf(target);
        var callback = Callback(vm, call[0]);
        for (long i = 0; i < length; i++)
        {
            if (ArrayLike.TryGet(vm, target, i, out var value) && !vm.Call(callback, call[1], [value, i, target]).ToBoolean())
                return Value.False;
        }

        return Value.True;
    }

    private static Value Some(Vm vm, in CallInfo call)
    {
        var target = vm.ToObject(call.This);
        var length = vm.LengthOf(target);
        var callback = Callback(vm, call[0]);
        for (long i = 0; i < length; i++)
        {
            if (ArrayLike.TryGet(vm, target, i, out var value) && vm.Call(callback, call[1], [value, i, target]).ToBoolean())
                return Value.True;
        }

        return Value.False;
    }

    private static (Value Value, double Index) Find(Vm vm, in CallInfo call, bool fromEnd)
    {
        var target = vm.ToObject(call.This);
        var length = vm.LengthOf(target);
        var callback = Callback(vm, call[0]);
        for (long n = 0; n < length; n++)
        {
            var i = fromEnd ? length - 1 - n : n;
            var value = ArrayLike.Get(vm, target, i);
            if (vm.Call(callback, call[1], [value, i, target]).ToBoolean())
                return (value, i);
        }

        return (Value.Undefined, -1);
    }

    private static Value Reduce(Vm vm, in CallInfo call, bool fromEnd)
    {
        var target = vm.ToObject(call.This);
        var length = vm.LengthOf(target);
        var callback = Callback(vm, call[0]);
        long n = 0;
        var found = call.Count > 1;
        var result = call[1];
        for (; !found && n < length; n++)
            found = ArrayLike.TryGet(vm, target, fromEnd ? length - 1 - n : n, out result);
        if (!found)
            throw vm.TypeError("Reduce of empty array with no initial value.");
        for (; n < length; n++)
        {
            var i = fromEnd ? length - 1 - n : n;
            if (ArrayLike.TryGet(vm, target, i, out var value))
                result = vm.Call(callback, Value.Undefined, [result, value, i, target]);
        }

        return result;
    }
}
