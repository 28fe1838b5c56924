using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.Machine;

/// <content>The instructions that the loop leaves to methods: variables and operators. Each group is compiled by the JIT when it is first needed.</content>
internal sealed partial class Vm
{
    /// <summary>What <see cref="Cold"/> gives where another frame is on top now.</summary>
    private const int Reenter = -1;

    /// <summary>What <see cref="Cold"/> gives where the loop is to be left with <see cref="_result"/>.</summary>
    private const int Leave = -2;

    private static int A(ulong instruction) => (ushort)(instruction >> 16);

    private static int B(ulong instruction) => (ushort)(instruction >> 32);

    private static int C(ulong instruction) => (int)(instruction >> 48);

    /// <summary>Executes one instruction; gives the index of the next, <see cref="Reenter"/> or <see cref="Leave"/>.</summary>
    private int Cold(ulong ins, ScriptCode code, int bp, int entry)
    {
        var pc = _pc;
        var op = (Opcode)(ushort)ins;
        if (op <= Opcode.DefineGlobalFunction)
            ColdVariable(op, ins, code, bp);
        else if (op <= Opcode.ToPropertyKeyOf)
            Store(bp + A(ins), ColdOperator(op, ins, bp));
        else if (op <= Opcode.GetMethod)
            ColdObject(op, ins, code, bp);
        else if (op <= Opcode.DefinePrivateAccessor)
            return ColdFunction(op, ins, code, bp, entry);
        else if (op <= Opcode.ForInNext)
            return ColdIteration(op, ins, bp);
        else
            return ColdControl(op, ins, bp, entry);
        return pc;
    }

    /// <summary>An instruction that no group knows: a mistake of the compiler's or of ours, never of the script's.</summary>
    private static InvalidOperationException Unknown(Opcode op) => new($"The machine has no code for the instruction '{op}'.");

    /// <summary>Writes a register after its value has been worked out: the stack may have moved meanwhile.</summary>
    private void Store(int register, Value value) => _registers[register] = value;

    private Value Register(int register) => _registers[register];

    private void ColdVariable(Opcode op, ulong ins, ScriptCode code, int bp)
    {
        var r = _registers.AsSpan(bp, code.Registers);
        switch (op)
        {
            case Opcode.BoxCell:
                r[A(ins)] = NewCell(r[A(ins)]);
                break;
            case Opcode.CloneCell:
                r[A(ins)] = NewCell(((Cell)r[A(ins)].Ref!).Value);
                break;
            case Opcode.NewHoleCell:
                r[A(ins)] = NewCell(Value.Hole);
                break;
            case Opcode.CheckHole:
                Initialized(r[A(ins)], code, B(ins));
                break;
            case Opcode.RequireHole:
                if (!r[A(ins)].IsHole)
                    throw ReferenceError("Super constructor may only be called once.");
                break;
            case Opcode.GetCellChecked:
                r[A(ins)] = Initialized(((Cell)r[B(ins)].Ref!).Value, code, C(ins));
                break;
            case Opcode.SetCellChecked:
                SetChecked((Cell)r[A(ins)].Ref!, r[B(ins)], code, C(ins));
                break;
            case Opcode.GetCapturedChecked:
                r[A(ins)] = Initialized(_frames[_depth - 1].Function.Captured[B(ins)].Value, code, C(ins));
                break;
            case Opcode.SetCapturedChecked:
                SetChecked(_frames[_depth - 1].Function.Captured[A(ins)], r[B(ins)], code, C(ins));
                break;
            case Opcode.ThrowConstAssignment:
                throw TypeError($"Assignment to constant variable '{code.Keys[A(ins)]}'.");
            case Opcode.ThrowError:
                throw Error(PrototypeOf((ThrownKind)A(ins)), code.Constants[Instruction.Wide(ins)].ToString());
            default:
                ColdGlobal(op, ins, code, bp);
                break;
        }
    }

    private void ColdGlobal(Opcode op, ulong ins, ScriptCode code, int bp)
    {
        var value = Register(bp + A(ins));
        var name = Instruction.Wide(ins);
        switch (op)
        {
            case Opcode.SetGlobal:
                SetGlobal(code.KeyOf(name), value);
                break;
            case Opcode.TypeofGlobal:
                Store(bp + A(ins), TypeOfGlobal(code.KeyOf(name)));
                break;
            case Opcode.DeclareGlobal:
                DeclareGlobal(code.Keys[name], (GlobalKind)A(ins));
                break;
            case Opcode.InitGlobal:
                _lexicals[code.Keys[name]].Value = value;
                break;
            case Opcode.DefineGlobalFunction:
                DefineGlobalFunction(code.Keys[name], value);
                break;
            default:
                throw Unknown(op);
        }
    }

    private Value ColdOperator(Opcode op, ulong ins, int bp)
    {
        var x = Register(bp + B(ins));
        switch (op)
        {
            case Opcode.Negate:
                return x.IsNumber ? -x.Num : Negate(x);
            case Opcode.ToNumber:
                return ToNumber(x);
            case Opcode.ToNumeric:
                return ToNumeric(x);
            case Opcode.BitNot:
                return BitNot(x);
            case Opcode.Typeof:
                return x.TypeOf();
            case Opcode.Concat:
                return ConcatAll(bp + B(ins), C(ins));
            case Opcode.ToPropertyKey:
                return x.IsNumber || x.IsString || x.IsSymbol ? x : ToPropertyKey(x).ToValue();
        }
        var y = Register(bp + C(ins));
        if (op == Opcode.ToPropertyKeyOf)
        {
            if (x.IsNullish)
                throw NullishAccess(x, y.IsObject ? "…" : y.IsSymbol ? y.ToString() : ToText(y));
            return y.IsNumber || y.IsString || y.IsSymbol ? y : ToPropertyKey(y).ToValue();
        }
        return op switch
        {
            Opcode.Equal => Value.From(LooseEquals(x, y)),
            Opcode.NotEqual => Value.From(!LooseEquals(x, y)),
            Opcode.StrictEqual => Value.From(Value.StrictEquals(this, x, y)),
            Opcode.StrictNotEqual => Value.From(!Value.StrictEquals(this, x, y)),
            Opcode.Less or Opcode.LessEqual or Opcode.Greater or Opcode.GreaterEqual => Value.From(Compare(op, x, y)),
            Opcode.InstanceOf => Value.From(InstanceOf(x, y)),
            Opcode.In => Value.From(In(x, y)),
            _ => x.IsNumber && y.IsNumber ? OfNumbers(op, x.Num, y.Num) : Arithmetic(op, x, y),
        };
    }

    private Value NewCell(Value value)
    {
        Allocate(Cell.Bytes);
        return new Cell(value);
    }

    private Value Initialized(Value value, ScriptCode code, int name)
    {
        if (!value.IsHole)
            return value;
        var text = code.Keys[name].ToString();
        throw ReferenceError(text == "this"
            ? "Must call super constructor in derived class before accessing 'this' or returning from derived constructor."
            : $"Cannot access '{text}' before initialization.");
    }

    private void SetChecked(Cell cell, Value value, ScriptCode code, int name)
    {
        Initialized(cell.Value, code, name);
        cell.Value = value;
    }

    private JsString ConcatAll(int first, int count)
    {
        var text = JsString.Empty;
        for (var i = 0; i < count; i++)
            text = JsString.Concat(this, text, ToJsString(Register(first + i)));
        return text;
    }

    private static Intrinsic PrototypeOf(ThrownKind kind) => kind switch
    {
        ThrownKind.ReferenceError => Intrinsic.ReferenceErrorPrototype,
        ThrownKind.SyntaxError => Intrinsic.SyntaxErrorPrototype,
        ThrownKind.RangeError => Intrinsic.RangeErrorPrototype,
        _ => Intrinsic.TypeErrorPrototype,
    };
}
