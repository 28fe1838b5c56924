using AgentFlow.JavaScript.BuiltIns.Arrays;
using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Web;

/// <summary><c>URLSearchParams</c>. Its iterators walk the pairs as they were when the iteration began.</summary>
internal static class UrlSearchParamsBuiltIns
{
    private const string Owner = "URLSearchParams.prototype";

    public static void Install(RealmBuilder b)
    {
        var p = b.Object(Intrinsic.UrlSearchParamsPrototype);
        b.Constructor(Intrinsic.UrlSearchParams, "URLSearchParams", 0, Make, p);
        b.Method(p, Owner, "append", 2, static (vm, in call) =>
        {
            var target = This(vm, call);
            var name = vm.ToText(call[0]);
            target.Add(vm, name, vm.ToText(call[1]));
            target.Changed(vm);
            return Value.Undefined;
        });
        b.Method(p, Owner, "delete", 1, Delete);
        b.Method(p, Owner, "forEach", 1, ForEach);
        b.Method(p, Owner, "get", 1, static (vm, in call) => Matching(vm, call) is [var first, ..] ? vm.NewString(first.Value) : Value.Null);
        b.Method(p, Owner, "getAll", 1, static (vm, in call) => List(vm, Matching(vm, call), static (vm, pair) => vm.NewString(pair.Value)));
        b.Method(p, Owner, "has", 1, Has);
        b.Method(p, Owner, "set", 2, Set);
        b.Accessor(p, Owner, "size", static (vm, in call) => This(vm, call).Pairs.Count);
        b.Method(p, Owner, "sort", 0, Sort);
        b.Method(p, Owner, "toString", 0, static (vm, in call) => vm.NewString(This(vm, call).Write(vm)));
        b.Method(p, Owner, "keys", 0, static (vm, in call) => Walk(vm, List(vm, This(vm, call).Pairs, static (vm, pair) => vm.NewString(pair.Name))));
        b.Method(p, Owner, "values", 0, static (vm, in call) => Walk(vm, List(vm, This(vm, call).Pairs, static (vm, pair) => vm.NewString(pair.Value))));
        var entries = b.Method(p, Owner, "entries", 0, static (vm, in call) => Walk(vm, List(vm, This(vm, call).Pairs, static (vm, pair) => vm.NewArray([vm.NewString(pair.Name), vm.NewString(pair.Value)]))));
        p.Put(b.Vm, JsSymbol.Iterator, entries, PropertyFlags.Hidden);
        b.Tag(p, "URLSearchParams");
    }

    private static JsUrlSearchParams This(Vm vm, in CallInfo call) =>
        call.This.Ref as JsUrlSearchParams ?? throw vm.TypeError($"{vm.Describe(call.This)} is no URLSearchParams.");

    private static Value Make(Vm vm, in CallInfo call)
    {
        if (!call.IsConstruct)
            throw vm.TypeError("Constructor URLSearchParams requires 'new'.");
        vm.Allocate(JsObject.Bytes + 60);
        var result = new JsUrlSearchParams(vm.RootShape(vm.PrototypeFor(call.NewTarget, Intrinsic.UrlSearchParamsPrototype)), null);
        if (call[0].IsUndefined)
            return result;
        if (!call[0].TryGetObject(out var source))
        {
            var text = vm.ToText(call[0]);
            result.Read(vm, text.StartsWith('?') ? text[1..] : text);
            return result;
        }

        if (vm.GetMethod(source, JsSymbol.Iterator) is null)
        {
            foreach (var key in source.OwnKeys(vm))
            {
                if (!key.IsSymbol && source.GetOwn(vm, key, out var property) && property.IsEnumerable)
                    result.Add(vm, key.ToString(), vm.ToText(vm.Get(source, key)));
            }

            return result;
        }

        foreach (var item in vm.ListOf(source))
        {
            if (!item.TryGetObject(out var pair) || vm.LengthOf(pair) != 2)
                throw vm.TypeError("Each query pair must be an iterable [name, value] tuple.");
            result.Add(vm, vm.ToText(vm.GetIndex(pair, 0)), vm.ToText(vm.GetIndex(pair, 1)));
        }

        return result;
    }

    private static List<(string Name, string Value)> Matching(Vm vm, in CallInfo call)
    {
        var target = This(vm, call);
        var name = vm.ToText(call[0]);
        vm.Charge(target.Pairs.Count);
        return target.Pairs.FindAll(pair => pair.Name == name);
    }

    private static JsArray List(Vm vm, List<(string Name, string Value)> pairs, Func<Vm, (string Name, string Value), Value> shown)
    {
        var list = vm.NewArray();
        using var hold = vm.Hold(list);
        foreach (var pair in pairs)
            ArrayLike.Create(vm, list, list.Used, shown(vm, pair));
        return list;
    }

    private static Value Walk(Vm vm, JsArray list) => JsArrayIterator.Create(vm, list, IterationKind.Values);

    private static Value Delete(Vm vm, in CallInfo call)
    {
        var target = This(vm, call);
        var name = vm.ToText(call[0]);
        var value = call[1].IsUndefined ? null : vm.ToText(call[1]);
        vm.Charge(target.Pairs.Count);
        target.Pairs.RemoveAll(pair => pair.Name == name && (value is null || pair.Value == value));
        target.Changed(vm);
        return Value.Undefined;
    }

    private static Value Has(Vm vm, in CallInfo call)
    {
        var value = call[1].IsUndefined ? null : vm.ToText(call[1]);
        return Value.From(Matching(vm, call).Exists(pair => value is null || pair.Value == value));
    }

    private static Value Set(Vm vm, in CallInfo call)
    {
        var target = This(vm, call);
        var name = vm.ToText(call[0]);
        var value = vm.ToText(call[1]);
        vm.Charge(target.Pairs.Count);
        var first = target.Pairs.FindIndex(pair => pair.Name == name);
        if (first < 0)
        {
            target.Add(vm, name, value);
        }
        else
        {
            target.Pairs[first] = (name, value);
            var kept = target.Pairs.Where((pair, i) => i <= first || pair.Name != name).ToList();
            target.Pairs.Clear();
            target.Pairs.AddRange(kept);
        }

        target.Changed(vm);
        return Value.Undefined;
    }

    private static Value ForEach(Vm vm, in CallInfo call)
    {
        var target = This(vm, call);
        if (!call[0].IsCallable)
            throw vm.TypeError($"{vm.Describe(call[0])} is not a function.");
        for (var i = 0; i < target.Pairs.Count; i++)
            vm.Call(call[0], call[1], [vm.NewString(target.Pairs[i].Value), vm.NewString(target.Pairs[i].Name), target]);
        return Value.Undefined;
    }

    private static Value Sort(Vm vm, in CallInfo call)
    {
        var target = This(vm, call);
        vm.Charge(target.Pairs.Count * 16L);
        vm.Allocate(target.Pairs.Count * 32L);
        var sorted = target.Pairs.OrderBy(pair => pair.Name, StringComparer.Ordinal).ToList();
        target.Pairs.Clear();
        target.Pairs.AddRange(sorted);
        target.Changed(vm);
        return Value.Undefined;
    }
}
