using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Arrays;

/// <summary><c>Array</c> and its static methods.</summary>
internal static class ArrayConstructor
{
    public static void Install(RealmBuilder b)
    {
        var p = b.Array(Intrinsic.ArrayPrototype);
        var array = b.Constructor(Intrinsic.Array, "Array", 1, Make, p);
        b.Method(array, "Array", "from", 1, From);
        b.Method(array, "Array", "isArray", 1, static (vm, in call) => Value.From(vm.IsArray(call[0])));
        b.Method(array, "Array", "of", 0, Of);
        b.Accessor(array, "Array", JsSymbol.Species, static (_, in call) => call.This);
        ArrayPrototype.Install(b, p);
    }

    private static Value Make(Vm vm, in CallInfo call)
    {
        var prototype = call.NewTarget is null || ReferenceEquals(call.NewTarget, call.Callee) ? null : vm.PrototypeFor(call.NewTarget, Intrinsic.ArrayPrototype);
        if (call.Count != 1)
            return WithElements(vm, call.Args, prototype);
        if (!call[0].IsNumber)
            return WithElements(vm, call.Args, prototype);
        var length = call[0].Num;
        if (length != (uint)length)
            throw vm.RangeError("Invalid array length.");
        return vm.NewArrayOfLength((uint)length, prototype);
    }

    private static JsArray WithElements(Vm vm, ReadOnlySpan<Value> elements, JsObject? prototype)
    {
        if (prototype is null)
            return vm.NewArray(elements);
        var array = vm.NewArrayOfLength(0, prototype);
        foreach (var element in elements)
            array.Append(vm, element);
        return array;
    }

    /// <summary>A new array, or whatever the constructor that the method was called on makes.</summary>
    private static JsObject NewBy(Vm vm, Value constructor, bool known, long length)
    {
        if (constructor.Ref is JsObject { IsConstructor: true } given && !ReferenceEquals(given, vm.Realm[Intrinsic.Array]))
            return vm.Construct(given, known ? [length] : []);
        return known && length > 0 ? vm.NewArrayOfLength(length) : vm.NewArray();
    }

    private static Value Of(Vm vm, in CallInfo call)
    {
        if (ReferenceEquals(call.This.Ref, vm.Realm[Intrinsic.Array]))
            return vm.NewArray(call.Args);
        var result = NewBy(vm, call.This, known: true, call.Count);
        for (var i = 0; i < call.Count; i++)
            ArrayLike.Create(vm, result, i, call.Args[i]);
        vm.Set(result, "length", call.Count);
        return result;
    }

    private static Value From(Vm vm, in CallInfo call)
    {
        var map = call[1];
        if (!map.IsUndefined && !map.IsCallable)
            throw vm.TypeError($"{vm.Describe(map)} is not a function.");
        var method = call[0].IsNullish ? throw vm.TypeError($"{vm.Describe(call[0])} is not iterable.") : vm.GetMethod(call[0], JsSymbol.Iterator);
        return method is null ? FromArrayLike(vm, call, map) : FromIterable(vm, call, map, method);
    }

    private static Value FromIterable(Vm vm, in CallInfo call, Value map, JsObject method)
    {
        var result = NewBy(vm, call.This, known: false, 0);
        using var hold = vm.Hold(result);
        var iterator = vm.GetIterator(call[0], method);
        long count = 0;
        while (vm.TryStep(iterator, out var value))
        {
            try
            {
                if (!map.IsUndefined)
                    value = vm.Call(map, call[2], [value, count]);
                ArrayLike.Create(vm, result, count++, value);
            }
            catch (ScriptThrow)
            {
                vm.CloseQuietly(iterator);
                throw;
            }
        }

        ArrayLike.SetLength(vm, result, count);
        return result;
    }

    private static Value FromArrayLike(Vm vm, in CallInfo call, Value map)
    {
        var source = vm.ToObject(call[0]);
        var length = vm.LengthOf(source);
        var plain = call.This.Ref is not JsObject { IsConstructor: true } || ReferenceEquals(call.This.Ref, vm.Realm[Intrinsic.Array]);
        if (plain && length > uint.MaxValue)
            throw vm.RangeError("Invalid array length.");
        var result = plain ? vm.NewArray() : NewBy(vm, call.This, known: true, length);
        using var hold = vm.Hold(result);
        for (long i = 0; i < length; i++)
        {
            var value = ArrayLike.Get(vm, source, i);
            if (!map.IsUndefined)
                value = vm.Call(map, call[2], [value, i]);
            ArrayLike.Create(vm, result, i, value);
        }

        ArrayLike.SetLength(vm, result, length);
        return result;
    }
}
