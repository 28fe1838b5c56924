using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.Machine;

/// <content>The instructions of loops and destructuring over iterators and keys.</content>
internal sealed partial class Vm
{
    private int ColdIteration(Opcode op, ulong ins, int bp)
    {
        var pc = _pc;
        var (a, b) = (bp + A(ins), bp + B(ins));
        switch (op)
        {
            case Opcode.GetIterator:
                StoreIterator(a, IterationOf(Register(b)));
                return pc;
            case Opcode.GetAsyncIterator:
                StoreIterator(a, AsyncIterationOf(Register(b)));
                return pc;
            case Opcode.IteratorCall:
                return CallNext(Register(b), Register(b + 1), a, FrameKind.Call) ? Reenter : pc;
            case Opcode.IteratorStep:
                Store(a, StepOnce(b));
                return pc;
            case Opcode.IteratorRest:
                Store(a, RestOf(b));
                return pc;
            case Opcode.IteratorClose:
                CloseIterator(Register(a), quietly: C(ins) == 1);
                return pc;
            case Opcode.ForInStart:
                Store(a, NewKeyEnumerator(Register(b)));
                return pc;
            case Opcode.ForInNext:
                if (((KeyEnumerator)Register(b).Ref!).TryNext(this, out var key))
                {
                    Store(a, key);
                    return pc;
                }
                return pc + Instruction.SignedC(ins);
            default:
                throw Unknown(op);
        }
    }

    private void StoreIterator(int register, IteratorRecord record)
    {
        Store(register, record.Iterator);
        Store(register + 1, record.Next);
    }

    /// <summary>True where iterating over the array does nothing but reading its elements.</summary>
    public bool IteratesPlainly(JsArray array) =>
        ReferenceEquals(Get(array, JsSymbol.Iterator).Ref, Realm[Intrinsic.ArrayValues])
        && (Realm.IsShared || ReferenceEquals(Get(Realm[Intrinsic.ArrayIteratorPrototype], "next").Ref, Realm[Intrinsic.ArrayIteratorNext]));

    private IteratorRecord IterationOf(Value iterable)
    {
        if (iterable.Ref is JsArray array && Realm[Intrinsic.ArrayValues] is not null && IteratesPlainly(array))
            return new IteratorRecord(JsArrayIterator.Create(this, array, IterationKind.Values), Realm[Intrinsic.ArrayIteratorNext]);
        return GetIterator(iterable);
    }

    /// <summary>Calls next of a record. True where a frame was pushed.</summary>
    private bool CallNext(Value iterator, Value next, int register, FrameKind kind)
    {
        if (iterator.Ref is JsGenerator { IsAsync: false } generator
            && next.Ref is NativeFunction native && ReferenceEquals(native.Entry, GeneratorNextEntry))
        {
            return ResumeInline(generator, Value.Undefined, register, kind);
        }
        if (next.Ref is ScriptFunction function)
        {
            PushAccessorCall(function, iterator, null, register, FrameKind.Call);
            return true;
        }
        Store(register, Call(next, iterator));
        return false;
    }

    /// <summary>Looks into an iterator's result: true where it is done.</summary>
    private bool Unwrap(Value result, out Value value)
    {
        if (result.AsObject is not { } obj)
            throw TypeError($"Iterator result {Describe(result)} is not an object.");
        if (Get(obj, "done").ToBoolean())
        {
            value = Value.Undefined;
            return true;
        }
        value = Get(obj, "value");
        return false;
    }

    /// <summary>One element of an array pattern. The done flag is set while anything of the iterator runs, so that its errors close nothing.</summary>
    private Value StepOnce(int record)
    {
        if (Register(record + 2).ToBoolean())
            return Value.Undefined;
        if (TryStepPlainly(record, out var value))
            return value;
        Store(record + 2, Value.True);
        if (Unwrap(Call(Register(record + 1), Register(record)), out value))
            return Value.Undefined;
        Store(record + 2, Value.False);
        return value;
    }

    private bool TryStepPlainly(int record, out Value value)
    {
        if (Register(record).Ref is JsArrayIterator { Kind: IterationKind.Values, Target: JsArray { IsDense: true } array } iterator
            && ReferenceEquals(Register(record + 1).Ref, Realm[Intrinsic.ArrayIteratorNext])
            && iterator.Index < array.Used && !array.Dense[iterator.Index].IsHole)
        {
            value = array.Dense[iterator.Index++];
            return true;
        }
        value = default;
        return false;
    }

    private JsArray RestOf(int record)
    {
        var rest = NewArray();
        var done = Register(record + 2).ToBoolean();
        Store(record + 2, Value.True);
        while (!done)
        {
            Charge(1);
            if (TryStepPlainly(record, out var value))
                rest.Append(this, value);
            else if (Unwrap(Call(Register(record + 1), Register(record)), out value))
                done = true;
            else
                rest.Append(this, value);
        }
        return rest;
    }

    private void CloseIterator(Value iterator, bool quietly)
    {
        if (iterator.Ref is JsArrayIterator && Realm.IsShared)
            return;
        var record = new IteratorRecord((JsObject)iterator.Ref!, Value.Undefined);
        if (quietly)
            CloseQuietly(record);
        else
            Close(record);
    }

    private void SpreadInto(JsArray target, Value iterable)
    {
        if (iterable.Ref is JsArray { IsDense: true } array && Realm[Intrinsic.ArrayValues] is not null && !PrototypesHaveElements && IteratesPlainly(array))
        {
            Charge(array.Length);
            for (uint i = 0; i < array.Length; i++)
                target.Append(this, i < (uint)array.Used && !array.Dense[i].IsHole ? array.Dense[i] : Value.Undefined);
            return;
        }
        var iterator = GetIterator(iterable);
        while (TryStep(iterator, out var value))
            target.Append(this, value);
    }

    private KeyEnumerator NewKeyEnumerator(Value target)
    {
        Allocate(KeyEnumerator.Bytes);
        return new KeyEnumerator(target.IsNullish ? null : ToObject(target));
    }
}
