using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Arrays;

/// <content>Sorting: the elements are taken out, sorted, and put back.</content>
internal static partial class ArrayPrototype
{
    private static Value Sort(Vm vm, in CallInfo call)
    {
        Comparator(vm, call[0]);
        var target = vm.ToObject(call.This);
        var length = vm.LengthOf(target);
        var items = Collect(vm, target, length, holes: false);
        using var hold = vm.Hold(items);
        var sorted = SortItems(vm, items, call[0]);
        long at = 0;
        for (; at < sorted; at++)
            ArrayLike.Set(vm, target, at, items.Dense[at]);
        for (; at < items.Used; at++)
            ArrayLike.Set(vm, target, at, Value.Undefined);
        for (; at < length; at++)
        {
            vm.Charge(1);
            if (target.HasProperty(vm, PropertyKey.FromInteger(at)))
                ArrayLike.Delete(vm, target, at);
        }

        return target;
    }

    private static Value ToSorted(Vm vm, in CallInfo call)
    {
        Comparator(vm, call[0]);
        var target = vm.ToObject(call.This);
        var length = vm.LengthOf(target);
        if (length > uint.MaxValue)
            throw vm.RangeError("Invalid array length.");
        var items = Collect(vm, target, length, holes: true);
        using var hold = vm.Hold(items);
        var sorted = SortItems(vm, items, call[0]);
        items.Dense.AsSpan(sorted, items.Used - sorted).Fill(Value.Undefined);
        return items;
    }

    private static void Comparator(Vm vm, Value comparator)
    {
        if (!comparator.IsUndefined && !comparator.IsCallable)
            throw vm.TypeError("The comparison function must be either a function or undefined.");
    }

    private static JsArray Collect(Vm vm, JsObject target, long length, bool holes)
    {
        var items = vm.NewArray((int)Math.Min(length, 4096));
        using var hold = vm.Hold(items);
        for (long i = 0; i < length; i++)
        {
            if (ArrayLike.TryGet(vm, target, i, out var value))
                items.Append(vm, value);
            else if (holes)
                items.Append(vm, Value.Undefined);
        }

        return items;
    }

    /// <summary>Sorts what is not undefined to the front and says how much that is.</summary>
    private static int SortItems(Vm vm, JsArray items, Value comparator)
    {
        var count = 0;
        for (var i = 0; i < items.Used; i++)
        {
            if (!items.Dense[i].IsUndefined)
                items.Dense[count++] = items.Dense[i];
        }

        if (!comparator.IsUndefined)
        {
            vm.Allocate(24 + (count * 16L));
            MergeSort.Sort(items.Dense.AsSpan(0, count), new Value[count], new ByFunction(vm, (JsObject)comparator.Ref!));
            return count;
        }

        vm.Allocate(48 + (count * 48L));
        var keyed = new Keyed[count];
        for (var i = 0; i < count; i++)
            keyed[i] = new Keyed(vm.ToText(items.Dense[i]), items.Dense[i]);
        MergeSort.Sort(keyed.AsSpan(), new Keyed[count], new ByText(vm));
        for (var i = 0; i < count; i++)
            items.Dense[i] = keyed[i].Value;
        return count;
    }

    private readonly record struct Keyed(string Text, Value Value);

    private readonly struct ByText(Vm vm) : IComparer<Keyed>
    {
        public int Compare(Keyed x, Keyed y)
        {
            vm.Charge(1 + (Math.Min(x.Text.Length, y.Text.Length) / 16));
            return string.CompareOrdinal(x.Text, y.Text);
        }
    }

    private readonly struct ByFunction(Vm vm, JsObject function) : IComparer<Value>
    {
        public int Compare(Value x, Value y)
        {
            var result = vm.Call(function, Value.Undefined, [x, y]);
            var order = result.IsNumber ? result.Num : vm.ToNumber(result);
            return order > 0 ? 1 : order < 0 ? -1 : 0;
        }
    }
}
