using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.Machine;

/// <content>Private class members: properties keyed by private symbols, on any object, seen by no internal method.</content>
internal sealed partial class Vm
{
    private void ColdPrivate(Opcode op, ulong ins, ScriptCode code, int bp)
    {
        var (a, b, c) = (bp + A(ins), bp + B(ins), bp + C(ins));
        switch (op)
        {
            case Opcode.NewPrivateName:
                Allocate(48);
                Store(a, new JsSymbol(JsString.Of(code.Keys[Instruction.Wide(ins)].ToString()), isPrivate: true));
                break;
            case Opcode.GetPrivate:
                Store(a, GetPrivate(Register(b), (JsSymbol)Register(c).Ref!));
                break;
            case Opcode.SetPrivate:
                SetPrivate(Register(a), (JsSymbol)Register(b).Ref!, Register(c));
                break;
            case Opcode.HasPrivate:
                if (Register(b).AsObject is not { } tested)
                    throw TypeError($"Cannot use 'in' operator to search for '{Register(c)}' in {Describe(Register(b))}.");
                Store(a, Value.From(tested.Shape.TryFind((JsSymbol)Register(c).Ref!, out _, out _)));
                break;
            case Opcode.DefinePrivateField:
                AddPrivate(Register(a), (JsSymbol)Register(b).Ref!, Register(c), PropertyFlags.Writable);
                break;
            case Opcode.DefinePrivateMethod:
                AddPrivate(Register(a), (JsSymbol)Register(b).Ref!, Register(c), PropertyFlags.None);
                break;
            case Opcode.DefinePrivateAccessor:
                Allocate(Accessor.Bytes);
                AddPrivate(
                    Register(a), (JsSymbol)Register(b).Ref!, new Accessor(Register(c).AsObject, Register(c + 1).AsObject), PropertyFlags.Accessor);
                break;
            default:
                throw Unknown(op);
        }
    }

    private Value GetPrivate(Value target, JsSymbol name)
    {
        if (target.AsObject is not { } obj || !obj.Shape.TryFind(name, out var slot, out var flags))
            throw TypeError($"Cannot read private member {name} from an object whose class did not declare it.");
        if ((flags & PropertyFlags.Accessor) == 0)
            return obj.Slots[slot];
        return ((Accessor)obj.Slots[slot].Ref!).Getter is { } getter
            ? Call(getter, target)
            : throw TypeError($"'{name}' was defined without a getter.");
    }

    private void SetPrivate(Value target, JsSymbol name, Value value)
    {
        if (target.AsObject is not { } obj || !obj.Shape.TryFind(name, out var slot, out var flags))
            throw TypeError($"Cannot write private member {name} to an object whose class did not declare it.");
        if ((flags & PropertyFlags.Writable) != 0)
            obj.Slots[slot] = value;
        else if ((flags & PropertyFlags.Accessor) == 0)
            throw TypeError($"Private method '{name}' is not writable.");
        else if (((Accessor)obj.Slots[slot].Ref!).Setter is { } setter)
            Call(setter, target, [value]);
        else
            throw TypeError($"'{name}' was defined without a setter.");
    }

    private void AddPrivate(Value target, JsSymbol name, Value value, PropertyFlags flags)
    {
        var obj = (JsObject)target.Ref!;
        if (!obj.IsProxy && obj.Shape.IsShared)
            throw TypeError($"Cannot add private member {name}: built-in objects are frozen in this sandbox.");
        obj.Materialize(this);
        if (obj.Shape.TryFind(name, out _, out _))
            throw TypeError($"Cannot initialize {name} twice on the same object.");
        obj.AddOwn(this, name, value, flags);
    }
}
