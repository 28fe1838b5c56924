using AgentFlow.JavaScript.BuiltIns.Iterators;
using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Collections;

/// <summary><c>Map</c> and <c>WeakMap</c>.</summary>
internal static class MapBuiltIns
{
    private const string Owner = "Map.prototype";
    private const string WeakOwner = "WeakMap.prototype";

    public static void Install(RealmBuilder b)
    {
        var p = b.Object(Intrinsic.MapPrototype);
        var map = b.Constructor(Intrinsic.Map, "Map", 0, static (vm, in call) => Make(vm, call, CollectionKind.Map), p);
        b.Accessor(map, "Map", JsSymbol.Species, static (_, in call) => call.This);
        b.Method(map, "Map", "groupBy", 2, GroupBy);
        b.Method(p, Owner, "clear", 0, static (vm, in call) =>
        {
            JsCollection.This(vm, call, CollectionKind.Map).Table.Clear(vm);
            return Value.Undefined;
        });
        b.Method(p, Owner, "delete", 1, static (vm, in call) => Value.From(JsCollection.This(vm, call, CollectionKind.Map).Table.Remove(vm, call[0])));
        var entries = b.Method(p, Owner, "entries", 0, static (vm, in call) => TableIterator.Create(vm, JsCollection.This(vm, call, CollectionKind.Map), IterationKind.Entries));
        b.Method(p, Owner, "forEach", 1, ForEach);
        b.Method(p, Owner, "get", 1, static (vm, in call) => JsCollection.This(vm, call, CollectionKind.Map).Table.Find(vm, call[0])?.Value ?? Value.Undefined);
        b.Method(p, Owner, "has", 1, static (vm, in call) => Value.From(JsCollection.This(vm, call, CollectionKind.Map).Table.Find(vm, call[0]) is not null));
        b.Method(p, Owner, "keys", 0, static (vm, in call) => TableIterator.Create(vm, JsCollection.This(vm, call, CollectionKind.Map), IterationKind.Keys));
        b.Method(p, Owner, "set", 2, static (vm, in call) =>
        {
            JsCollection.This(vm, call, CollectionKind.Map).Table.Set(vm, call[0], call[1]);
            return call.This;
        });
        b.Accessor(p, Owner, "size", static (vm, in call) => JsCollection.This(vm, call, CollectionKind.Map).Table.Count);
        b.Method(p, Owner, "values", 0, static (vm, in call) => TableIterator.Create(vm, JsCollection.This(vm, call, CollectionKind.Map), IterationKind.Values));
        p.Put(b.Vm, JsSymbol.Iterator, entries, PropertyFlags.Hidden);
        b.Tag(p, "Map");
        InstallWeak(b);
    }

    private static void InstallWeak(RealmBuilder b)
    {
        var p = b.Object(Intrinsic.WeakMapPrototype);
        b.Constructor(Intrinsic.WeakMap, "WeakMap", 0, static (vm, in call) => Make(vm, call, CollectionKind.WeakMap), p);
        b.Method(p, WeakOwner, "delete", 1, static (vm, in call) => Value.From(JsCollection.This(vm, call, CollectionKind.WeakMap).Table.Remove(vm, call[0])));
        b.Method(p, WeakOwner, "get", 1, static (vm, in call) => JsCollection.This(vm, call, CollectionKind.WeakMap).Table.Find(vm, call[0])?.Value ?? Value.Undefined);
        b.Method(p, WeakOwner, "has", 1, static (vm, in call) => Value.From(JsCollection.This(vm, call, CollectionKind.WeakMap).Table.Find(vm, call[0]) is not null));
        b.Method(p, WeakOwner, "set", 2, static (vm, in call) =>
        {
            var map = JsCollection.This(vm, call, CollectionKind.WeakMap);
            CheckWeakKey(vm, call[0], "WeakMap key");
            map.Table.Set(vm, call[0], call[1]);
            return call.This;
        });
        b.Tag(p, "WeakMap");
    }

    /// <summary><c>CanBeHeldWeakly</c>: an object, or a symbol that is not registered.</summary>
    internal static void CheckWeakKey(Vm vm, Value value, string role)
    {
        if (!value.IsObject && value.Ref is not JsSymbol { RegistryKey: null })
            throw vm.TypeError($"Invalid {role}: {vm.Describe(value)} is no object.");
    }

    private static Value Make(Vm vm, in CallInfo call, CollectionKind kind)
    {
        if (!call.IsConstruct)
            throw vm.TypeError($"Constructor {kind} requires 'new'.");
        var map = JsCollection.Create(vm, kind, call.NewTarget);
        if (call[0].IsNullish)
            return map;
        var adder = vm.Get(map, "set");
        if (!adder.IsCallable)
            throw vm.TypeError($"'{kind}.prototype.set' is not a function.");
        using var hold = vm.Hold(map);
        var iterator = vm.GetIterator(call[0]);
        while (vm.TryStep(iterator, out var item))
        {
            try
            {
                if (!item.TryGetObject(out var entry))
                    throw vm.TypeError($"Iterator value {vm.Describe(item)} is not an entry object.");
                vm.Call(adder, map, [vm.GetIndex(entry, 0), vm.GetIndex(entry, 1)]);
            }
            catch (ScriptThrow)
            {
                vm.CloseQuietly(iterator);
                throw;
            }
        }

        return map;
    }

    private static Value ForEach(Vm vm, in CallInfo call)
    {
        var map = JsCollection.This(vm, call, CollectionKind.Map);
        if (!call[0].IsCallable)
            throw vm.TypeError($"{vm.Describe(call[0])} is not a function.");
        for (var at = OrderedTable.After(vm, map.Table.Head); at is not null; at = OrderedTable.After(vm, at))
            vm.Call(call[0], call[1], [at.Value, at.Key, map]);
        return Value.Undefined;
    }

    private static Value GroupBy(Vm vm, in CallInfo call)
    {
        if (call[0].IsNullish)
            throw vm.TypeError($"{vm.Describe(call[0])} is not iterable.");
        if (!call[1].IsCallable)
            throw vm.TypeError($"{vm.Describe(call[1])} is not a function.");
        var groups = JsCollection.Create(vm, CollectionKind.Map, null);
        using var hold = vm.Hold(groups);
        var iterator = vm.GetIterator(call[0]);
        for (double i = 0; vm.TryStep(iterator, out var item); i++)
        {
            try
            {
                var key = vm.Call(call[1], Value.Undefined, [item, i]);
                if (groups.Table.Find(vm, key) is { } entry)
                    ((JsArray)entry.Value.Ref!).Append(vm, item);
                else
                    groups.Table.Set(vm, key, vm.NewArray([item]));
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
