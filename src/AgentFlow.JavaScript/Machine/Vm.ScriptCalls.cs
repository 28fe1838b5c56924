using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.Machine;

/// <content>Calls and constructions by the program of what is no plain closure. True where a frame was pushed.</content>
internal sealed partial class Vm
{
    /// <summary>Calls whatever the window holds, which is no closure.</summary>
    private bool CallSlow(int window, int count, int register)
    {
        while (true)
        {
            switch (_registers[window].Ref)
            {
                case ScriptFunction function:
                    PushCall(function, window, count, register, FrameKind.Call);
                    return true;
                case BoundFunction bound:
                    window = Unbind(bound, window, ref count);
                    _registers[window + 1] = bound.BoundThis;
                    continue;
                case NativeFunction native:
                    return CallNative(native, window, count, register);
                case JsObject { IsCallable: true } other:
                    Store(register, Call(other, _registers[window + 1], Arguments(window, count)));
                    return false;
                default:
                    throw NotCallable(_registers[window], "function");
            }
        }
    }

    private bool CallNative(NativeFunction native, int window, int count, int register)
    {
        if (ReferenceEquals(native.Entry, GeneratorNextEntry) && _registers[window + 1].Ref is JsGenerator { IsAsync: false } generator)
        {
            var sent = count > 0 ? _registers[window + 2] : Value.Undefined;
            return ResumeInline(generator, sent, register, FrameKind.Call);
        }
        Charge(1);
        (_nativeStart, _scriptWithin) = (AllocatedTotal, 0);
        Store(register, native.Entry.Code(this, new CallInfo(native, _registers[window + 1], Arguments(window, count))));
        _nativeStart = -1;
        return false;
    }

    /// <summary>The arguments of a window. One above all frames is copied, since the calls that a built-in makes would overwrite it.</summary>
    private ReadOnlySpan<Value> Arguments(int window, int count)
    {
        if (window + 2 + count <= TopOfStack)
            return _registers.AsSpan(window + 2, count);
        Allocate(24 + count * 16L);
        return _registers.AsSpan(window + 2, count).ToArray();
    }

    /// <summary>Constructs what the window holds, with r[window + 1] given as new.target.</summary>
    private bool ConstructWindow(int window, int count, int register, Value newTarget)
    {
        while (true)
        {
            var callee = _registers[window];
            if (callee.AsObject is not { IsConstructor: true } constructor)
                throw NotCallable(callee, "constructor");
            switch (constructor)
            {
                case ScriptFunction function:
                    PushConstruct(function, window, count, register, FrameKind.Call, (JsObject)newTarget.Ref!);
                    return true;
                case BoundFunction bound:
                    if (ReferenceEquals(newTarget.Ref, bound))
                        newTarget = bound.Target;
                    window = Unbind(bound, window, ref count);
                    continue;
                default:
                    Store(register, Construct(constructor, Arguments(window, count), (JsObject)newTarget.Ref!));
                    return false;
            }
        }
    }

    /// <summary>Makes the window of the call of a bound function's target, above the stack; gives where it is.</summary>
    private int Unbind(BoundFunction bound, int window, ref int count)
    {
        var bindings = bound.BoundArgs;
        Charge(bindings.Length + count);
        var fresh = Math.Max(TopOfStack, window + 2 + count);
        EnsureRegisters(fresh + 2 + bindings.Length + count);
        _registers[fresh] = bound.Target;
        bindings.CopyTo(_registers, fresh + 2);
        Array.Copy(_registers, window + 2, _registers, fresh + 2 + bindings.Length, count);
        count += bindings.Length;
        return fresh;
    }

    /// <summary>Spreads the array in r[window + 2] over the window above the stack; gives where it is.</summary>
    private int SpreadWindow(int window, out int count)
    {
        var array = (JsArray)_registers[window + 2].Ref!;
        if (array.Length > 500_000)
            throw RangeError($"Too many arguments: {array.Length}. At most 500000 can be passed.");
        count = (int)array.Length;
        Charge(count);
        var fresh = TopOfStack;
        EnsureRegisters(fresh + 2 + count);
        _registers[fresh] = _registers[window];
        _registers[fresh + 1] = _registers[window + 1];
        for (var i = 0; i < count; i++)
            _registers[fresh + 2 + i] = i < array.Used && !array.Dense[i].IsHole ? array.Dense[i] : Value.Undefined;
        return fresh;
    }

    private ScriptThrow NotCallable(Value value, string what)
    {
        var subject = _depth == 0 ? null : _frames[_depth - 1].Function.Code.Block.SubjectAt(_pc - 1);
        return TypeError(subject is null ? $"{Describe(value)} is not a {what}." : $"{subject} is not a {what}.");
    }
}
