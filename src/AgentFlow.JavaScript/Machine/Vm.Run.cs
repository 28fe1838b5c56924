using System.Runtime.CompilerServices;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.Machine;

/// <content>The interpreter's loop. It holds what runs often; <see cref="Cold"/> has the rest, because the JIT compiler takes a fifth of a second
/// for one method with all instructions.</content>
internal sealed partial class Vm
{
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
            {
                _pc = pc + 1;
                EndSlice();
            }
            var ins = instructions[pc++];
            switch ((Opcode)(ushort)ins)
            {
                case Opcode.Move:
                    r[A(ins)] = r[B(ins)];
                    continue;
                case Opcode.LoadConst:
                    r[A(ins)] = code.Constants[Instruction.Wide(ins)];
                    continue;
                case Opcode.LoadInt:
                    r[A(ins)] = new Value((double)Instruction.Wide(ins));
                    continue;
                case Opcode.LoadUndefined:
                    r[A(ins)] = Value.Undefined;
                    continue;
                case Opcode.LoadNull:
                    r[A(ins)] = Value.Null;
                    continue;
                case Opcode.LoadTrue:
                    r[A(ins)] = Value.True;
                    continue;
                case Opcode.LoadFalse:
                    r[A(ins)] = Value.False;
                    continue;
                case Opcode.LoadHole:
                    r[A(ins)] = Value.Hole;
                    continue;
                case Opcode.GetCell:
                    r[A(ins)] = ((Cell)r[B(ins)].Ref!).Value;
                    continue;
                case Opcode.SetCell:
                    ((Cell)r[A(ins)].Ref!).Value = r[B(ins)];
                    continue;
                case Opcode.GetCaptured:
                    r[A(ins)] = _frames[_depth - 1].Function.Captured[B(ins)].Value;
                    continue;
                case Opcode.SetCaptured:
                    _frames[_depth - 1].Function.Captured[A(ins)].Value = r[B(ins)];
                    continue;
                case Opcode.Add:
                    if (r[B(ins)].Ref is not null || r[C(ins)].Ref is not null)
                        goto calculate;
                    r[A(ins)] = new Value(r[B(ins)].Num + r[C(ins)].Num);
                    continue;
                case Opcode.Sub:
                    if (r[B(ins)].Ref is not null || r[C(ins)].Ref is not null)
                        goto calculate;
                    r[A(ins)] = new Value(r[B(ins)].Num - r[C(ins)].Num);
                    continue;
                case Opcode.Mul:
                    if (r[B(ins)].Ref is not null || r[C(ins)].Ref is not null)
                        goto calculate;
                    r[A(ins)] = new Value(r[B(ins)].Num * r[C(ins)].Num);
                    continue;
                case Opcode.Div:
                    if (r[B(ins)].Ref is not null || r[C(ins)].Ref is not null)
                        goto calculate;
                    r[A(ins)] = new Value(r[B(ins)].Num / r[C(ins)].Num);
                    continue;
                case Opcode.Mod:
                    if (r[B(ins)].Ref is not null || r[C(ins)].Ref is not null)
                        goto calculate;
                    r[A(ins)] = new Value(Remainder(r[B(ins)].Num, r[C(ins)].Num));
                    continue;
                case Opcode.BitAnd:
                    if (r[B(ins)].Ref is not null || r[C(ins)].Ref is not null)
                        goto calculate;
                    r[A(ins)] = new Value((double)(ToInt32(r[B(ins)].Num) & ToInt32(r[C(ins)].Num)));
                    continue;
                case Opcode.BitOr:
                    if (r[B(ins)].Ref is not null || r[C(ins)].Ref is not null)
                        goto calculate;
                    r[A(ins)] = new Value((double)(ToInt32(r[B(ins)].Num) | ToInt32(r[C(ins)].Num)));
                    continue;
                case Opcode.BitXor:
                    if (r[B(ins)].Ref is not null || r[C(ins)].Ref is not null)
                        goto calculate;
                    r[A(ins)] = new Value((double)(ToInt32(r[B(ins)].Num) ^ ToInt32(r[C(ins)].Num)));
                    continue;
                case Opcode.AddInt:
                    if (r[B(ins)].Ref is not null)
                        goto calculate;
                    r[A(ins)] = new Value(r[B(ins)].Num + Instruction.SignedC(ins));
                    continue;
                case Opcode.SubInt:
                    if (r[B(ins)].Ref is not null)
                        goto calculate;
                    r[A(ins)] = new Value(r[B(ins)].Num - Instruction.SignedC(ins));
                    continue;
                case Opcode.MulInt:
                    if (r[B(ins)].Ref is not null)
                        goto calculate;
                    r[A(ins)] = new Value(r[B(ins)].Num * Instruction.SignedC(ins));
                    continue;
                case Opcode.ModInt:
                    if (r[B(ins)].Ref is not null)
                        goto calculate;
                    r[A(ins)] = new Value(Remainder(r[B(ins)].Num, Instruction.SignedC(ins)));
                    continue;
                case Opcode.Increment:
                    if (r[B(ins)].Ref is not null)
                        goto calculate;
                    r[A(ins)] = new Value(r[B(ins)].Num + 1);
                    continue;
                case Opcode.Decrement:
                    if (r[B(ins)].Ref is not null)
                        goto calculate;
                    r[A(ins)] = new Value(r[B(ins)].Num - 1);
                    continue;
                case Opcode.Not:
                    r[A(ins)] = r[B(ins)].ToBoolean() ? Value.False : Value.True;
                    continue;
                case Opcode.Jump:
                    pc = Instruction.Wide(ins);
                    continue;
                case Opcode.JumpIfTrue:
                    if (r[A(ins)].ToBoolean())
                        pc = Instruction.Wide(ins);
                    continue;
                case Opcode.JumpIfFalse:
                    if (!r[A(ins)].ToBoolean())
                        pc = Instruction.Wide(ins);
                    continue;
                case Opcode.JumpIfLess:
                    if (r[A(ins)].Ref is not null || r[B(ins)].Ref is not null)
                        goto compare;
                    if (r[A(ins)].Num < r[B(ins)].Num)
                        pc += Instruction.SignedC(ins);
                    continue;
                case Opcode.JumpIfNotLess:
                    if (r[A(ins)].Ref is not null || r[B(ins)].Ref is not null)
                        goto compare;
                    if (!(r[A(ins)].Num < r[B(ins)].Num))
                        pc += Instruction.SignedC(ins);
                    continue;
                case Opcode.JumpIfLessEqual:
                    if (r[A(ins)].Ref is not null || r[B(ins)].Ref is not null)
                        goto compare;
                    if (r[A(ins)].Num <= r[B(ins)].Num)
                        pc += Instruction.SignedC(ins);
                    continue;
                case Opcode.JumpIfNotLessEqual:
                    if (r[A(ins)].Ref is not null || r[B(ins)].Ref is not null)
                        goto compare;
                    if (!(r[A(ins)].Num <= r[B(ins)].Num))
                        pc += Instruction.SignedC(ins);
                    continue;
                case Opcode.JumpIfGreater:
                    if (r[A(ins)].Ref is not null || r[B(ins)].Ref is not null)
                        goto compare;
                    if (r[A(ins)].Num > r[B(ins)].Num)
                        pc += Instruction.SignedC(ins);
                    continue;
                case Opcode.JumpIfNotGreater:
                    if (r[A(ins)].Ref is not null || r[B(ins)].Ref is not null)
                        goto compare;
                    if (!(r[A(ins)].Num > r[B(ins)].Num))
                        pc += Instruction.SignedC(ins);
                    continue;
                case Opcode.JumpIfGreaterEqual:
                    if (r[A(ins)].Ref is not null || r[B(ins)].Ref is not null)
                        goto compare;
                    if (r[A(ins)].Num >= r[B(ins)].Num)
                        pc += Instruction.SignedC(ins);
                    continue;
                case Opcode.JumpIfNotGreaterEqual:
                    if (r[A(ins)].Ref is not null || r[B(ins)].Ref is not null)
                        goto compare;
                    if (!(r[A(ins)].Num >= r[B(ins)].Num))
                        pc += Instruction.SignedC(ins);
                    continue;
                case Opcode.JumpIfLessInt:
                    if (r[A(ins)].Ref is not null)
                        goto compare;
                    if (r[A(ins)].Num < Instruction.SignedB(ins))
                        pc += Instruction.SignedC(ins);
                    continue;
                case Opcode.JumpIfNotLessInt:
                    if (r[A(ins)].Ref is not null)
                        goto compare;
                    if (!(r[A(ins)].Num < Instruction.SignedB(ins)))
                        pc += Instruction.SignedC(ins);
                    continue;
                case Opcode.JumpIfLessEqualInt:
                    if (r[A(ins)].Ref is not null)
                        goto compare;
                    if (r[A(ins)].Num <= Instruction.SignedB(ins))
                        pc += Instruction.SignedC(ins);
                    continue;
                case Opcode.JumpIfNotLessEqualInt:
                    if (r[A(ins)].Ref is not null)
                        goto compare;
                    if (!(r[A(ins)].Num <= Instruction.SignedB(ins)))
                        pc += Instruction.SignedC(ins);
                    continue;
                case Opcode.JumpIfGreaterInt:
                    if (r[A(ins)].Ref is not null)
                        goto compare;
                    if (r[A(ins)].Num > Instruction.SignedB(ins))
                        pc += Instruction.SignedC(ins);
                    continue;
                case Opcode.JumpIfNotGreaterInt:
                    if (r[A(ins)].Ref is not null)
                        goto compare;
                    if (!(r[A(ins)].Num > Instruction.SignedB(ins)))
                        pc += Instruction.SignedC(ins);
                    continue;
                case Opcode.JumpIfGreaterEqualInt:
                    if (r[A(ins)].Ref is not null)
                        goto compare;
                    if (r[A(ins)].Num >= Instruction.SignedB(ins))
                        pc += Instruction.SignedC(ins);
                    continue;
                case Opcode.JumpIfNotGreaterEqualInt:
                    if (r[A(ins)].Ref is not null)
                        goto compare;
                    if (!(r[A(ins)].Num >= Instruction.SignedB(ins)))
                        pc += Instruction.SignedC(ins);
                    continue;
                case Opcode.JumpIfStrictEqual:
                    if (Value.StrictEquals(this, r[A(ins)], r[B(ins)]))
                        pc += Instruction.SignedC(ins);
                    continue;
                case Opcode.JumpIfNotStrictEqual:
                    if (!Value.StrictEquals(this, r[A(ins)], r[B(ins)]))
                        pc += Instruction.SignedC(ins);
                    continue;
                case Opcode.JumpIfStrictEqualInt:
                    if (r[A(ins)] is { Ref: null, Num: var equal } && equal == Instruction.SignedB(ins))
                        pc += Instruction.SignedC(ins);
                    continue;
                case Opcode.JumpIfNotStrictEqualInt:
                    if (r[A(ins)] is not { Ref: null, Num: var other } || other != Instruction.SignedB(ins))
                        pc += Instruction.SignedC(ins);
                    continue;
                case Opcode.JumpIfNullish:
                    if (r[A(ins)].IsNullish)
                        pc = Instruction.Wide(ins);
                    continue;
                case Opcode.JumpIfNotNullish:
                    if (!r[A(ins)].IsNullish)
                        pc = Instruction.Wide(ins);
                    continue;
                case Opcode.JumpIfUndefined:
                    if (r[A(ins)].IsUndefined)
                        pc = Instruction.Wide(ins);
                    continue;
                case Opcode.JumpIfNotUndefined:
                    if (!r[A(ins)].IsUndefined)
                        pc = Instruction.Wide(ins);
                    continue;
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
                                    continue;
                                }
                                if (cache.Epoch == PrototypeEpoch)
                                {
                                    r[A(ins)] = cache.Holder.Slots[cache.Slot];
                                    continue;
                                }
                            }
                        }
                        _pc = pc;
                        if (!GetFieldSlow(code, C(ins), r[B(ins)], bp + A(ins)))
                            goto enter;
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
                        continue;
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
                                    continue;
                                }
                                if (cache.Epoch == PrototypeEpoch && cache.Slot < obj.Slots.Length)
                                {
                                    obj.Slots[cache.Slot] = r[C(ins)];
                                    obj.Shape = cache.Next;
                                    continue;
                                }
                            }
                        }
                        _pc = pc;
                        if (!SetFieldSlow(code, B(ins), r[A(ins)], r[C(ins)]))
                            goto enter;
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
                                continue;
                            }
                        }
                        _pc = pc;
                        if (!GetIndexSlow(r[B(ins)], r[C(ins)], bp + A(ins)))
                            goto enter;
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
                                continue;
                            }
                        }
                        _pc = pc;
                        if (!SetIndexSlow(r[A(ins)], r[B(ins)], r[C(ins)]))
                            goto enter;
                        break;
                    }
                case Opcode.Call:
                    r[B(ins) + 1] = Value.Undefined;
                    goto case Opcode.CallMethod;
                case Opcode.CallMethod:
                    {
                        _pc = pc;
                        if (r[B(ins)].Ref is ScriptFunction function)
                        {
                            if (function.Code.IsPlain)
                                PushPlain(function, bp + B(ins), C(ins), bp + A(ins));
                            else
                                PushCall(function, bp + B(ins), C(ins), bp + A(ins), FrameKind.Call);
                            goto enter;
                        }
                        if (CallSlow(bp + B(ins), C(ins), bp + A(ins)))
                            goto enter;
                        break;
                    }
                case Opcode.Return:
                    top = ref _frames[_depth - 1];
                    if (top.IsSimple)
                    {
                        _registers[top.Target] = r[A(ins)];
                        _depth--;
                        goto enter;
                    }
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
                    continue;
                case Opcode.NewClosure:
                    r[A(ins)] = new Value(NewClosure(code, Instruction.Wide(ins), r));
                    continue;
                case Opcode.GetGlobal:
                    {
                        ref var cache = ref code.Caches[Instruction.Wide(ins)];
                        if (ReferenceEquals(Global.Shape, cache.Shape))
                        {
                            r[A(ins)] = (cache.Holder ?? Global).Slots[cache.Slot];
                            continue;
                        }
                        _pc = pc;
                        var value = GetGlobal(code, Instruction.Wide(ins));
                        r = _registers.AsSpan(bp, size);
                        r[A(ins)] = value;
                        continue;
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
                                continue;
                            }
                            if (iterator.Index >= array.Length)
                            {
                                iterator.Target = null;
                                pc += Instruction.SignedC(ins);
                                continue;
                            }
                        }
                        _pc = pc;
                        if (CallNext(r[B(ins)], r[B(ins) + 1], bp + A(ins), FrameKind.Step))
                            goto enter;
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
                        continue;
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
                        break;
                    }
            }
            r = _registers.AsSpan(bp, size);
            continue;
        compare:
            _pc = pc;
            if (CompareAny(ins, bp))
                pc += Instruction.SignedC(ins);
            r = _registers.AsSpan(bp, size);
            continue;
        calculate:
            _pc = pc;
            CalculateAny(ins, bp);
            r = _registers.AsSpan(bp, size);
        }
    }
}
