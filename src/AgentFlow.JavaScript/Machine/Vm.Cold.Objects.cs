using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.Machine;

/// <content>The instructions that make and define objects and arrays.</content>
internal sealed partial class Vm
{
    private void ColdObject(Opcode op, ulong ins, ScriptCode code, int bp)
    {
        var (a, b, c) = (bp + A(ins), bp + B(ins), bp + C(ins));
        switch (op)
        {
            case Opcode.NewObject:
                Store(a, NewObject());
                break;
            case Opcode.NewArray:
                Store(a, NewArray(Math.Min(Instruction.Wide(ins), 65_536)));
                break;
            case Opcode.NewArrayWith:
                Store(a, NewArray(_registers.AsSpan(b, C(ins))));
                break;
            case Opcode.ArrayPush:
                ((JsArray)Register(a).Ref!).Append(this, Register(b));
                break;
            case Opcode.ArraySpread:
                SpreadInto((JsArray)Register(a).Ref!, Register(b));
                break;
            case Opcode.NewRegExp:
                Store(a, Construct(Realm[Intrinsic.RegExp], [code.Constants[B(ins)], code.Constants[C(ins)]]));
                break;
            case Opcode.GetTemplate:
                Store(a, Template(code, Instruction.Wide(ins)));
                break;
            case Opcode.DefineField:
                Object(a).CreateDataPropertyOrThrow(this, code.KeyOf(B(ins)), Register(c));
                break;
            case Opcode.DefineIndex:
                Object(a).CreateDataPropertyOrThrow(this, ToPropertyKey(Register(b)), Register(c));
                break;
            case >= Opcode.DefineGetter and <= Opcode.DefineClassSetter:
                DefineMember(op, Object(a), ToPropertyKey(Register(b)), Register(c));
                break;
            default:
                ColdProperty(op, ins, code, bp);
                break;
        }
    }

    private void ColdProperty(Opcode op, ulong ins, ScriptCode code, int bp)
    {
        var (a, b, c) = (bp + A(ins), bp + B(ins), bp + C(ins));
        switch (op)
        {
            case Opcode.SetHome:
                ((ScriptFunction)Register(a).Ref!).Home = Object(b);
                break;
            case Opcode.SetFunctionName:
                NameFunction(Object(a), ToPropertyKey(Register(b)), (NamePrefix)C(ins));
                break;
            case Opcode.SetPrototype:
                if (Register(b) is { IsObject: true } or { IsNull: true })
                    Object(a).SetPrototypeOf(this, Register(b).AsObject);
                break;
            case Opcode.SpreadObject:
                CopyProperties(Object(a), Register(b), []);
                break;
            case Opcode.RestObject:
                Store(a, Rest(Register(b), b + 1, C(ins)));
                break;
            case Opcode.DeleteField:
                Store(a, DeleteStrict(Register(b), code.Keys[C(ins)]));
                break;
            case Opcode.DeleteIndex:
                Store(a, DeleteStrict(Register(b), Register(c)));
                break;
            case Opcode.RequireObjectCoercible:
                if (Register(a).IsNullish)
                    throw TypeError($"Cannot destructure '{Describe(Register(a))}': it is {Describe(Register(a))}.");
                break;
            case Opcode.RequireObject:
                if (!Register(a).IsObject)
                    throw TypeError($"Iterator result {Describe(Register(a))} is not an object.");
                break;
            case Opcode.GetMethod:
                Store(a, GetMethod(Register(b), code.Keys[C(ins)]) is { } method ? method : Value.Undefined);
                break;
            default:
                throw Unknown(op);
        }
    }

    private JsObject Object(int register) => (JsObject)_registers[register].Ref!;

    /// <summary>An object literal whose keys are known: the shape is found once per literal.</summary>
    private JsObject NewLiteral(ScriptCode code, int literal, ReadOnlySpan<Value> values)
    {
        var count = code.Block.ObjectLiterals[literal].Length;
        if (code.LiteralShapes[literal] is not { } shape)
        {
            shape = ObjectShape;
            foreach (var name in code.Block.ObjectLiterals[literal])
            {
                if (code.Keys[name].IsIndex || shape.Count >= Shape.MaxTreeProperties)
                    return NewLiteralSlowly(code, literal, values);
                shape = shape.With(this, code.Keys[name], PropertyFlags.All);
            }
            code.LiteralShapes[literal] = shape;
        }
        Allocate(JsObject.Bytes + 24 + count * 16L);
        return new JsObject(shape) { Slots = values[..count].ToArray() };
    }

    private JsObject NewLiteralSlowly(ScriptCode code, int literal, ReadOnlySpan<Value> values)
    {
        var obj = NewObject();
        var names = code.Block.ObjectLiterals[literal];
        for (var i = 0; i < names.Length; i++)
            obj.Put(this, code.Keys[names[i]], values[i]);
        return obj;
    }

    private JsArray Template(ScriptCode code, int index)
    {
        if (code.Templates[index] is { } known)
            return known;
        var strings = code.Block.Templates[index];
        var raw = NewArray();
        var cooked = NewArray();
        for (var i = 0; i < strings.Raw.Length; i++)
        {
            raw.Put(this, PropertyKey.From((uint)i), strings.Raw[i], PropertyFlags.Enumerable);
            cooked.Put(this, PropertyKey.From((uint)i), strings.Cooked[i] is { } text ? text : Value.Undefined, PropertyFlags.Enumerable);
        }
        cooked.Put(this, "raw", raw, PropertyFlags.None);
        foreach (var array in (JsArray[])[raw, cooked])
        {
            array.DefineOwn(this, "length", new PropertyDescriptor { Writable = false });
            array.PreventExtensions(this);
        }
        return code.Templates[index] = cooked;
    }

    private void DefineMember(Opcode op, JsObject target, PropertyKey key, Value function)
    {
        if (function.Ref is ScriptFunction closure)
            closure.Home = target;
        var wanted = new PropertyDescriptor { Enumerable = op is Opcode.DefineGetter or Opcode.DefineSetter, Configurable = true };
        if (op is Opcode.DefineGetter or Opcode.DefineClassGetter)
            wanted.Getter = function;
        else if (op is Opcode.DefineSetter or Opcode.DefineClassSetter)
            wanted.Setter = function;
        else
            (wanted.Value, wanted.Writable) = (function, true);
        if (!target.DefineOwn(this, key, wanted))
            throw TypeError($"Cannot redefine property '{key}'.");
    }

    private void NameFunction(JsObject function, PropertyKey key, NamePrefix prefix)
    {
        var text = key.Symbol is { } symbol
            ? symbol.IsPrivate ? symbol.Description!.ToString() : symbol.Description is { } description ? $"[{description}]" : ""
            : key.ToString();
        var name = new Value(NewString(prefix switch
        {
            NamePrefix.Get => "get " + text,
            NamePrefix.Set => "set " + text,
            _ => text,
        }));
        if (function is ScriptFunction { IsMaterialized: false } closure)
            closure.Name = name;
        else
            function.DefineOwn(this, "name", PropertyDescriptor.Data(name, PropertyFlags.Configurable));
    }

    /// <summary>CopyDataProperties.</summary>
    public void CopyProperties(JsObject target, Value source, ReadOnlySpan<PropertyKey> excluded)
    {
        if (source.IsNullish)
            return;
        var from = ToObject(source);
        foreach (var key in from.OwnKeys(this))
        {
            Charge(1);
            if (excluded.Contains(key) || !TryEnumerable(from, key, out var property))
                continue;
            var value = from.IsProxy || property.IsAccessor ? from.Get(this, key, from) : property.Value;
            target.CreateDataPropertyOrThrow(this, key, value);
        }
    }

    private bool TryEnumerable(JsObject target, PropertyKey key, out Property property) =>
        target.GetOwn(this, key, out property) && property.IsEnumerable;

    private JsObject Rest(Value source, int firstKey, int count)
    {
        var excluded = new PropertyKey[count];
        for (var i = 0; i < count; i++)
            excluded[i] = ToPropertyKey(Register(firstKey + i));
        var rest = NewObject();
        CopyProperties(rest, source, excluded);
        return rest;
    }

    private Value DeleteStrict(Value target, Value key)
    {
        if (target.IsNullish)
            throw NullishAccess(target, key.IsObject ? "…" : ToPropertyKey(key).ToString());
        return DeleteStrict(target, ToPropertyKey(key));
    }

    private Value DeleteStrict(Value target, PropertyKey key)
    {
        if (target.IsNullish)
            throw NullishAccess(target, key.ToString());
        Delete(ToObject(target), key);
        return Value.True;
    }
}
