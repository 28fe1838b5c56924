using System.Runtime.CompilerServices;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.Machine;

/// <content>Calls from built-ins into functions of any kind. Script calling script never comes here: it pushes a frame.</content>
internal sealed partial class Vm
{
    private int _nativeDepth;

    /// <summary>Calls a function from a built-in. Throws a TypeError where it is not callable, and a RangeError where built-ins and script are nested too deeply.</summary>
    public Value Call(Value function, Value thisValue, params ReadOnlySpan<Value> args) =>
        function.Ref is JsObject { IsCallable: true } callee
            ? Call(callee, thisValue, args)
            : throw TypeError($"{Describe(function)} is not a function.");

    public Value Call(JsObject function, Value thisValue, params ReadOnlySpan<Value> args)
    {
        EnterNative();
        try
        {
            Charge(1);
            return function.Call(this, thisValue, args);
        }
        finally
        {
            _nativeDepth--;
        }
    }

    /// <summary>Constructs from a built-in; <paramref name="newTarget"/> is the constructor itself where it is left out.</summary>
    public JsObject Construct(JsObject constructor, ReadOnlySpan<Value> args, JsObject? newTarget = null)
    {
        if (!constructor.IsConstructor)
            throw TypeError($"{Describe(constructor)} is not a constructor.");
        EnterNative();
        try
        {
            Charge(1);
            return constructor.Construct(this, args, newTarget ?? constructor).AsObject ?? throw TypeError("The constructor returned no object.");
        }
        finally
        {
            _nativeDepth--;
        }
    }

    internal Value CallGetter(Accessor accessor, Value receiver) =>
        accessor.Getter is { } getter ? Call(getter, receiver) : Value.Undefined;

    internal bool CallSetter(Accessor accessor, Value receiver, Value value)
    {
        if (accessor.Setter is not { } setter)
            return false;
        Call(setter, receiver, [value]);
        return true;
    }

    /// <summary>CreateListFromArrayLike, charged before it is made.</summary>
    public Value[] ListFrom(Value arrayLike)
    {
        if (arrayLike.Ref is not JsObject obj)
            throw TypeError($"{Describe(arrayLike)} is not an array-like object.");
        var length = LengthOf(obj);
        if (length > 1_000_000)
            throw RangeError($"Too many arguments: {length}. At most 1000000 can be passed.");
        Charge(length);
        Allocate(24 + length * 16);
        var list = new Value[length];
        for (var i = 0; i < list.Length; i++)
            list[i] = GetIndex(obj, i);
        return list;
    }

    /// <summary>Get by an integer index, fast for dense arrays.</summary>
    public Value GetIndex(JsObject target, long index)
    {
        if (target is JsArray array && (ulong)index < (ulong)array.Used && !array.Dense[index].IsHole)
            return array.Dense[index];
        return target.Get(this, PropertyKey.FromInteger(index), target);
    }

    private void EnterNative()
    {
        if (_nativeDepth >= Limits.NativeDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw RangeError("Maximum call stack size exceeded: too many calls nested through built-in functions.");
        _nativeDepth++;
    }
}
