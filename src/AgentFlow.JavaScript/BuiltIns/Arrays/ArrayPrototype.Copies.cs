using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Arrays;

/// <content>The methods that make a new array of the old one.</content>
internal static partial class ArrayPrototype
{
    private static Value Slice(Vm vm, in CallInfo call)
    {
        var target = vm.ToObject(call.This);
        var length = vm.LengthOf(target);
        var start = vm.ToRelativeIndex(call[0], length, 0);
        var end = vm.ToRelativeIndex(call[1], length, length);
        var count = Math.Max(end - start, 0);
        if (ArrayLike.MakesPlain(vm, target) && ArrayLike.IsPlain(vm, target, out var array) && end <= array.Used)
            return vm.NewArray(array.Elements.Slice((int)start, (int)count));
        var result = ArrayLike.NewLike(vm, target, count);
        using var hold = vm.Hold(result);
        long n = 0;
        for (var i = start; i < end; i++, n++)
        {
            if (ArrayLike.TryGet(vm, target, i, out var value))
                ArrayLike.Create(vm, result, n, value);
        }

        vm.Set(result, "length", n);
        return result;
    }

    private static Value Concat(Vm vm, in CallInfo call)
    {
        var target = vm.ToObject(call.This);
        var result = ArrayLike.NewLike(vm, target, 0);
        using var hold = vm.Hold(result);
        long count = 0;
        Add(vm, result, target, ref count);
        foreach (var item in call.Args)
            Add(vm, result, item, ref count);
        vm.Set(result, "length", count);
        return result;

        static void Add(Vm vm, JsObject result, Value item, ref long count)
        {
            if (!IsSpreadable(vm, item, out var source))
            {
                if (count >= ArrayLike.MaxLength)
                    throw vm.TypeError("Adding the elements would exceed the greatest length of an array.");
                ArrayLike.Create(vm, result, count++, item);
                return;
            }

            var length = vm.LengthOf(source);
            if (count + length > ArrayLike.MaxLength)
                throw vm.TypeError("Adding the elements would exceed the greatest length of an array.");
            if (result is JsArray { IsPacked: true } to && ArrayLike.IsPlain(vm, source, out var from) && to.Used == count && to.CanAppend(vm) && count + length < int.MaxValue / 32)
            {
                vm.Charge(from.Used / 4);
                to.Resize(vm, (int)(count + length));
                from.Elements.CopyTo(to.Dense.AsSpan((int)count));
            }
            else
            {
                for (long i = 0; i < length; i++)
                {
                    if (ArrayLike.TryGet(vm, source, i, out var value))
                        ArrayLike.Create(vm, result, count + i, value);
                }

                // A hole at the end still counts.
                if (result is JsArray holed && holed.Length < count + length && count + length <= uint.MaxValue)
                    vm.Set(result, "length", count + length);
            }

            count += length;
        }
    }

    private static bool IsSpreadable(Vm vm, Value item, out JsObject source)
    {
        if (!item.TryGetObject(out source!))
            return false;
        var spreadable = vm.Get(source, JsSymbol.IsConcatSpreadable);
        return spreadable.IsUndefined ? vm.IsArray(source) : spreadable.ToBoolean();
    }

    private static Value Flat(Vm vm, in CallInfo call)
    {
        var target = vm.ToObject(call.This);
        var length = vm.LengthOf(target);
        var depth = call[0].IsUndefined ? 1 : Math.Max(0, vm.ToInteger(call[0]));
        var result = ArrayLike.NewLike(vm, target, 0);
        using var hold = vm.Hold(result);
        long count = 0;
        Flatten(vm, result, ref count, target, length, depth);
        return result;
    }

    private static Value FlatMap(Vm vm, in CallInfo call)
    {
        var target = vm.ToObject(call.This);
        var length = vm.LengthOf(target);
        var callback = Callback(vm, call[0]);
        var result = ArrayLike.NewLike(vm, target, 0);
        using var hold = vm.Hold(result);
        long count = 0;
        for (long i = 0; i < length; i++)
        {
            if (!ArrayLike.TryGet(vm, target, i, out var value))
                continue;
            value = vm.Call(callback, call[1], [value, i, target]);
            if (vm.IsArray(value))
                Flatten(vm, result, ref count, value.AsObject!, vm.LengthOf(value.AsObject!), 0);
            else
                ArrayLike.Create(vm, result, count++, value);
        }

        return result;
    }

    /// <summary>Appends the elements, arrays among them opened down to a depth. The arrays being walked lie on a stack of our own.</summary>
    private static void Flatten(Vm vm, JsObject result, ref long count, JsObject source, long length, double depth)
    {
        var open = new Stack<(JsObject Source, long Length, long Next)>();
        long i = 0;
        while (true)
        {
            if (i >= length)
            {
                if (!open.TryPop(out var outer))
                    return;
                (source, length, i) = outer;
                continue;
            }

            if (!ArrayLike.TryGet(vm, source, i++, out var value))
                continue;
            if (open.Count < depth && vm.IsArray(value))
            {
                vm.Allocate(72); // three times an entry: a stack that grows holds the old and the new one
                open.Push((source, length, i));
                source = value.AsObject!;
                length = vm.LengthOf(source);
                i = 0;
            }
            else
            {
                if (count >= ArrayLike.MaxLength)
                    throw vm.TypeError("Adding the elements would exceed the greatest length of an array.");
                ArrayLike.Create(vm, result, count++, value);
            }
        }
    }

    private static Value ToReversed(Vm vm, in CallInfo call)
    {
        var target = vm.ToObject(call.This);
        var result = NewSized(vm, vm.LengthOf(target), out var length);
        for (var i = length - 1; i >= 0; i--)
            result.Append(vm, ArrayLike.Get(vm, target, i));
        return result;
    }

    private static Value ToSpliced(Vm vm, in CallInfo call)
    {
        var target = vm.ToObject(call.This);
        var length = vm.LengthOf(target);
        var start = vm.ToRelativeIndex(call[0], length, 0);
        var skipped = call.Count == 0 ? 0 : call.Count == 1 ? length - start : (long)Math.Clamp(vm.ToInteger(call[1]), 0, length - start);
        var added = call.From(2);
        if (length + added.Length - skipped > ArrayLike.MaxLength)
            throw vm.TypeError("Adding the elements would exceed the greatest length of an array.");
        var result = NewSized(vm, length + added.Length - skipped, out _);
        for (long i = 0; i < start; i++)
            result.Append(vm, ArrayLike.Get(vm, target, i));
        foreach (var value in added)
            result.Append(vm, value);
        for (var i = start + skipped; i < length; i++)
            result.Append(vm, ArrayLike.Get(vm, target, i));
        return result;
    }

    private static Value With(Vm vm, in CallInfo call)
    {
        var target = vm.ToObject(call.This);
        var length = vm.LengthOf(target);
        var relative = vm.ToInteger(call[0]);
        var index = relative < 0 ? length + relative : relative;
        if (index < 0 || index >= length)
            throw vm.RangeError($"Invalid index: {vm.Describe(call[0])} is outside of an array of {length} elements.");
        var result = NewSized(vm, length, out _);
        for (long i = 0; i < length; i++)
            result.Append(vm, i == index ? call[1] : ArrayLike.Get(vm, target, i));
        return result;
    }

    /// <summary>An empty array that is about to get so many elements; the room is made as they come, since the length may be a lie.</summary>
    private static JsArray NewSized(Vm vm, long length, out long same)
    {
        same = length;
        return length <= uint.MaxValue ? vm.NewArray((int)Math.Min(length, 4096)) : throw vm.RangeError("Invalid array length.");
    }
}
