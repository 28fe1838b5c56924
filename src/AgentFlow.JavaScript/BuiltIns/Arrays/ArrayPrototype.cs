using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Arrays;

/// <summary><c>Array.prototype</c>: the table, and access by position. The methods themselves are in the other parts.</summary>
internal static partial class ArrayPrototype
{
    private const string Owner = "Array.prototype";

    public static void Install(RealmBuilder b, JsArray p)
    {
        void Add(string name, int length, NativeCode code) => b.Method(p, Owner, name, length, code);
        Add("at", 1, At);
        Add("concat", 1, Concat);
        Add("copyWithin", 2, CopyWithin);
        Add("entries", 0, static (vm, in call) => JsArrayIterator.Create(vm, vm.ToObject(call.This), IterationKind.Entries));
        Add("every", 1, Every);
        Add("fill", 1, Fill);
        Add("filter", 1, Filter);
        Add("find", 1, static (vm, in call) => Find(vm, call, fromEnd: false).Value);
        Add("findIndex", 1, static (vm, in call) => Find(vm, call, fromEnd: false).Index);
        Add("findLast", 1, static (vm, in call) => Find(vm, call, fromEnd: true).Value);
        Add("findLastIndex", 1, static (vm, in call) => Find(vm, call, fromEnd: true).Index);
        Add("flat", 0, Flat);
        Add("flatMap", 1, FlatMap);
        Add("forEach", 1, ForEach);
        Add("includes", 1, Includes);
        Add("indexOf", 1, IndexOf);
        Add("join", 1, Join);
        Add("keys", 0, static (vm, in call) => JsArrayIterator.Create(vm, vm.ToObject(call.This), IterationKind.Keys));
        Add("lastIndexOf", 1, LastIndexOf);
        Add("map", 1, Map);
        Add("pop", 0, Pop);
        Add("push", 1, Push);
        Add("reduce", 1, static (vm, in call) => Reduce(vm, call, fromEnd: false));
        Add("reduceRight", 1, static (vm, in call) => Reduce(vm, call, fromEnd: true));
        Add("reverse", 0, Reverse);
        Add("shift", 0, Shift);
        Add("slice", 2, Slice);
        Add("some", 1, Some);
        Add("sort", 1, Sort);
        Add("splice", 2, Splice);
        Add("toLocaleString", 0, ToLocaleText);
        Add("toReversed", 0, ToReversed);
        Add("toSorted", 1, ToSorted);
        Add("toSpliced", 2, ToSpliced);
        Add("toString", 0, ToText);
        Add("unshift", 1, Unshift);
        Add("with", 2, With);
        var values = b.Method(p, Owner, "values", 0, static (vm, in call) => JsArrayIterator.Create(vm, vm.ToObject(call.This), IterationKind.Values));
        b.Realm[Intrinsic.ArrayValues] = values;
        p.Put(b.Vm, JsSymbol.Iterator, values, PropertyFlags.Hidden);
        Unscopables(b, p);
    }

    private static void Unscopables(RealmBuilder b, JsArray p)
    {
        var list = b.Add(new JsObject(Shape.Dictionary(null)));
        foreach (var name in (string[])["at", "copyWithin", "entries", "fill", "find", "findIndex", "findLast", "findLastIndex", "flat", "flatMap", "includes", "keys", "toReversed", "toSorted", "toSpliced", "values"])
            list.Put(b.Vm, name, Value.True);
        b.Constant(p, JsSymbol.Unscopables, list, PropertyFlags.Configurable);
    }

    private static JsObject Callback(Vm vm, Value value) =>
        value.IsCallable ? (JsObject)value.Ref! : throw vm.TypeError($"{vm.Describe(value)} is not a function.");

    private static Value At(Vm vm, in CallInfo call)
    {
        var target = vm.ToObject(call.This);
        var length = vm.LengthOf(target);
        var index = vm.ToInteger(call[0]);
        if (index < 0)
            index += length;
        return index >= 0 && index < length ? ArrayLike.Get(vm, target, (long)index) : Value.Undefined;
    }

    private static Value Includes(Vm vm, in CallInfo call)
    {
        var target = vm.ToObject(call.This);
        var length = vm.LengthOf(target);
        if (length == 0)
            return Value.False;
        for (var i = vm.ToRelativeIndex(call[1], length, 0); i < length; i++)
        {
            if (Value.SameValueZero(vm, ArrayLike.Get(vm, target, i), call[0]))
                return Value.True;
        }

        return Value.False;
    }

    private static Value IndexOf(Vm vm, in CallInfo call)
    {
        var target = vm.ToObject(call.This);
        var length = vm.LengthOf(target);
        if (length == 0)
            return -1;
        for (var i = vm.ToRelativeIndex(call[1], length, 0); i < length; i++)
        {
            if (ArrayLike.TryGet(vm, target, i, out var value) && Value.StrictEquals(vm, value, call[0]))
                return i;
        }

        return -1;
    }

    private static Value LastIndexOf(Vm vm, in CallInfo call)
    {
        var target = vm.ToObject(call.This);
        var length = vm.LengthOf(target);
        if (length == 0)
            return -1;
        var from = call.Count > 1 ? vm.ToInteger(call[1]) : length - 1;
        for (var i = (long)(from >= 0 ? Math.Min(from, length - 1) : Math.Max(length + from, -1)); i >= 0; i--)
        {
            if (ArrayLike.TryGet(vm, target, i, out var value) && Value.StrictEquals(vm, value, call[0]))
                return i;
        }

        return -1;
    }
}
