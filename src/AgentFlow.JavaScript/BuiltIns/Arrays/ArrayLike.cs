using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Arrays;

/// <summary>Reading and writing elements by position, of any object that looks like an array; dense arrays take a short way.</summary>
internal static class ArrayLike
{
    /// <summary>The greatest length that array methods work with.</summary>
    public const long MaxLength = 9007199254740991;

    /// <summary>The element where there is one, own or inherited.</summary>
    public static bool TryGet(Vm vm, JsObject target, long index, out Value value)
    {
        vm.Charge(1);
        if (target is JsArray array && (ulong)index < (ulong)array.Used && !array.Dense[index].IsHole)
        {
            value = array.Dense[index];
            return true;
        }

        var key = PropertyKey.FromInteger(index);
        if (target.HasProperty(vm, key))
        {
            value = target.Get(vm, key, target);
            return true;
        }

        value = default;
        return false;
    }

    /// <summary>The element, or undefined.</summary>
    public static Value Get(Vm vm, JsObject target, long index)
    {
        vm.Charge(1);
        return vm.GetIndex(target, index);
    }

    /// <summary>Assigns, and throws a TypeError where the object refuses.</summary>
    public static void Set(Vm vm, JsObject target, long index, Value value)
    {
        vm.Charge(1);
        if (target is JsArray array && !array.Shape.IsShared)
        {
            if ((ulong)index < (ulong)array.Used && !array.Dense[index].IsHole)
            {
                array.Dense[index] = value;
                return;
            }

            if (index == array.Used && array.CanAppend(vm))
            {
                array.Append(vm, value);
                return;
            }
        }

        vm.Set(target, PropertyKey.FromInteger(index), value);
    }

    /// <summary>Defines an element of a new array, and throws a TypeError where the object refuses.</summary>
    public static void Create(Vm vm, JsObject target, long index, Value value)
    {
        vm.Charge(1);
        if (target is JsArray array && index == array.Used && array is { IsPacked: true, LengthWritable: true } && array.Shape is { IsExtensible: true, IsShared: false })
            array.Append(vm, value);
        else
            target.CreateDataPropertyOrThrow(vm, PropertyKey.FromInteger(index), value);
    }

    /// <summary>Deletes, and throws a TypeError where the object refuses.</summary>
    public static void Delete(Vm vm, JsObject target, long index)
    {
        vm.Charge(1);
        vm.Delete(target, PropertyKey.FromInteger(index));
    }

    /// <summary>Moves the element to another position; a hole moves as a hole.</summary>
    public static void Move(Vm vm, JsObject target, long from, long to)
    {
        if (TryGet(vm, target, from, out var value))
            Set(vm, target, to, value);
        else
            Delete(vm, target, to);
    }

    /// <summary>Sets the length, and throws a TypeError where the object refuses.</summary>
    public static void SetLength(Vm vm, JsObject target, long length)
    {
        if (target is JsArray array && array.Length == length && array.LengthWritable && !array.Shape.IsShared)
            return;
        vm.Set(target, "length", length);
    }

    /// <summary>The dense array with all its elements in place that built-ins may work on directly: no holes to look up in prototypes.</summary>
    public static bool IsPlain(Vm vm, JsObject target, out JsArray array)
    {
        array = (target as JsArray)!;
        return array is { IsPacked: true } && !vm.PrototypesHaveElements;
    }

    /// <summary><c>ArraySpeciesCreate</c>.</summary>
    public static JsObject NewLike(Vm vm, JsObject original, long length)
    {
        if (!vm.IsArray(original))
            return NewOfLength(vm, length);
        var constructor = vm.Get(original, "constructor");
        if (constructor.Ref is JsObject known && ReferenceEquals(known, vm.Realm[Intrinsic.Array]) && vm.Realm.IsShared)
            return NewOfLength(vm, length);
        if (constructor.TryGetObject(out var given))
            constructor = vm.Get(given, JsSymbol.Species);
        if (constructor.IsNullish && (given is not null || constructor.IsUndefined))
            return NewOfLength(vm, length);
        if (constructor.Ref is not JsObject { IsConstructor: true } species)
            throw vm.TypeError("object.constructor[Symbol.species] is not a constructor.");
        return vm.Construct(species, [length]);
    }

    /// <summary>Whether <see cref="NewLike"/> would make a plain array of the realm.</summary>
    public static bool MakesPlain(Vm vm, JsObject original) => original is JsArray && vm.Realm.IsShared
        && ReferenceEquals(original.Prototype, vm.Realm[Intrinsic.ArrayPrototype]) && !original.Shape.TryFind("constructor", out _, out _);

    private static JsArray NewOfLength(Vm vm, long length) => length == 0 ? vm.NewArray() : vm.NewArrayOfLength(length);
}
