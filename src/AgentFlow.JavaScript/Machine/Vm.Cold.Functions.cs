using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.Machine;

/// <content>The instructions for functions, constructions and classes.</content>
internal sealed partial class Vm
{
    private int ColdFunction(Opcode op, ulong ins, ScriptCode code, int bp, int entry)
    {
        var pc = _pc;
        var (a, b, c) = (bp + A(ins), bp + B(ins), bp + C(ins));
        switch (op)
        {
            case Opcode.New:
                return ConstructWindow(b, C(ins), a, Register(b)) ? Reenter : pc;
            case Opcode.Construct:
                return ConstructWindow(b, C(ins), a, Register(b + 1)) ? Reenter : pc;
            case Opcode.CallSpread:
                return CallSlow(SpreadWindow(b, out var count), count, a) ? Reenter : pc;
            case Opcode.NewSpread:
                return ConstructWindow(SpreadWindow(b, out count), count, a, Register(b)) ? Reenter : pc;
            case Opcode.ConstructSpread:
                return ConstructWindow(SpreadWindow(b, out count), count, a, Register(b + 1)) ? Reenter : pc;
            case Opcode.ReturnDerived:
                return FinishFrame(DerivedResult(Register(a), Register(b))) ? Leave : Reenter;
            case Opcode.InitFields:
                if (Object(b) is ScriptFunction { FieldInitializer: { } initializer })
                {
                    PushAccessorCall(initializer, Register(a), null, 0, FrameKind.Setter);
                    return Reenter;
                }
                return pc;
            case >= Opcode.NewPrivateName:
                ColdPrivate(op, ins, code, bp);
                return pc;
            case Opcode.GetSuper:
                return GetSuper(Register(b), Register(b + 1), Register(c), a) ? pc : Reenter;
            case Opcode.SetSuper:
                return SetSuper(Register(a), Register(a + 1), Register(b), Register(c)) ? pc : Reenter;
            default:
                ColdClosure(op, ins, code, bp);
                return pc;
        }
    }

    private void ColdClosure(Opcode op, ulong ins, ScriptCode code, int bp)
    {
        var (a, b) = (bp + A(ins), bp + B(ins));
        ref var frame = ref _frames[_depth - 1];
        switch (op)
        {
            case Opcode.CreateArguments:
                Store(a, NewArguments(frame.Args!));
                break;
            case Opcode.CreateRest:
                Store(a, NewArray(frame.Args!.Length > B(ins) ? frame.Args.AsSpan(B(ins)) : default));
                break;
            case Opcode.LoadNewTarget:
                Store(a, frame.NewTarget is { } newTarget ? newTarget : Value.Undefined);
                break;
            case Opcode.NewClass:
                NewClass(code, B(ins), C(ins) == 1, a, bp);
                break;
            case Opcode.SetFieldInitializer:
                ((ScriptFunction)Register(a).Ref!).FieldInitializer = (ScriptFunction)Register(b).Ref!;
                break;
            case Opcode.GetHome:
                Store(a, ((ScriptFunction)Register(b).Ref!).Home is { } home ? home : Value.Undefined);
                break;
            case Opcode.GetSuperConstructor:
                Store(a, Value.FromNullable(Object(b).GetPrototypeOf(this)));
                break;
            default:
                throw Unknown(op);
        }
    }

    private ScriptFunction NewClosure(ScriptCode code, int index, ReadOnlySpan<Value> registers)
    {
        var inner = code.Function(this, index);
        var captures = inner.Block.Captures;
        Allocate(ScriptFunction.Bytes + captures.Length * 8L);
        var cells = captures.Length == 0 ? [] : new Cell[captures.Length];
        for (var i = 0; i < cells.Length; i++)
        {
            var capture = captures[i];
            cells[i] = capture.FromRegister
                ? (Cell)registers[capture.Index].Ref!
                : _frames[_depth - 1].Function.Captured[capture.Index];
        }
        return new ScriptFunction(ShapeOfClosure(inner.Block), inner, cells);
    }

    private Shape ShapeOfClosure(CodeBlock block) => (block.IsAsync, block.IsGenerator) switch
    {
        (false, false) => FunctionShape,
        (true, false) => RootShape(Realm[Intrinsic.AsyncFunctionPrototype]),
        (false, true) => RootShape(Realm[Intrinsic.GeneratorFunctionPrototype]),
        (true, true) => RootShape(Realm[Intrinsic.AsyncGeneratorFunctionPrototype]),
    };

    private Value DerivedResult(Value result, Value thisValue)
    {
        if (result.IsObject)
            return result;
        if (!result.IsUndefined)
            throw TypeError("Derived constructors may only return an object or undefined.");
        return thisValue.IsHole
            ? throw ReferenceError("Must call super constructor in derived class before accessing 'this' or returning from derived constructor.")
            : thisValue;
    }

    private JsArguments NewArguments(Value[] args)
    {
        Allocate(JsObject.Bytes + 300 + args.Length * (2L * SparseElements.EntryBytes));
        Charge(args.Length);
        var arguments = new JsArguments(ObjectShape);
        arguments.AddOwn(this, "length", args.Length, PropertyFlags.Hidden);
        arguments.AddOwn(this, JsSymbol.Iterator, Realm[Intrinsic.ArrayValues] is { } values ? values : Value.Undefined, PropertyFlags.Hidden);
        if (Realm[Intrinsic.ThrowTypeError] is { } thrower)
            arguments.AddOwn(this, "callee", new Accessor(thrower, thrower), PropertyFlags.Accessor);
        for (var i = 0; i < args.Length; i++)
            arguments.AddOwn(this, PropertyKey.From((uint)i), args[i], PropertyFlags.All);
        return arguments;
    }

    private void NewClass(ScriptCode code, int index, bool derived, int register, int bp)
    {
        JsObject? parent = Realm[Intrinsic.FunctionPrototype];
        JsObject? prototypeParent = Realm[Intrinsic.ObjectPrototype];
        if (derived)
            (parent, prototypeParent) = Heritage(Register(register));
        var constructor = NewClosure(code, index, _registers.AsSpan(bp, code.Registers));
        var prototype = NewObject(prototypeParent);
        if (derived)
            constructor.Shape = RootShape(parent);
        constructor.Home = prototype;
        constructor.Materialize(this);
        constructor.Put(this, "prototype", prototype, PropertyFlags.None);
        prototype.Put(this, "constructor", constructor, PropertyFlags.Hidden);
        Store(register, constructor);
        Store(register + 1, prototype);
    }

    private (JsObject? Parent, JsObject? PrototypeParent) Heritage(Value heritage)
    {
        if (heritage.IsNull)
            return (Realm[Intrinsic.FunctionPrototype], null);
        if (heritage.AsObject is not { IsConstructor: true } parent)
            throw TypeError($"Class extends value {Describe(heritage)} is not a constructor or null.");
        var prototype = Get(parent, "prototype");
        if (!prototype.IsObject && !prototype.IsNull)
            throw TypeError($"Class extends value does not have valid prototype property {Describe(prototype)}.");
        return (parent, prototype.AsObject);
    }

    private bool GetSuper(Value home, Value receiver, Value key, int register)
    {
        var start = ((JsObject)home.Ref!).GetPrototypeOf(this);
        var name = ToPropertyKey(key);
        return start is null
            ? throw TypeError($"Cannot read properties of null (reading '{name}').")
            : GetFrom(start, name, receiver, register);
    }

    private bool SetSuper(Value home, Value receiver, Value key, Value value)
    {
        var start = ((JsObject)home.Ref!).GetPrototypeOf(this);
        var name = ToPropertyKey(key);
        return start is null
            ? throw TypeError($"Cannot set properties of null (setting '{name}').")
            : SetOn(start, name, value, receiver);
    }
}
