using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Collections;

/// <content>union, intersection and their like, with anything that has a size, <c>has</c> and <c>keys</c>.</content>
internal static partial class SetBuiltIns
{
    private static void InstallCombining(RealmBuilder b, JsObject p)
    {
        b.Method(p, Owner, "difference", 1, Difference);
        b.Method(p, Owner, "intersection", 1, Intersection);
        b.Method(p, Owner, "isDisjointFrom", 1, IsDisjointFrom);
        b.Method(p, Owner, "isSubsetOf", 1, IsSubsetOf);
        b.Method(p, Owner, "isSupersetOf", 1, IsSupersetOf);
        b.Method(p, Owner, "symmetricDifference", 1, SymmetricDifference);
        b.Method(p, Owner, "union", 1, Union);
    }

    /// <summary>The Set Record of the specification.</summary>
    private readonly record struct Other(JsObject Object, double Size, Value HasMethod, Value KeysMethod)
    {
        public static Other From(Vm vm, Value value)
        {
            if (!value.TryGetObject(out var obj))
                throw vm.TypeError($"{vm.Describe(value)} is not a set.");
            var size = vm.ToNumber(vm.Get(obj, "size"));
            if (double.IsNaN(size))
                throw vm.TypeError($"{vm.Describe(value)} is not a set: its size is not a number.");
            size = Math.Truncate(size);
            if (size < 0)
                throw vm.RangeError("The size of a set must not be negative.");
            var has = vm.Get(obj, "has");
            if (!has.IsCallable)
                throw vm.TypeError("The set's 'has' is not a function.");
            var keys = vm.Get(obj, "keys");
            return keys.IsCallable ? new Other(obj, size, has, keys) : throw vm.TypeError("The set's 'keys' is not a function.");
        }

        public bool Has(Vm vm, Value key) => vm.Call(HasMethod, Object, [key]).ToBoolean();

        public IteratorRecord Keys(Vm vm) => vm.Call(KeysMethod, Object).TryGetObject(out var iterator)
            ? vm.IteratorOf(iterator)
            : throw vm.TypeError("The set's 'keys' did not return an iterator.");
    }

    private static (JsCollection Set, Other Other) Both(Vm vm, in CallInfo call)
    {
        var set = JsCollection.This(vm, call, CollectionKind.Set);
        return (set, Other.From(vm, call[0]));
    }

    private static JsCollection Copy(Vm vm, JsCollection set)
    {
        var copy = JsCollection.Create(vm, CollectionKind.Set, null);
        using var hold = vm.Hold(copy);
        for (var at = OrderedTable.After(vm, set.Table.Head); at is not null; at = OrderedTable.After(vm, at))
            copy.Table.Set(vm, at.Key, Value.Undefined);
        return copy;
    }

    private static Value Union(Vm vm, in CallInfo call)
    {
        var (set, other) = Both(vm, call);
        var keys = other.Keys(vm);
        var result = Copy(vm, set);
        using var hold = vm.Hold(result);
        while (vm.TryStep(keys, out var key))
            result.Table.Set(vm, key, Value.Undefined);
        return result;
    }

    private static Value Intersection(Vm vm, in CallInfo call)
    {
        var (set, other) = Both(vm, call);
        var result = JsCollection.Create(vm, CollectionKind.Set, null);
        using var hold = vm.Hold(result);
        if (set.Table.Count <= other.Size)
        {
            for (var at = OrderedTable.After(vm, set.Table.Head); at is not null; at = OrderedTable.After(vm, at))
            {
                if (other.Has(vm, at.Key))
                    result.Table.Set(vm, at.Key, Value.Undefined);
            }

            return result;
        }

        var keys = other.Keys(vm);
        while (vm.TryStep(keys, out var key))
        {
            if (set.Table.Find(vm, key) is not null)
                result.Table.Set(vm, key, Value.Undefined);
        }

        return result;
    }

    private static Value Difference(Vm vm, in CallInfo call)
    {
        var (set, other) = Both(vm, call);
        if (set.Table.Count <= other.Size)
        {
            var result = JsCollection.Create(vm, CollectionKind.Set, null);
            using var hold = vm.Hold(result);
            for (var at = OrderedTable.After(vm, set.Table.Head); at is not null; at = OrderedTable.After(vm, at))
            {
                if (!other.Has(vm, at.Key))
                    result.Table.Set(vm, at.Key, Value.Undefined);
            }

            return result;
        }

        var keys = other.Keys(vm);
        var rest = Copy(vm, set);
        using var holdRest = vm.Hold(rest);
        while (vm.TryStep(keys, out var key))
            rest.Table.Remove(vm, key);
        return rest;
    }

    private static Value SymmetricDifference(Vm vm, in CallInfo call)
    {
        var (set, other) = Both(vm, call);
        var keys = other.Keys(vm);
        var result = Copy(vm, set);
        using var hold = vm.Hold(result);
        while (vm.TryStep(keys, out var key))
        {
            if (set.Table.Find(vm, key) is not null)
                result.Table.Remove(vm, key);
            else
                result.Table.Set(vm, key, Value.Undefined);
        }

        return result;
    }

    private static Value IsSubsetOf(Vm vm, in CallInfo call)
    {
        var (set, other) = Both(vm, call);
        if (set.Table.Count > other.Size)
            return Value.False;
        for (var at = OrderedTable.After(vm, set.Table.Head); at is not null; at = OrderedTable.After(vm, at))
        {
            if (!other.Has(vm, at.Key))
                return Value.False;
        }

        return Value.True;
    }

    private static Value IsSupersetOf(Vm vm, in CallInfo call)
    {
        var (set, other) = Both(vm, call);
        if (set.Table.Count < other.Size)
            return Value.False;
        var keys = other.Keys(vm);
        while (vm.TryStep(keys, out var key))
        {
            if (set.Table.Find(vm, key) is not null)
                continue;
            vm.Close(keys);
            return Value.False;
        }

        return Value.True;
    }

    private static Value IsDisjointFrom(Vm vm, in CallInfo call)
    {
        var (set, other) = Both(vm, call);
        if (set.Table.Count <= other.Size)
        {
            for (var at = OrderedTable.After(vm, set.Table.Head); at is not null; at = OrderedTable.After(vm, at))
            {
                if (other.Has(vm, at.Key))
                    return Value.False;
            }

            return Value.True;
        }

        var keys = other.Keys(vm);
        while (vm.TryStep(keys, out var key))
        {
            if (set.Table.Find(vm, key) is null)
                continue;
            vm.Close(keys);
            return Value.False;
        }

        return Value.True;
    }
}
