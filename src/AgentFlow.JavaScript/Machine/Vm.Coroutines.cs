using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.Machine;

/// <content>Frames that leave the stack and come back: generators and async functions.</content>
internal sealed partial class Vm
{
    /// <summary>Generator.prototype.next, which the loop carries out itself.</summary>
    internal static readonly NativeEntry GeneratorNextEntry = new("Generator.prototype.next", "next", 1, GeneratorNatives.Next);

    private int ColdControl(Opcode op, ulong ins, int bp, int entry)
    {
        var value = Register(bp + A(ins));
        switch (op)
        {
            case Opcode.Throw:
                return Raise(value, entry);
            case Opcode.CreateGenerator:
                return CreateGenerator() ? Leave : Reenter;
            case Opcode.Yield:
            case Opcode.YieldDelegate:
                return _frames[_depth - 1].Coroutine!.Generator!.IsAsync ? YieldAsync(op, value, entry) : Yield(op, value);
            case Opcode.Await:
                return AwaitHere(Register(bp + B(ins))) ? Leave : Reenter;
            case Opcode.Nop:
                return _pc;
            default:
                throw Unknown(op);
        }
    }

    /// <summary>Throws within the loop, without a .NET exception where a handler of the loop's own frames takes it.</summary>
    private int Raise(Value thrown, int entry) => Unwind(thrown, entry) switch
    {
        UnwindResult.Continue => Reenter,
        UnwindResult.Exit => Leave,
        _ => throw new ScriptThrow(thrown),
    };

    private bool CreateGenerator()
    {
        ref var frame = ref _frames[_depth - 1];
        var function = frame.Function;
        var isAsync = function.Code.Block.IsAsync;
        var prototype = Get(function, "prototype").AsObject
            ?? Realm[isAsync ? Intrinsic.AsyncGeneratorPrototype : Intrinsic.GeneratorPrototype];
        Allocate(Coroutine.Bytes + JsGenerator.Bytes);
        var coroutine = new Coroutine(function) { State = CoroutineState.Start };
        var generator = new JsGenerator(RootShape(prototype), coroutine, isAsync);
        coroutine.Generator = generator;
        Suspend(coroutine);
        return Deliver(generator);
    }

    /// <summary>Copies the running frame into its coroutine; the caller pops it.</summary>
    private void Suspend(Coroutine coroutine)
    {
        ref var frame = ref _frames[_depth - 1];
        var count = frame.Function.Code.Registers;
        if (coroutine.Registers is null)
        {
            Allocate(24 + count * 16L);
            coroutine.Registers = new Value[count];
        }
        _registers.AsSpan(frame.Base, count).CopyTo(coroutine.Registers);
        coroutine.Args = frame.Args;
        coroutine.NewTarget = frame.NewTarget;
        coroutine.Pc = _pc;
    }

    /// <summary>Puts a suspended frame back on the stack.</summary>
    private void PushCoroutine(Coroutine coroutine, int target, FrameKind kind)
    {
        if (_depth >= _frames.Length)
            GrowFrames();
        var window = TopOfStack;
        var registers = coroutine.Registers!;
        EnsureRegisters(window + registers.Length);
        registers.CopyTo(_registers.AsSpan(window));
        ref var frame = ref OpenFrame(coroutine.Function, window, target, kind);
        frame.Args = coroutine.Args;
        frame.NewTarget = coroutine.NewTarget;
        frame.Coroutine = coroutine;
        frame.Pc = _pc = coroutine.Pc;
        coroutine.State = CoroutineState.Running;
    }

    /// <summary>Gives the frame on top, which is suspended at its last instruction, what it is resumed with. False where that has to be thrown.</summary>
    private bool Receive(ResumeMode mode, Value value)
    {
        ref var frame = ref _frames[_depth - 1];
        var ins = frame.Function.Code.Instructions[_pc - 1];
        var register = frame.Base + A(ins);
        switch ((Opcode)(ushort)ins)
        {
            case Opcode.YieldDelegate:
                _registers[register] = value;
                _registers[frame.Base + B(ins)] = (double)mode;
                return true;
            case Opcode.Yield or Opcode.Await when mode != ResumeMode.Throw:
                _registers[register] = value;
                if (mode == ResumeMode.Return)
                    frame.Pc = Instruction.Wide(ins);
                return true;
            default:
                return mode == ResumeMode.Next;
        }
    }

    /// <summary>Resumes a coroutine from outside the loop and runs it until it suspends or ends.</summary>
    private Value ResumeFromOutside(Coroutine coroutine, ResumeMode mode, Value value)
    {
        var (pc, entry) = (_pc, _depth);
        EnterNative();
        var outside = EnterScript();
        try
        {
            PushCoroutine(coroutine, 0, FrameKind.Entry);
            if (Receive(mode, value))
                return Run(entry);
            return Unwind(value, entry) switch
            {
                UnwindResult.Continue => Run(entry),
                UnwindResult.Exit => _result,
                _ => throw new ScriptThrow(value),
            };
        }
        finally
        {
            LeaveScript(outside);
            _nativeDepth--;
            _pc = pc;
        }
    }

    /// <summary>next, throw and return of a generator, called from outside the loop: gives the iterator result.</summary>
    public Value ResumeGenerator(JsGenerator generator, ResumeMode mode, Value value)
    {
        var coroutine = generator.Coroutine;
        if (coroutine.State == CoroutineState.Running)
            throw TypeError("Generator is already running.");
        if (coroutine.State == CoroutineState.Start && mode != ResumeMode.Next)
            coroutine.State = CoroutineState.Done;
        if (coroutine.State != CoroutineState.Done)
            return ResumeFromOutside(coroutine, mode, value);
        return mode == ResumeMode.Throw
            ? throw new ScriptThrow(value)
            : NewIteratorResult(mode == ResumeMode.Return ? value : Value.Undefined, done: true);
    }

    /// <summary>next of a generator, called by the program: pushes its frame, or gives false with the result in the register.</summary>
    private bool ResumeInline(JsGenerator generator, Value sent, int register, FrameKind kind)
    {
        var coroutine = generator.Coroutine;
        switch (coroutine.State)
        {
            case CoroutineState.Running:
                throw TypeError("Generator is already running.");
            case CoroutineState.Done:
                Store(register, NewIteratorResult(Value.Undefined, done: true));
                return false;
            default:
                PushCoroutine(coroutine, register, kind);
                Receive(ResumeMode.Next, sent);
                return true;
        }
    }

    private int Yield(Opcode op, Value value)
    {
        ref var frame = ref _frames[_depth - 1];
        var coroutine = frame.Coroutine!;
        Suspend(coroutine);
        coroutine.State = CoroutineState.Suspended;
        if (frame.Kind == FrameKind.Step)
        {
            _depth--;
            _registers[frame.Target] = value;
            if (op == Opcode.Yield)
                _frames[_depth - 1].Pc++;
            return Reenter;
        }
        return Deliver(op == Opcode.Yield ? NewIteratorResult(value, done: false) : value) ? Leave : Reenter;
    }

    /// <summary>The function of this frame awaits. True where the loop is to be left.</summary>
    private bool AwaitHere(Value value)
    {
        var coroutine = _frames[_depth - 1].Coroutine!;
        AwaitValue(coroutine, value);
        Suspend(coroutine);
        return Deliver(coroutine.Promise is { } promise ? promise : Value.Undefined);
    }

    /// <summary>A promise that a coroutine waited for has settled.</summary>
    private void WakeUp(Coroutine coroutine, AwaitKind kind, bool fulfilled, Value value)
    {
        if (kind == AwaitKind.Return)
            ReturnAwaited(coroutine.Generator!, fulfilled, value);
        else
            ResumeFromOutside(coroutine, fulfilled ? ResumeMode.Next : ResumeMode.Throw, value);
    }

    /// <summary>The frame on top returned. True where the loop is to be left.</summary>
    private bool FinishCoroutine(Coroutine coroutine, Value value)
    {
        coroutine.State = CoroutineState.Done;
        if (coroutine.Generator is not { } generator)
        {
            ResolvePromise(coroutine.Promise!, value);
            return Deliver(coroutine.Promise!);
        }
        if (generator.IsAsync)
        {
            Answer(generator, fulfilled: true, value, done: true);
            Drain(generator);
            return Deliver(Value.Undefined);
        }
        ref var frame = ref _frames[_depth - 1];
        if (frame.Kind != FrameKind.Step)
            return Deliver(NewIteratorResult(value, done: true));
        ref var caller = ref _frames[--_depth - 1];
        caller.Pc += Instruction.SignedC(caller.Function.Code.Instructions[caller.Pc - 1]);
        return false;
    }

    /// <summary>The frame on top did not handle an exception. Null where it goes on to the caller.</summary>
    private UnwindResult? FailCoroutine(Coroutine coroutine, Value thrown)
    {
        coroutine.State = CoroutineState.Done;
        if (coroutine.Generator is not { } generator)
        {
            RejectPromise(coroutine.Promise!, thrown);
            return Deliver(coroutine.Promise!) ? UnwindResult.Exit : UnwindResult.Continue;
        }
        if (!generator.IsAsync)
        {
            _depth--;
            return null;
        }
        Answer(generator, fulfilled: false, thrown, done: true);
        Drain(generator);
        return Deliver(Value.Undefined) ? UnwindResult.Exit : UnwindResult.Continue;
    }
}
