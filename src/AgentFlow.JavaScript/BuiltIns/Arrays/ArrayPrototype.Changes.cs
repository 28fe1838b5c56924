using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Arrays;

/// <content>The methods that change the array they are called on.</content>
internal static partial class ArrayPrototype
{
    private static Value Push(Vm vm, in CallInfo call)
    {
        var target = vm.ToObject(call.This);
        if (target is JsArray array && array.CanAppend(vm))
        {
            vm.Charge(call.Count);
            foreach (var value in call.Args)
                array.Append(vm, value);
            return array.Length;
        }

        var length = vm.LengthOf(target);
        if (length + call.Count > ArrayLike.MaxLength)
            throw vm.TypeError("Pushing the elements would exceed the greatest length of an array.");
        foreach (var value in call.Args)
            ArrayLike.Set(vm, target, length++, value);
        vm.Set(target, "length", length);
        return length;
    }

    private static Value Pop(Vm vm, in CallInfo call)
    {
        var target = vm.ToObject(call.This);
        if (target is JsArray { Used: > 0, LengthWritable: true } array && ArrayLike.IsPlain(vm, array, out _) && !array.Dense[array.Used - 1].IsHole && !array.Shape.IsShared)
            return array.RemoveLast();
        var length = vm.LengthOf(target);
        if (length == 0)
        {
            vm.Set(target, "length", 0);
            return Value.Undefined;
        }

        var value = ArrayLike.Get(vm, target, --length);
        ArrayLike.Delete(vm, target, length);
        vm.Set(target, "length", length);
        return value;
    }

    private static Value Shift(Vm vm, in CallInfo call)
    {
        var target = vm.ToObject(call.This);
        if (IsMovable(vm, target, out var array) && array.Used > 0)
        {
            // The copy is one block move, far cheaper than a step of a loop.
            vm.Charge(1 + (array.Used / 16));
            var first = array.Dense[0].IsHole ? Value.Undefined : array.Dense[0];
            array.Elements[1..].CopyTo(array.Dense);
            array.RemoveLast();
            return first;
        }

        var length = vm.LengthOf(target);
        if (length == 0)
        {
            vm.Set(target, "length", 0);
            return Value.Undefined;
        }

        var value = ArrayLike.Get(vm, target, 0);
        for (long i = 1; i < length; i++)
            ArrayLike.Move(vm, target, i, i - 1);
        ArrayLike.Delete(vm, target, length - 1);
        vm.Set(target, "length", length - 1);
        return value;
    }

    private static Value Unshift(Vm vm, in CallInfo call)
    {
        var target = vm.ToObject(call.This);
        if (IsMovable(vm, target, out var array) && array.CanAppend(vm))
        {
            vm.Charge(1 + call.Count + (array.Used / 16));
            var before = array.Used;
            array.Resize(vm, before + call.Count);
            array.Dense.AsSpan(0, before).CopyTo(array.Dense.AsSpan(call.Count));
            call.Args.CopyTo(array.Dense);
            return array.Length;
        }

        var length = vm.LengthOf(target);
        if (call.Count > 0)
        {
            if (length + call.Count > ArrayLike.MaxLength)
                throw vm.TypeError("Adding the elements would exceed the greatest length of an array.");
            for (var i = length - 1; i >= 0; i--)
                ArrayLike.Move(vm, target, i, i + call.Count);
            for (var i = 0; i < call.Count; i++)
                ArrayLike.Set(vm, target, i, call.Args[i]);
        }

        vm.Set(target, "length", length + call.Count);
        return length + call.Count;
    }

    /// <summary>Whether elements may be moved as a block: dense, of fixed rules, without holes that a prototype could fill.</summary>
    private static bool IsMovable(Vm vm, JsObject target, out JsArray array) =>
        ArrayLike.IsPlain(vm, target, out array) && array.LengthWritable && array.Shape is { IsExtensible: true, IsShared: false };

    private static Value Splice(Vm vm, in CallInfo call)
    {
        var target = vm.ToObject(call.This);
        var length = vm.LengthOf(target);
        var start = vm.ToRelativeIndex(call[0], length, 0);
        var removed = call.Count == 0 ? 0 : call.Count == 1 ? length - start : (long)Math.Clamp(vm.ToInteger(call[1]), 0, length - start);
        var added = call.From(2);
        if (length + added.Length - removed > ArrayLike.MaxLength)
            throw vm.TypeError("Adding the elements would exceed the greatest length of an array.");
        if (ArrayLike.MakesPlain(vm, target) && IsMovable(vm, target, out var array) && array.Used == length && length + added.Length < int.MaxValue / 32)
            return SpliceDense(vm, array, (int)start, (int)removed, added);

        var result = ArrayLike.NewLike(vm, target, removed);
        using var hold = vm.Hold(result);
        for (long i = 0; i < removed; i++)
        {
            if (ArrayLike.TryGet(vm, target, start + i, out var value))
                ArrayLike.Create(vm, result, i, value);
        }

        vm.Set(result, "length", removed);
        if (added.Length < removed)
        {
            for (var i = start; i < length - removed; i++)
                ArrayLike.Move(vm, target, i + removed, i + added.Length);
            for (var i = length; i > length - removed + added.Length; i--)
                ArrayLike.Delete(vm, target, i - 1);
        }
        else if (added.Length > removed)
        {
            for (var i = length - removed; i > start; i--)
                ArrayLike.Move(vm, target, i + removed - 1, i + added.Length - 1);
        }

        for (var i = 0; i < added.Length; i++)
            ArrayLike.Set(vm, target, start + i, added[i]);
        vm.Set(target, "length", length - removed + added.Length);
        return result;
    }

    private static JsArray SpliceDense(Vm vm, JsArray array, int start, int removed, ReadOnlySpan<Value> added)
    {
        var result = vm.NewArray(array.Elements.Slice(start, removed));
        var behind = array.Used - start - removed;
        vm.Charge(1 + (behind / 16) + added.Length);
        var before = array.Used;
        if (added.Length > removed)
            array.Resize(vm, before + added.Length - removed);
        array.Dense.AsSpan(start + removed, behind).CopyTo(array.Dense.AsSpan(start + added.Length));
        added.CopyTo(array.Dense.AsSpan(start));
        if (added.Length < removed)
            array.Resize(vm, before + added.Length - removed);
        return result;
    }

    private static Value Reverse(Vm vm, in CallInfo call)
    {
        var target = vm.ToObject(call.This);
        if (ArrayLike.IsPlain(vm, target, out var array) && !array.Shape.IsShared && array.Shape.IsExtensible)
        {
            vm.Charge(array.Used / 4);
            array.Elements.Reverse();
            return array;
        }

        var length = vm.LengthOf(target);
        for (long low = 0; low < length / 2; low++)
        {
            var high = length - 1 - low;
            var hasLow = ArrayLike.TryGet(vm, target, low, out var lowValue);
            var hasHigh = ArrayLike.TryGet(vm, target, high, out var highValue);
            if (hasHigh)
                ArrayLike.Set(vm, target, low, highValue);
            else if (hasLow)
                ArrayLike.Delete(vm, target, low);
            if (hasLow)
                ArrayLike.Set(vm, target, high, lowValue);
            else if (hasHigh)
                ArrayLike.Delete(vm, target, high);
        }

        return target;
    }

    private static Value Fill(Vm vm, in CallInfo call)
    {
        var target = vm.ToObject(call.This);
        var length = vm.LengthOf(target);
        var start = vm.ToRelativeIndex(call[1], length, 0);
        var end = vm.ToRelativeIndex(call[2], length, length);
        for (var i = start; i < end; i++)
            ArrayLike.Set(vm, target, i, call[0]);
        return target;
    }

    private static Value CopyWithin(Vm vm, in CallInfo call)
    {
        var target = vm.ToObject(call.This);
        var length = vm.LengthOf(target);
        var to = vm.ToRelativeIndex(call[0], length, 0);
        var from = vm.ToRelativeIndex(call[1], length, 0);
        var count = Math.Min(vm.ToRelativeIndex(call[2], length, length) - from, length - to);
        if (from < to && to < from + count)
        {
            for (var i = count - 1; i >= 0; i--)
                ArrayLike.Move(vm, target, from + i, to + i);
        }
        else
        {
            for (long i = 0; i < count; i++)
                ArrayLike.Move(vm, target, from + i, to + i);
        }

        return target;
    }
}
