using System.Runtime.CompilerServices;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.Machine;

/// <content>The stack: frames, registers, how calls begin and end and how exceptions find their handler.</content>
internal sealed partial class Vm
{
    private const int FirstRegisters = 64;
    private const int FirstFrames = 4;

    private Frame[] _frames = [];
    private Value[] _registers = [];
    private int _depth;

    /// <summary>The instruction behind the one that is being executed, for positions and handlers: set before everything that can throw or call.</summary>
    private int _pc;

    /// <summary>What the frame that was entered from outside came to.</summary>
    private Value _result;

    /// <summary>Runs a closure from outside the loop. Its frames are gone when this returns or throws.</summary>
    internal Value RunFunction(ScriptFunction function, Value thisValue, ReadOnlySpan<Value> args, JsObject? newTarget)
    {
        var (pc, entry) = (_pc, _depth);
        var window = TopOfStack;
        EnsureRegisters(window + args.Length + 2);
        var registers = _registers;
        registers[window] = function;
        registers[window + 1] = thisValue;
        args.CopyTo(registers.AsSpan(window + 2));
        var outside = EnterScript();
        try
        {
            if (newTarget is null)
                PushCall(function, window, args.Length, 0, FrameKind.Entry);
            else
                PushConstruct(function, window, args.Length, 0, FrameKind.Entry, newTarget);
            return Run(entry);
        }
        finally
        {
            _pc = pc;
            LeaveScript(outside);
        }
    }

    /// <summary>Runs from the topmost frame until those above <paramref name="entry"/> are gone.</summary>
    private Value Run(int entry)
    {
        while (true)
        {
            ScriptThrow thrown;
            try
            {
                return Loop(entry);
            }
            catch (ScriptThrow caught)
            {
                // Handled behind the catch block: what is thrown within one keeps the whole stack of the first exception, level upon level.
                thrown = caught;
            }
            _nativeStart = -1;
            switch (Unwind(thrown.Value, entry))
            {
                case UnwindResult.Rethrow:
                    throw thrown;
                case UnwindResult.Exit:
                    return _result;
            }
        }
    }

    /// <summary>Notes that a built-in lets script run: what that allocates is not the built-in's.</summary>
    private (long NativeStart, long Within, long Held, long Total) EnterScript()
    {
        var before = (_nativeStart, _scriptWithin, _heldOutside, AllocatedTotal);
        _heldOutside = HeldByNatives;
        _nativeStart = -1;
        return before;
    }

    private void LeaveScript((long NativeStart, long Within, long Held, long Total) before)
    {
        (_nativeStart, _heldOutside) = (before.NativeStart, before.Held);
        _scriptWithin = before.Within + AllocatedTotal - before.Total;
    }

    /// <summary>The first register above all frames.</summary>
    private int TopOfStack
    {
        get
        {
            if (_depth == 0)
                return 0;
            ref var top = ref _frames[_depth - 1];
            return top.Base + top.Function.Code.Registers;
        }
    }

    /// <summary>Opens the frame of a plain call; the window holds function, this and arguments.</summary>
    private void PushCall(ScriptFunction function, int window, int count, int target, FrameKind kind)
    {
        var code = function.Code;
        if (!code.IsPlain && code.Block.Kind is CodeKind.ClassConstructor or CodeKind.DerivedConstructor)
            throw TypeError($"Class constructor {code.Block.Name} cannot be invoked without 'new'.");
        ref var frame = ref PushFrame(function, window, count, target, kind);
        if (!code.IsPlain && code.Block.IsAsync && !code.Block.IsGenerator)
        {
            Allocate(Coroutine.Bytes);
            frame.Coroutine = new Coroutine(function) { Promise = NewPromise() };
        }
    }

    /// <summary>Opens the frame of a plain function's call by script: what <see cref="PushCall"/> does, cut to the case that fills programs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PushPlain(ScriptFunction function, int window, int count, int target)
    {
        var code = function.Code;
        if (_depth >= _frames.Length)
            GrowFrames();
        if (window + code.Registers > _registers.Length)
            EnsureRegisters(window + code.Registers);
        ClearLocals(window, count, code);
        _frames[_depth - 1].Pc = _pc;
        ref var frame = ref _frames[_depth++];
        frame.Function = function;
        frame.NewTarget = null;
        frame.Args = null;
        frame.Coroutine = null;
        frame.Base = window;
        frame.Pc = 0;
        frame.Target = target;
        frame.Kind = FrameKind.Call;
        frame.IsSimple = true;
    }

    /// <summary>Opens the frame of a construction: makes the object, unless a parent constructor will.</summary>
    private void PushConstruct(ScriptFunction function, int window, int count, int target, FrameKind kind, JsObject newTarget)
    {
        var code = function.Code;
        var thisValue = code.Block.Kind == CodeKind.DerivedConstructor ? Value.Hole : new Value(NewInstance(newTarget));
        ref var frame = ref PushFrame(function, window, count, target, kind);
        frame.NewTarget = newTarget;
        _registers[window + 1] = thisValue;
    }

    private ref Frame PushFrame(ScriptFunction function, int window, int count, int target, FrameKind kind)
    {
        var code = function.Code;
        if (_depth >= _frames.Length)
            GrowFrames();
        if (window + code.Registers > _registers.Length)
            EnsureRegisters(window + code.Registers);
        var kept = !code.IsPlain && code.Block.NeedsArguments ? KeptArguments(window, count) : null;
        ClearLocals(window, count, code);
        ref var frame = ref OpenFrame(function, window, target, kind);
        frame.Args = kept;
        return ref frame;
    }

    /// <summary>Puts a frame on the stack, for which there is room.</summary>
    private ref Frame OpenFrame(ScriptFunction function, int window, int target, FrameKind kind)
    {
        if (_depth > 0)
            _frames[_depth - 1].Pc = _pc;
        ref var frame = ref _frames[_depth++];
        frame.Function = function;
        frame.NewTarget = null;
        frame.Args = null;
        frame.Coroutine = null;
        frame.Base = window;
        frame.Pc = 0;
        frame.Target = target;
        frame.Kind = kind;
        frame.IsSimple = false;
        _pc = 0;
        return ref frame;
    }

    /// <summary>Fills what no argument filled. Arguments beyond the parameters lie where locals will be.</summary>
    // Optimised at once, like the loop: calls would run at half the speed for a while.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ClearLocals(int window, int count, ScriptCode code)
    {
        var filled = 2 + (count < code.Parameters ? count : code.Parameters);
        var registers = _registers;
        for (var i = window + filled; i < window + code.Registers; i++)
            registers[i] = Value.Undefined;
    }

    private Value[] KeptArguments(int window, int count)
    {
        Allocate(24 + count * 16L);
        Charge(count);
        return _registers.AsSpan(window + 2, count).ToArray();
    }

    /// <summary>The object that a constructor without parent fills: under the prototype that new.target names.</summary>
    private JsObject NewInstance(JsObject newTarget)
    {
        var prototype = Get(newTarget, "prototype").AsObject ?? Realm[Intrinsic.ObjectPrototype];
        Allocate(JsObject.Bytes);
        if (newTarget is not ScriptFunction function)
            return new JsObject(RootShape(prototype));
        if (function.InstanceShape is not { } shape || !ReferenceEquals(shape.Prototype, prototype))
            function.InstanceShape = shape = RootShape(prototype);
        return new JsObject(shape);
    }

    /// <summary>Ends the running frame with a result. True where the loop is to be left with <see cref="_result"/>.</summary>
    private bool FinishFrame(Value value)
    {
        ref var frame = ref _frames[_depth - 1];
        if (frame.NewTarget is not null && !value.IsObject)
            value = _registers[frame.Base + 1];
        if (frame.Coroutine is { } coroutine)
            return FinishCoroutine(coroutine, value);
        return Deliver(value);
    }

    /// <summary>Pops the running frame and hands a value to whoever waits for it. True where that is outside the loop.</summary>
    private bool Deliver(Value value)
    {
        ref var frame = ref _frames[--_depth];
        switch (frame.Kind)
        {
            case FrameKind.Entry:
                _result = value;
                return true;
            case FrameKind.Call:
                _registers[frame.Target] = value;
                return false;
            default:
                return false;
        }
    }

    /// <summary>Finds the handler of an exception, from the running frame down to those entered after <paramref name="entry"/>.</summary>
    private UnwindResult Unwind(Value thrown, int entry)
    {
        var pc = _pc;
        while (_depth > entry)
        {
            ref var frame = ref _frames[_depth - 1];
            foreach (ref readonly var handler in frame.Function.Code.Block.Handlers.AsSpan())
            {
                if (pc <= handler.From || pc > handler.To)
                    continue;
                _registers[frame.Base + handler.Register] = thrown;
                frame.Pc = handler.Target;
                return UnwindResult.Continue;
            }
            Charge(1);
            if (frame.Coroutine is { } coroutine)
            {
                if (FailCoroutine(coroutine, thrown) is { } ended)
                    return ended;
            }
            else
                _depth--;
            if (frame.Kind == FrameKind.Entry)
                return UnwindResult.Rethrow;
            if (_depth > 0)
                _pc = pc = _frames[_depth - 1].Pc;
        }
        return UnwindResult.Rethrow;
    }

    private void GrowFrames()
    {
        if (_depth >= Limits.Frames)
            throw RangeError("Maximum call stack size exceeded.");
        var size = Math.Min(Math.Max(FirstFrames, _frames.Length * 2), Limits.Frames);
        Allocate((size - _frames.Length) * 56L);
        Array.Resize(ref _frames, size);
    }

    private void EnsureRegisters(int needed)
    {
        if (needed <= _registers.Length)
            return;
        var size = Math.Max(Math.Max(needed, FirstRegisters), _registers.Length * 2);
        Allocate((size - _registers.Length) * 16L);
        Array.Resize(ref _registers, size);
    }

    /// <summary>The open calls, innermost first, cut to ten.</summary>
    internal StackEntry[] CaptureStack()
    {
        if (_depth == 0)
            return [];
        var entries = new StackEntry[Math.Min(_depth, 10)];
        for (var i = 0; i < entries.Length; i++)
        {
            ref var frame = ref _frames[_depth - 1 - i];
            entries[i] = new StackEntry(frame.Function.Code.Block, Math.Max(0, (i == 0 ? _pc : frame.Pc) - 1));
        }
        return entries;
    }
}
