using AgentFlow.JavaScript.BuiltIns.Iterators;
using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Collections;

/// <summary><c>Set</c> and <c>WeakSet</c>; the methods that combine sets are in the other part.</summary>
internal static partial class SetBuiltIns
{
    private const string Owner = "Set.prototype";
    private const string WeakOwner = "WeakSet.prototype";

    public static void Install(RealmBuilder b)
    {
        var p = b.Object(Intrinsic.SetPrototype);
        var set = b.Constructor(Intrinsic.Set, "Set", 0, static (vm, in call) => Make(vm, call, CollectionKind.Set), p);
        b.Accessor(set, "Set", JsSymbol.Species, static (_, in call) => call.This);
        b.Method(p, Owner, "add", 1, static (vm, in call) =>
        {
            JsCollection.This(vm, call, CollectionKind.Set).Table.Set(vm, call[0], Value.Undefined);
            return call.This;
        });
        b.Method(p, Owner, "clear", 0, static (vm, in call) =>
        {
            JsCollection.This(vm, call, CollectionKind.Set).Table.Clear(vm);
            return Value.Undefined;
        });
        b.Method(p, Owner, "delete", 1, static (vm, in call) => Value.From(JsCollection.This(vm, call, CollectionKind.Set).Table.Remove(vm, call[0])));
        b.Method(p, Owner, "entries", 0, static (vm, in call) => TableIterator.Create(vm, JsCollection.This(vm, call, CollectionKind.Set), IterationKind.Entries));
        b.Method(p, Owner, "forEach", 1, ForEach);
        b.Method(p, Owner, "has", 1, static (vm, in call) => Value.From(JsCollection.This(vm, call, CollectionKind.Set).Table.Find(vm, call[0]) is not null));
        b.Accessor(p, Owner, "size", static (vm, in call) => JsCollection.This(vm, call, CollectionKind.Set).Table.Count);
        var values = b.Method(p, Owner, "values", 0, static (vm, in call) => TableIterator.Create(vm, JsCollection.This(vm, call, CollectionKind.Set), IterationKind.Values));
        p.Put(b.Vm, "keys", values, PropertyFlags.Hidden);
        p.Put(b.Vm, JsSymbol.Iterator, values, PropertyFlags.Hidden);
        b.Tag(p, "Set");
        InstallCombining(b, p);
        InstallWeak(b);
    }

    private static void InstallWeak(RealmBuilder b)
    {
        var p = b.Object(Intrinsic.WeakSetPrototype);
        b.Constructor(Intrinsic.WeakSet, "WeakSet", 0, static (vm, in call) => Make(vm, call, CollectionKind.WeakSet), p);
        b.Method(p, WeakOwner, "add", 1, static (vm, in call) =>
        {
            var set = JsCollection.This(vm, call, CollectionKind.WeakSet);
            MapBuiltIns.CheckWeakKey(vm, call[0], "value used in WeakSet");
            set.Table.Set(vm, call[0], Value.Undefined);
            return call.This;
        });
        b.Method(p, WeakOwner, "delete", 1, static (vm, in call) => Value.From(JsCollection.This(vm, call, CollectionKind.WeakSet).Table.Remove(vm, call[0])));
        b.Method(p, WeakOwner, "has", 1, static (vm, in call) => Value.From(JsCollection.This(vm, call, CollectionKind.WeakSet).Table.Find(vm, call[0]) is not null));
        b.Tag(p, "WeakSet");
    }

    private static Value Make(Vm vm, in CallInfo call, CollectionKind kind)
    {
        if (!call.IsConstruct)
            throw vm.TypeError($"Constructor {kind} requires 'new'.");
        var set = JsCollection.Create(vm, kind, call.NewTarget);
        if (call[0].IsNullish)
            return set;
        var adder = vm.Get(set, "add");
        if (!adder.IsCallable)
            throw vm.TypeError($"'{kind}.prototype.add' is not a function.");
        using var hold = vm.Hold(set);
        var iterator = vm.GetIterator(call[0]);
        while (vm.TryStep(iterator, out var item))
        {
            try
            {
                vm.Call(adder, set, [item]);
            }
            catch (ScriptThrow)
            {
                vm.CloseQuietly(iterator);
                throw;
            }
        }

        return set;
    }

    private static Value ForEach(Vm vm, in CallInfo call)
    {
        var set = JsCollection.This(vm, call, CollectionKind.Set);
        if (!call[0].IsCallable)
            throw vm.TypeError($"{vm.Describe(call[0])} is not a function.");
        for (var at = OrderedTable.After(vm, set.Table.Head); at is not null; at = OrderedTable.After(vm, at))
            vm.Call(call[0], call[1], [at.Key, at.Key, set]);
        return Value.Undefined;
    }
}
