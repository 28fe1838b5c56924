using System.Runtime.CompilerServices;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.Machine;

/// <content>The interpreter's loop. It holds what runs often; <see cref="Cold"/> has the rest, because the JIT compiler takes a fifth of a second
/// for one method with all instructions.</content>
internal sealed partial class Vm
{
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

    private static int A(ulong instruction) => (ushort)(instruction >> 16);

    private static int B(ulong instruction) => (ushort)(instruction >> 32);

    private static int C(ulong instruction) => (int)(instruction >> 48);

    /// <summary>The % of two numbers: the machine's integer division where both are small whole numbers, since .NET's takes ten times as long.</summary>
    private static double Remainder(double x, double y)
    {
        var (a, b) = ((int)x, (int)y);
        return a == x && b == y && a > 0 && b > 0 ? a % b : x % y;
    }

    // The one method that is longer than the others may be: a call per instruction would cost more than the instruction. Whatever can throw or call
    // comes after "_pc = pc", and whatever may have run script before "r" is taken again, because the register stack may have moved.
    // Optimised at once, because the frame of the quickly compiled method would take 60 KB of stack.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Value Loop(int entry)
    {
    enter:
        ref var top = ref _frames[_depth - 1];
        var bp = top.Base;
        var pc = top.Pc;
        var code = top.Function.Code;
        var size = code.Registers;
        var instructions = code.Instructions;
        var r = _registers.AsSpan(bp, size);
        while (true)
        {
            if (--_slice < 0)
                EndSlice();
            var ins = instructions[pc++];
            switch ((Opcode)(ushort)ins)
            {
                case Opcode.Move:
                    r[A(ins)] = r[B(ins)];
                    break;
                case Opcode.LoadConst:
                    r[A(ins)] = code.Constants[Instruction.Wide(ins)];
                    break;
                case Opcode.LoadInt:
                    r[A(ins)] = new Value((double)Instruction.Wide(ins));
                    break;
                case Opcode.LoadUndefined:
                    r[A(ins)] = Value.Undefined;
                    break;
                case Opcode.LoadNull:
                    r[A(ins)] = Value.Null;
                    break;
                case Opcode.LoadTrue:
                    r[A(ins)] = Value.True;
                    break;
                case Opcode.LoadFalse:
                    r[A(ins)] = Value.False;
                    break;
                case Opcode.LoadHole:
                    r[A(ins)] = Value.Hole;
                    break;
                case Opcode.GetCell:
                    r[A(ins)] = ((Cell)r[B(ins)].Ref!).Value;
                    break;
                case Opcode.SetCell:
                    ((Cell)r[A(ins)].Ref!).Value = r[B(ins)];
                    break;
                case Opcode.GetCaptured:
                    r[A(ins)] = _frames[_depth - 1].Function.Captured[B(ins)].Value;
                    break;
                case Opcode.SetCaptured:
                    _frames[_depth - 1].Function.Captured[A(ins)].Value = r[B(ins)];
                    break;
                case Opcode.Add:
                {
                    ref var x = ref r[B(ins)];
                    ref var y = ref r[C(ins)];
                    if (x.Ref is null && y.Ref is null)
                    {
                        r[A(ins)] = new Value(x.Num + y.Num);
                        break;
                    }
                    _pc = pc;
                    var result = Add(x, y);
                    r = _registers.AsSpan(bp, size);
                    r[A(ins)] = result;
                    break;
                }
                case Opcode.Sub:
                {
                    ref var x = ref r[B(ins)];
                    ref var y = ref r[C(ins)];
                    if (x.Ref is null && y.Ref is null)
                    {
                        r[A(ins)] = new Value(x.Num - y.Num);
                        break;
                    }
                    _pc = pc;
                    var result = Arithmetic(Opcode.Sub, x, y);
                    r = _registers.AsSpan(bp, size);
                    r[A(ins)] = result;
                    break;
                }
                case Opcode.Mul:
                {
                    ref var x = ref r[B(ins)];
                    ref var y = ref r[C(ins)];
                    if (x.Ref is null && y.Ref is null)
                    {
                        r[A(ins)] = new Value(x.Num * y.Num);
                        break;
                    }
                    _pc = pc;
                    var result = Arithmetic(Opcode.Mul, x, y);
                    r = _registers.AsSpan(bp, size);
                    r[A(ins)] = result;
                    break;
                }
                case Opcode.Div:
                {
                    ref var x = ref r[B(ins)];
                    ref var y = ref r[C(ins)];
                    if (x.Ref is null && y.Ref is null)
                    {
                        r[A(ins)] = new Value(x.Num / y.Num);
                        break;
                    }
                    _pc = pc;
                    var result = Arithmetic(Opcode.Div, x, y);
                    r = _registers.AsSpan(bp, size);
                    r[A(ins)] = result;
                    break;
                }
                case Opcode.Mod:
                {
                    ref var x = ref r[B(ins)];
                    ref var y = ref r[C(ins)];
                    if (x.Ref is null && y.Ref is null)
                    {
                        r[A(ins)] = new Value(Remainder(x.Num, y.Num));
                        break;
                    }
                    _pc = pc;
                    var result = Arithmetic(Opcode.Mod, x, y);
                    r = _registers.AsSpan(bp, size);
                    r[A(ins)] = result;
                    break;
                }
                case Opcode.BitAnd:
                {
                    ref var x = ref r[B(ins)];
                    ref var y = ref r[C(ins)];
                    if (x.Ref is null && y.Ref is null)
                    {
                        r[A(ins)] = new Value(ToInt32(x.Num) & ToInt32(y.Num));
                        break;
                    }
                    _pc = pc;
                    var result = Arithmetic(Opcode.BitAnd, x, y);
                    r = _registers.AsSpan(bp, size);
                    r[A(ins)] = result;
                    break;
                }
                case Opcode.BitOr:
                {
                    ref var x = ref r[B(ins)];
                    ref var y = ref r[C(ins)];
                    if (x.Ref is null && y.Ref is null)
                    {
                        r[A(ins)] = new Value(ToInt32(x.Num) | ToInt32(y.Num));
                        break;
                    }
                    _pc = pc;
                    var result = Arithmetic(Opcode.BitOr, x, y);
                    r = _registers.AsSpan(bp, size);
                    r[A(ins)] = result;
                    break;
                }
                case Opcode.BitXor:
                {
                    ref var x = ref r[B(ins)];
                    ref var y = ref r[C(ins)];
                    if (x.Ref is null && y.Ref is null)
                    {
                        r[A(ins)] = new Value(ToInt32(x.Num) ^ ToInt32(y.Num));
                        break;
                    }
                    _pc = pc;
                    var result = Arithmetic(Opcode.BitXor, x, y);
                    r = _registers.AsSpan(bp, size);
                    r[A(ins)] = result;
                    break;
                }
                case Opcode.AddInt:
                {
                    ref var x = ref r[B(ins)];
                    if (x.Ref is null)
                    {
                        r[A(ins)] = new Value(x.Num + Instruction.SignedC(ins));
                        break;
                    }
                    _pc = pc;
                    var result = Add(x, Instruction.SignedC(ins));
                    r = _registers.AsSpan(bp, size);
                    r[A(ins)] = result;
                    break;
                }
                case Opcode.SubInt:
                {
                    ref var x = ref r[B(ins)];
                    if (x.Ref is null)
                    {
                        r[A(ins)] = new Value(x.Num - Instruction.SignedC(ins));
                        break;
                    }
                    _pc = pc;
                    var result = Arithmetic(Opcode.Sub, x, Instruction.SignedC(ins));
                    r = _registers.AsSpan(bp, size);
                    r[A(ins)] = result;
                    break;
                }
                case Opcode.MulInt:
                {
                    ref var x = ref r[B(ins)];
                    if (x.Ref is null)
                    {
                        r[A(ins)] = new Value(x.Num * Instruction.SignedC(ins));
                        break;
                    }
                    _pc = pc;
                    var result = Arithmetic(Opcode.Mul, x, Instruction.SignedC(ins));
                    r = _registers.AsSpan(bp, size);
                    r[A(ins)] = result;
                    break;
                }
                case Opcode.ModInt:
                {
                    ref var x = ref r[B(ins)];
                    if (x.Ref is null)
                    {
                        r[A(ins)] = new Value(Remainder(x.Num, Instruction.SignedC(ins)));
                        break;
                    }
                    _pc = pc;
                    var result = Arithmetic(Opcode.Mod, x, Instruction.SignedC(ins));
                    r = _registers.AsSpan(bp, size);
                    r[A(ins)] = result;
                    break;
                }
                case Opcode.Increment:
                {
                    ref var x = ref r[B(ins)];
                    if (x.Ref is null)
                    {
                        r[A(ins)] = new Value(x.Num + 1);
                        break;
                    }
                    _pc = pc;
                    var result = AddOne(x, 1);
                    r = _registers.AsSpan(bp, size);
                    r[A(ins)] = result;
                    break;
                }
                case Opcode.Decrement:
                {
                    ref var x = ref r[B(ins)];
                    if (x.Ref is null)
                    {
                        r[A(ins)] = new Value(x.Num - 1);
                        break;
                    }
                    _pc = pc;
                    var result = AddOne(x, -1);
                    r = _registers.AsSpan(bp, size);
                    r[A(ins)] = result;
                    break;
                }
                case Opcode.Not:
                    r[A(ins)] = r[B(ins)].ToBoolean() ? Value.False : Value.True;
                    break;
                case Opcode.Jump:
                    pc = Instruction.Wide(ins);
                    break;
                case Opcode.JumpIfTrue:
                    if (r[A(ins)].ToBoolean())
                        pc = Instruction.Wide(ins);
                    break;
                case Opcode.JumpIfFalse:
                    if (!r[A(ins)].ToBoolean())
                        pc = Instruction.Wide(ins);
                    break;
                case Opcode.JumpIfLess:
                {
                    ref var x = ref r[A(ins)];
                    ref var y = ref r[B(ins)];
                    bool holds;
                    if (x.Ref is null && y.Ref is null)
                        holds = x.Num < y.Num;
                    else
                    {
                        _pc = pc;
                        holds = Compare(Opcode.Less, x, y);
                        r = _registers.AsSpan(bp, size);
                    }
                    if (holds)
                        pc += Instruction.SignedC(ins);
                    break;
                }
                case Opcode.JumpIfNotLess:
                {
                    ref var x = ref r[A(ins)];
                    ref var y = ref r[B(ins)];
                    bool holds;
                    if (x.Ref is null && y.Ref is null)
                        holds = x.Num < y.Num;
                    else
                    {
                        _pc = pc;
                        holds = Compare(Opcode.Less, x, y);
                        r = _registers.AsSpan(bp, size);
                    }
                    if (!holds)
                        pc += Instruction.SignedC(ins);
                    break;
                }
                case Opcode.JumpIfLessEqual:
                {
                    ref var x = ref r[A(ins)];
                    ref var y = ref r[B(ins)];
                    bool holds;
                    if (x.Ref is null && y.Ref is null)
                        holds = x.Num <= y.Num;
                    else
                    {
                        _pc = pc;
                        holds = Compare(Opcode.LessEqual, x, y);
                        r = _registers.AsSpan(bp, size);
                    }
                    if (holds)
                        pc += Instruction.SignedC(ins);
                    break;
                }
                case Opcode.JumpIfNotLessEqual:
                {
                    ref var x = ref r[A(ins)];
                    ref var y = ref r[B(ins)];
                    bool holds;
                    if (x.Ref is null && y.Ref is null)
                        holds = x.Num <= y.Num;
                    else
                    {
                        _pc = pc;
                        holds = Compare(Opcode.LessEqual, x, y);
                        r = _registers.AsSpan(bp, size);
                    }
                    if (!holds)
                        pc += Instruction.SignedC(ins);
                    break;
                }
                case Opcode.JumpIfGreater:
                {
                    ref var x = ref r[A(ins)];
                    ref var y = ref r[B(ins)];
                    bool holds;
                    if (x.Ref is null && y.Ref is null)
                        holds = x.Num > y.Num;
                    else
                    {
                        _pc = pc;
                        holds = Compare(Opcode.Greater, x, y);
                        r = _registers.AsSpan(bp, size);
                    }
                    if (holds)
                        pc += Instruction.SignedC(ins);
                    break;
                }
                case Opcode.JumpIfNotGreater:
                {
                    ref var x = ref r[A(ins)];
                    ref var y = ref r[B(ins)];
                    bool holds;
                    if (x.Ref is null && y.Ref is null)
                        holds = x.Num > y.Num;
                    else
                    {
                        _pc = pc;
                        holds = Compare(Opcode.Greater, x, y);
                        r = _registers.AsSpan(bp, size);
                    }
                    if (!holds)
                        pc += Instruction.SignedC(ins);
                    break;
                }
                case Opcode.JumpIfGreaterEqual:
                {
                    ref var x = ref r[A(ins)];
                    ref var y = ref r[B(ins)];
                    bool holds;
                    if (x.Ref is null && y.Ref is null)
                        holds = x.Num >= y.Num;
                    else
                    {
                        _pc = pc;
                        holds = Compare(Opcode.GreaterEqual, x, y);
                        r = _registers.AsSpan(bp, size);
                    }
                    if (holds)
                        pc += Instruction.SignedC(ins);
                    break;
                }
                case Opcode.JumpIfNotGreaterEqual:
                {
                    ref var x = ref r[A(ins)];
                    ref var y = ref r[B(ins)];
                    bool holds;
                    if (x.Ref is null && y.Ref is null)
                        holds = x.Num >= y.Num;
                    else
                    {
                        _pc = pc;
                        holds = Compare(Opcode.GreaterEqual, x, y);
                        r = _registers.AsSpan(bp, size);
                    }
                    if (!holds)
                        pc += Instruction.SignedC(ins);
                    break;
                }
                case Opcode.JumpIfLessInt:
                {
                    ref var x = ref r[A(ins)];
                    bool holds;
                    if (x.Ref is null)
                        holds = x.Num < Instruction.SignedB(ins);
                    else
                    {
                        _pc = pc;
                        holds = Compare(Opcode.Less, x, Instruction.SignedB(ins));
                        r = _registers.AsSpan(bp, size);
                    }
                    if (holds)
                        pc += Instruction.SignedC(ins);
                    break;
                }
                case Opcode.JumpIfNotLessInt:
                {
                    ref var x = ref r[A(ins)];
                    bool holds;
                    if (x.Ref is null)
                        holds = x.Num < Instruction.SignedB(ins);
                    else
                    {
                        _pc = pc;
                        holds = Compare(Opcode.Less, x, Instruction.SignedB(ins));
                        r = _registers.AsSpan(bp, size);
                    }
                    if (!holds)
                        pc += Instruction.SignedC(ins);
                    break;
                }
                case Opcode.JumpIfLessEqualInt:
                {
                    ref var x = ref r[A(ins)];
                    bool holds;
                    if (x.Ref is null)
                        holds = x.Num <= Instruction.SignedB(ins);
                    else
                    {
                        _pc = pc;
                        holds = Compare(Opcode.LessEqual, x, Instruction.SignedB(ins));
                        r = _registers.AsSpan(bp, size);
                    }
                    if (holds)
                        pc += Instruction.SignedC(ins);
                    break;
                }
                case Opcode.JumpIfNotLessEqualInt:
                {
                    ref var x = ref r[A(ins)];
                    bool holds;
                    if (x.Ref is null)
                        holds = x.Num <= Instruction.SignedB(ins);
                    else
                    {
                        _pc = pc;
                        holds = Compare(Opcode.LessEqual, x, Instruction.SignedB(ins));
                        r = _registers.AsSpan(bp, size);
                    }
                    if (!holds)
                        pc += Instruction.SignedC(ins);
                    break;
                }
                case Opcode.JumpIfGreaterInt:
                {
                    ref var x = ref r[A(ins)];
                    bool holds;
                    if (x.Ref is null)
                        holds = x.Num > Instruction.SignedB(ins);
                    else
                    {
                        _pc = pc;
                        holds = Compare(Opcode.Greater, x, Instruction.SignedB(ins));
                        r = _registers.AsSpan(bp, size);
                    }
                    if (holds)
                        pc += Instruction.SignedC(ins);
                    break;
                }
                case Opcode.JumpIfNotGreaterInt:
                {
                    ref var x = ref r[A(ins)];
                    bool holds;
                    if (x.Ref is null)
                        holds = x.Num > Instruction.SignedB(ins);
                    else
                    {
                        _pc = pc;
                        holds = Compare(Opcode.Greater, x, Instruction.SignedB(ins));
                        r = _registers.AsSpan(bp, size);
                    }
                    if (!holds)
                        pc += Instruction.SignedC(ins);
                    break;
                }
                case Opcode.JumpIfGreaterEqualInt:
                {
                    ref var x = ref r[A(ins)];
                    bool holds;
                    if (x.Ref is null)
                        holds = x.Num >= Instruction.SignedB(ins);
                    else
                    {
                        _pc = pc;
                        holds = Compare(Opcode.GreaterEqual, x, Instruction.SignedB(ins));
                        r = _registers.AsSpan(bp, size);
                    }
                    if (holds)
                        pc += Instruction.SignedC(ins);
                    break;
                }
                case Opcode.JumpIfNotGreaterEqualInt:
                {
                    ref var x = ref r[A(ins)];
                    bool holds;
                    if (x.Ref is null)
                        holds = x.Num >= Instruction.SignedB(ins);
                    else
                    {
                        _pc = pc;
                        holds = Compare(Opcode.GreaterEqual, x, Instruction.SignedB(ins));
                        r = _registers.AsSpan(bp, size);
                    }
                    if (!holds)
                        pc += Instruction.SignedC(ins);
                    break;
                }
                case Opcode.JumpIfStrictEqual:
                    if (Value.StrictEquals(r[A(ins)], r[B(ins)]))
                        pc += Instruction.SignedC(ins);
                    break;
                case Opcode.JumpIfNotStrictEqual:
                    if (!Value.StrictEquals(r[A(ins)], r[B(ins)]))
                        pc += Instruction.SignedC(ins);
                    break;
                case Opcode.JumpIfStrictEqualInt:
                    if (r[A(ins)] is { Ref: null, Num: var equal } && equal == Instruction.SignedB(ins))
                        pc += Instruction.SignedC(ins);
                    break;
                case Opcode.JumpIfNotStrictEqualInt:
                    if (r[A(ins)] is not { Ref: null, Num: var other } || other != Instruction.SignedB(ins))
                        pc += Instruction.SignedC(ins);
                    break;
                case Opcode.JumpIfNullish:
                    if (r[A(ins)].IsNullish)
                        pc = Instruction.Wide(ins);
                    break;
                case Opcode.JumpIfNotNullish:
                    if (!r[A(ins)].IsNullish)
                        pc = Instruction.Wide(ins);
                    break;
                case Opcode.JumpIfUndefined:
                    if (r[A(ins)].IsUndefined)
                        pc = Instruction.Wide(ins);
                    break;
                case Opcode.JumpIfNotUndefined:
                    if (!r[A(ins)].IsUndefined)
                        pc = Instruction.Wide(ins);
                    break;
                case Opcode.GetField:
                {
                    if (r[B(ins)].AsObject is { } obj)
                    {
                        ref var cache = ref code.Caches[C(ins)];
                        if (ReferenceEquals(obj.Shape, cache.Shape))
                        {
                            if (cache.Holder is null)
                            {
                                r[A(ins)] = obj.Slots[cache.Slot];
                                break;
                            }
                            if (cache.Epoch == PrototypeEpoch)
                            {
                                r[A(ins)] = cache.Holder.Slots[cache.Slot];
                                break;
                            }
                        }
                    }
                    _pc = pc;
                    if (!GetFieldSlow(code, C(ins), r[B(ins)], bp + A(ins)))
                        goto enter;
                    r = _registers.AsSpan(bp, size);
                    break;
                }
                case Opcode.GetLength:
                {
                    var target = r[B(ins)].Ref;
                    if (target is JsArray array)
                        r[A(ins)] = new Value((double)array.Length);
                    else if (target is JsString text)
                        r[A(ins)] = new Value((double)text.Length);
                    else
                    {
                        _pc = pc;
                        if (!GetFieldSlow(code, C(ins), r[B(ins)], bp + A(ins)))
                            goto enter;
                        r = _registers.AsSpan(bp, size);
                    }
                    break;
                }
                case Opcode.SetField:
                {
                    if (r[A(ins)].AsObject is { } obj)
                    {
                        ref var cache = ref code.Caches[B(ins)];
                        if (ReferenceEquals(obj.Shape, cache.Shape))
                        {
                            if (cache.Next is null)
                            {
                                obj.Slots[cache.Slot] = r[C(ins)];
                                break;
                            }
                            if (cache.Epoch == PrototypeEpoch && cache.Slot < obj.Slots.Length)
                            {
                                obj.Slots[cache.Slot] = r[C(ins)];
                                obj.Shape = cache.Next;
                                break;
                            }
                        }
                    }
                    _pc = pc;
                    if (!SetFieldSlow(code, B(ins), r[A(ins)], r[C(ins)]))
                        goto enter;
                    r = _registers.AsSpan(bp, size);
                    break;
                }
                case Opcode.GetIndex:
                {
                    if (r[B(ins)].Ref is JsArray array && r[C(ins)] is { Ref: null, Num: var number })
                    {
                        var index = (int)number;
                        if (index == number && (uint)index < (uint)array.Used && !array.Dense[index].IsHole)
                        {
                            r[A(ins)] = array.Dense[index];
                            break;
                        }
                    }
                    _pc = pc;
                    if (!GetIndexSlow(r[B(ins)], r[C(ins)], bp + A(ins)))
                        goto enter;
                    r = _registers.AsSpan(bp, size);
                    break;
                }
                case Opcode.SetIndex:
                {
                    if (r[A(ins)].Ref is JsArray array && r[B(ins)] is { Ref: null, Num: var number })
                    {
                        var index = (int)number;
                        if (index == number && (uint)index < (uint)array.Used && !array.Dense[index].IsHole)
                        {
                            array.Dense[index] = r[C(ins)];
                            break;
                        }
                    }
                    _pc = pc;
                    if (!SetIndexSlow(r[A(ins)], r[B(ins)], r[C(ins)]))
                        goto enter;
                    r = _registers.AsSpan(bp, size);
                    break;
                }
                case Opcode.Call:
                {
                    r[B(ins) + 1] = Value.Undefined;
                    _pc = pc;
                    if (r[B(ins)].Ref is ScriptFunction function)
                    {
                        PushCall(function, bp + B(ins), C(ins), bp + A(ins), FrameKind.Call);
                        goto enter;
                    }
                    if (CallSlow(bp + B(ins), C(ins), bp + A(ins)))
                        goto enter;
                    r = _registers.AsSpan(bp, size);
                    break;
                }
                case Opcode.CallMethod:
                {
                    _pc = pc;
                    if (r[B(ins)].Ref is ScriptFunction function)
                    {
                        PushCall(function, bp + B(ins), C(ins), bp + A(ins), FrameKind.Call);
                        goto enter;
                    }
                    if (CallSlow(bp + B(ins), C(ins), bp + A(ins)))
                        goto enter;
                    r = _registers.AsSpan(bp, size);
                    break;
                }
                case Opcode.Return:
                    _pc = pc;
                    if (FinishFrame(r[A(ins)]))
                        return _result;
                    goto enter;
                case Opcode.ReturnUndefined:
                    _pc = pc;
                    if (FinishFrame(Value.Undefined))
                        return _result;
                    goto enter;
                case Opcode.NewObjectWith:
                    r[A(ins)] = new Value(NewLiteral(code, C(ins), r[B(ins)..]));
                    break;
                case Opcode.NewClosure:
                    r[A(ins)] = new Value(NewClosure(code, Instruction.Wide(ins), r));
                    break;
                case Opcode.GetGlobal:
                {
                    ref var cache = ref code.Caches[Instruction.Wide(ins)];
                    if (ReferenceEquals(Global.Shape, cache.Shape))
                    {
                        r[A(ins)] = (cache.Holder ?? Global).Slots[cache.Slot];
                        break;
                    }
                    _pc = pc;
                    var value = GetGlobal(code, Instruction.Wide(ins));
                    r = _registers.AsSpan(bp, size);
                    r[A(ins)] = value;
                    break;
                }
                case Opcode.IteratorNext:
                {
                    if (r[B(ins)].Ref is JsArrayIterator { Kind: IterationKind.Values, Target: JsArray { IsDense: true } array } iterator
                        && ReferenceEquals(r[B(ins) + 1].Ref, Realm[Intrinsic.ArrayIteratorNext]))
                    {
                        if (iterator.Index < array.Used && !array.Dense[iterator.Index].IsHole)
                        {
                            r[A(ins)] = array.Dense[iterator.Index++];
                            pc++;
                            break;
                        }
                        if (iterator.Index >= array.Length)
                        {
                            iterator.Target = null;
                            pc += Instruction.SignedC(ins);
                            break;
                        }
                    }
                    _pc = pc;
                    if (CallNext(r[B(ins)], r[B(ins) + 1], bp + A(ins), FrameKind.Step))
                        goto enter;
                    r = _registers.AsSpan(bp, size);
                    break;
                }
                case Opcode.IteratorUnwrap:
                {
                    _pc = pc;
                    var done = Unwrap(r[A(ins)], out var item);
                    r = _registers.AsSpan(bp, size);
                    if (done)
                        pc += Instruction.SignedC(ins);
                    else
                        r[A(ins)] = item;
                    break;
                }
                default:
                {
                    _pc = pc;
                    var next = Cold(ins, code, bp, entry);
                    if (next == Reenter)
                        goto enter;
                    if (next == Leave)
                        return _result;
                    pc = next;
                    r = _registers.AsSpan(bp, size);
                    break;
                }
            }
        }
    }
}
