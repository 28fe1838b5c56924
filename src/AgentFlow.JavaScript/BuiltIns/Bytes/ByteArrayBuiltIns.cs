using AgentFlow.JavaScript.BuiltIns.Arrays;
using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Bytes;

/// <summary><c>ArrayBuffer</c> and <c>Uint8Array</c>, which texts are encoded to. The other typed arrays and <c>DataView</c> do not exist.</summary>
internal static class ByteArrayBuiltIns
{
    private const string Owner = "Uint8Array.prototype";

    /// <summary>Methods of Array.prototype that do on bytes what they do on any array-like.</summary>
    private static readonly string[] Shared =
    [
        "at", "copyWithin", "entries", "every", "fill", "find", "findIndex", "findLast", "findLastIndex", "forEach", "includes", "indexOf", "join", "keys",
        "lastIndexOf", "reduce", "reduceRight", "reverse", "some", "toLocaleString", "toString", "values",
    ];

    public static void Install(RealmBuilder b)
    {
        InstallBuffer(b);
        var p = b.Object(Intrinsic.Uint8ArrayPrototype);
        var array = b.Constructor(Intrinsic.Uint8Array, "Uint8Array", 3, Make, p);
        b.Constant(array, "BYTES_PER_ELEMENT", 1);
        b.Constant(p, "BYTES_PER_ELEMENT", 1);
        b.Method(array, "Uint8Array", "from", 1, static (vm, in call) =>
        {
            var list = vm.Call(vm.Get(vm.Realm[Intrinsic.Array], "from"), vm.Realm[Intrinsic.Array], call.Args);
            return FromArrayLike(vm, list.AsObject!);
        });
        b.Method(array, "Uint8Array", "of", 0, static (vm, in call) => FromArrayLike(vm, vm.NewArray(call.Args)));
        foreach (var name in Shared)
        {
            b.Realm[Intrinsic.ArrayPrototype].GetOwn(b.Vm, name, out var method);
            p.Put(b.Vm, name, method.Value, PropertyFlags.Hidden);
        }

        p.Put(b.Vm, JsSymbol.Iterator, b.Realm[Intrinsic.ArrayValues], PropertyFlags.Hidden);
        b.Accessor(p, Owner, "buffer", static (vm, in call) => This(vm, call).Buffer);
        b.Accessor(p, Owner, "byteLength", static (vm, in call) => This(vm, call).Length);
        b.Accessor(p, Owner, "byteOffset", static (vm, in call) => This(vm, call).Offset);
        b.Accessor(p, Owner, "length", static (vm, in call) => This(vm, call).Length);
        b.Accessor(p, Owner, JsSymbol.ToStringTag, static (_, in call) => call.This.Ref is JsUint8Array ? "Uint8Array" : Value.Undefined);
        b.Method(p, Owner, "filter", 1, static (vm, in call) => ByArray(vm, call, "filter"));
        b.Method(p, Owner, "map", 1, static (vm, in call) => ByArray(vm, call, "map"));
        b.Method(p, Owner, "toSorted", 1, static (vm, in call) => Sorted(vm, This(vm, call), call[0], inPlace: false));
        b.Method(p, Owner, "sort", 1, static (vm, in call) => Sorted(vm, This(vm, call), call[0], inPlace: true));
        b.Method(p, Owner, "set", 1, Set);
        b.Method(p, Owner, "slice", 2, static (vm, in call) => Part(vm, call, copies: true));
        b.Method(p, Owner, "subarray", 2, static (vm, in call) => Part(vm, call, copies: false));
    }

    private static void InstallBuffer(RealmBuilder b)
    {
        var p = b.Object(Intrinsic.ArrayBufferPrototype);
        var buffer = b.Constructor(Intrinsic.ArrayBuffer, "ArrayBuffer", 1, static (vm, in call) => call.IsConstruct
            ? JsArrayBuffer.Create(vm, vm.ToIndex(call[0]), vm.PrototypeFor(call.NewTarget, Intrinsic.ArrayBufferPrototype))
            : throw vm.TypeError("Constructor ArrayBuffer requires 'new'."), p);
        b.Accessor(buffer, "ArrayBuffer", JsSymbol.Species, static (_, in call) => call.This);
        b.Method(buffer, "ArrayBuffer", "isView", 1, static (_, in call) => Value.From(call[0].Ref is JsUint8Array));
        b.Accessor(p, "ArrayBuffer.prototype", "byteLength", static (vm, in call) => Buffer(vm, call).Data.Length);
        b.Method(p, "ArrayBuffer.prototype", "slice", 2, static (vm, in call) =>
        {
            var source = Buffer(vm, call).Data;
            var start = (int)vm.ToRelativeIndex(call[0], source.Length, 0);
            var end = (int)vm.ToRelativeIndex(call[1], source.Length, source.Length);
            var length = Math.Max(end - start, 0);
            var species = vm.SpeciesOf(Buffer(vm, call), vm.Realm[Intrinsic.ArrayBuffer]);
            var copy = species is null ? JsArrayBuffer.Create(vm, length) : vm.Construct(species, [length]) as JsArrayBuffer;
            if (copy is null || copy.Data.Length < length)
                throw vm.TypeError("The constructor of the ArrayBuffer's species made no buffer of the length asked for.");
            source.AsSpan(start, length).CopyTo(copy.Data);
            return copy;
        });
        b.Tag(p, "ArrayBuffer");
    }

    private static JsArrayBuffer Buffer(Vm vm, in CallInfo call) =>
        call.This.Ref as JsArrayBuffer ?? throw vm.TypeError($"{vm.Describe(call.This)} is no ArrayBuffer.");

    private static JsUint8Array This(Vm vm, in CallInfo call) =>
        call.This.Ref as JsUint8Array ?? throw vm.TypeError($"{vm.Describe(call.This)} is no Uint8Array.");

    private static Value Make(Vm vm, in CallInfo call)
    {
        if (!call.IsConstruct)
            throw vm.TypeError("Constructor Uint8Array requires 'new'.");
        var prototype = vm.PrototypeFor(call.NewTarget, Intrinsic.Uint8ArrayPrototype);
        if (!call[0].TryGetObject(out var source))
            return JsUint8Array.Create(vm, vm.ToIndex(call[0]), prototype);
        if (source is JsArrayBuffer buffer)
        {
            var offset = vm.ToIndex(call[1]);
            var length = call[2].IsUndefined ? buffer.Data.Length - offset : vm.ToIndex(call[2]);
            return length >= 0 && offset + length <= buffer.Data.Length ? JsUint8Array.Create(vm, buffer, (int)offset, (int)length, prototype)
                : throw vm.RangeError($"Offset {offset} is outside the bounds of the buffer.");
        }

        if (source is not JsUint8Array && vm.GetMethod(source, JsSymbol.Iterator) is not null)
        {
            var list = vm.NewArray();
            using var hold = vm.Hold(list);
            var iterator = vm.GetIterator(source);
            while (vm.TryStep(iterator, out var item))
                list.Append(vm, item);
            source = list;
        }

        return FromArrayLike(vm, source, prototype);
    }

    private static JsUint8Array FromArrayLike(Vm vm, JsObject source, JsObject? prototype = null)
    {
        var result = JsUint8Array.Create(vm, source is JsUint8Array bytes ? bytes.Length : vm.LengthOf(source), prototype);
        using var hold = vm.Hold(result);
        for (var i = 0; i < result.Length; i++)
            result.Elements[i] = (byte)vm.ToInt32(ArrayLike.Get(vm, source, i));
        return result;
    }

    /// <summary>Through the method of the same name of a plain array with the same elements.</summary>
    private static JsUint8Array ByArray(Vm vm, in CallInfo call, string method)
    {
        var list = vm.NewArray();
        using var hold = vm.Hold(list);
        foreach (var element in This(vm, call).Elements.ToArray())
            list.Append(vm, element);
        vm.Charge(list.Used);
        return FromArrayLike(vm, vm.Invoke(list, method, call.Args).AsObject!);
    }

    private static JsUint8Array Sorted(Vm vm, JsUint8Array source, Value comparator, bool inPlace)
    {
        var list = vm.NewArray();
        using var hold = vm.Hold(list);
        var numbers = source.Elements.ToArray();
        vm.Charge(numbers.Length * 2L);
        if (comparator.IsUndefined)
            Array.Sort(numbers);
        foreach (var number in numbers)
            list.Append(vm, number);
        if (!comparator.IsUndefined)
            vm.Invoke(list, "sort", [comparator]);
        var result = inPlace ? source : JsUint8Array.Create(vm, source.Length);
        for (var i = 0; i < result.Length; i++)
            result.Elements[i] = (byte)list.Dense[i].Num;
        return result;
    }

    private static Value Set(Vm vm, in CallInfo call)
    {
        var target = This(vm, call);
        var offset = vm.ToInteger(call[1]);
        var source = vm.ToObject(call[0]);
        var length = source is JsUint8Array bytes ? bytes.Length : vm.LengthOf(source);
        if (offset < 0 || offset + length > target.Length)
            throw vm.RangeError($"Offset is out of bounds: {length} elements from {offset} do not fit into {target.Length}.");
        var copy = FromArrayLike(vm, source);
        copy.Elements.CopyTo(target.Elements[(int)offset..]);
        return Value.Undefined;
    }

    private static Value Part(Vm vm, in CallInfo call, bool copies)
    {
        var source = This(vm, call);
        var start = (int)vm.ToRelativeIndex(call[0], source.Length, 0);
        var length = Math.Max((int)vm.ToRelativeIndex(call[1], source.Length, source.Length) - start, 0);
        if (!copies)
            return JsUint8Array.Create(vm, source.Buffer, source.Offset + start, length);
        var copy = JsUint8Array.Create(vm, length);
        source.Elements.Slice(start, length).CopyTo(copy.Elements);
        return copy;
    }
}
