using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.Machine;

/// <content>Property access by the program: the slow paths that teach the inline caches. Those that may call a getter or setter of the script give
/// false where they pushed its frame.</content>
internal sealed partial class Vm
{
    private bool GetFieldSlow(ScriptCode code, int site, Value target, int register)
    {
        var key = code.KeyOf(site);
        if (target.AsObject is { } obj)
            return GetAndLearn(ref code.Caches[site], obj, key, target, register);
        if (target.IsNullish)
            throw NullishAccess(target, key.ToString());
        if (target.Ref is JsString text && key.Name == "length")
        {
            Store(register, text.Length);
            return true;
        }
        return GetFrom(PrototypeOfPrimitive(target), key, target, register);
    }

    private bool GetIndexSlow(Value target, Value index, int register)
    {
        if (target.IsNullish)
            throw NullishAccess(target, index.IsObject ? "…" : index.IsSymbol ? index.ToString() : ToText(index));
        if (target.Ref is JsString text && index.IsNumber && index.Num >= 0 && index.Num < text.Length && index.Num == (int)index.Num)
        {
            Store(register, JsString.Of(text.Flat(this)[(int)index.Num]));
            return true;
        }
        var key = ToPropertyKey(index);
        if (target.AsObject is { } obj)
            return GetFrom(obj, key, target, register);
        if (target.IsString)
        {
            Store(register, Get(target, key));
            return true;
        }
        return GetFrom(PrototypeOfPrimitive(target), key, target, register);
    }

    /// <summary>[[Get]] that pushes the frame of a getter.</summary>
    private bool GetFrom(JsObject start, PropertyKey key, Value receiver, int register)
    {
        for (var at = start; at is not null; at = at.Shape.Prototype)
        {
            Charge(1);
            if (at.IsProxy)
            {
                Store(register, at.Get(this, key, receiver));
                return true;
            }
            if (at.GetOwn(this, key, out var property))
                return GetProperty(property, receiver, register);
        }
        Store(register, Value.Undefined);
        return true;
    }

    private bool GetAndLearn(ref InlineCache cache, JsObject start, PropertyKey key, Value receiver, int register)
    {
        for (var at = start; at is not null; at = at.Shape.Prototype)
        {
            Charge(1);
            if (at.IsProxy)
            {
                Store(register, at.Get(this, key, receiver));
                return true;
            }
            if (!at.GetOwn(this, key, out var property))
                continue;
            if (!property.IsAccessor && CanLearn(start, at, key) && at.Shape.TryFind(key, out var slot, out _))
            {
                cache = ReferenceEquals(at, start)
                    ? new InlineCache { Shape = start.Shape, Slot = slot }
                    : new InlineCache { Shape = start.Shape, Holder = at, Slot = slot, Epoch = PrototypeEpoch };
            }
            return GetProperty(property, receiver, register);
        }
        Store(register, Value.Undefined);
        return true;
    }

    private bool GetProperty(in Property property, Value receiver, int register)
    {
        if (!property.IsAccessor)
        {
            Store(register, property.Value);
            return true;
        }
        if (property.Accessor.Getter is ScriptFunction getter)
        {
            PushAccessorCall(getter, receiver, null, register, FrameKind.Call);
            return false;
        }
        Store(register, CallGetter(property.Accessor, receiver));
        return true;
    }

    /// <summary>Whether a hit of this key may be remembered by the shape of the object where the search began.</summary>
    private static bool CanLearn(JsObject start, JsObject holder, PropertyKey key)
    {
        if (key.IsIndex || (start.HasExoticNames && (start is not JsArray || key.Name == "length")))
            return false;
        if (ReferenceEquals(start, holder))
            return true;
        // A function without its lazy properties has the shape of an object that lacks them, so those names are remembered for no prototype.
        return !start.Shape.IsDictionary && key.Name is not ("length" or "name" or "prototype" or "stack");
    }

    private bool SetFieldSlow(ScriptCode code, int site, Value target, Value value)
    {
        var key = code.KeyOf(site);
        if (target.AsObject is not { } obj)
        {
            if (target.IsNullish)
                throw NullishAccess(target, key.ToString(), setting: true);
            return SetOn(PrototypeOfPrimitive(target), key, value, target);
        }
        obj.Materialize(this);
        var before = obj.Shape;
        if (!SetOn(obj, key, value, target))
            return false;
        Learn(ref code.Caches[site], obj, key, before);
        return true;
    }

    private void Learn(ref InlineCache cache, JsObject obj, PropertyKey key, Shape before)
    {
        if (obj.IsProxy || key.IsIndex || obj.HasExoticNames || !obj.Shape.TryFind(key, out var slot, out var flags))
            return;
        if ((flags & (PropertyFlags.Writable | PropertyFlags.Accessor)) != PropertyFlags.Writable || obj.Shape.IsShared)
            return;
        if (ReferenceEquals(obj.Shape, before))
            cache = new InlineCache { Shape = before, Slot = slot };
        else if (!before.IsDictionary && !obj.Shape.IsDictionary && key.Name is not ("length" or "name" or "prototype" or "stack"))
            cache = new InlineCache { Shape = before, Next = obj.Shape, Slot = slot, Epoch = PrototypeEpoch };
    }

    private bool SetIndexSlow(Value target, Value index, Value value)
    {
        if (target.IsNullish)
            throw NullishAccess(target, index.IsObject ? "…" : index.IsSymbol ? index.ToString() : ToText(index), setting: true);
        if (target.Ref is JsArray array && index.IsNumber && index.Num == array.Used && array.CanAppend(this))
        {
            array.Append(this, value);
            return true;
        }
        var key = ToPropertyKey(index);
        return SetOn(target.AsObject ?? PrototypeOfPrimitive(target), key, value, target);
    }

    /// <summary>[[Set]] that pushes the frame of a setter, and throws where the object refuses.</summary>
    private bool SetOn(JsObject start, PropertyKey key, Value value, Value receiver)
    {
        for (var at = start; at is { IsProxy: false }; at = at.Shape.Prototype)
        {
            Charge(1);
            if (!at.GetOwn(this, key, out var property))
                continue;
            if (property.IsAccessor && property.Accessor.Setter is ScriptFunction setter)
            {
                PushAccessorCall(setter, receiver, value, 0, FrameKind.Setter);
                return false;
            }
            break;
        }
        if (!start.Set(this, key, value, receiver))
            throw RefusedSet(receiver, key);
        return true;
    }

    private void PushAccessorCall(ScriptFunction function, Value receiver, Value? argument, int register, FrameKind kind)
    {
        var window = TopOfStack;
        EnsureRegisters(window + 3);
        _registers[window] = function;
        _registers[window + 1] = receiver;
        if (argument is { } value)
            _registers[window + 2] = value;
        PushCall(function, window, argument is null ? 0 : 1, register, kind);
    }

    /// <summary>The error of reading or setting a property of undefined or null, naming the expression as the program has it.</summary>
    private ScriptThrow NullishAccess(Value target, string key, bool setting = false)
    {
        var subject = _depth == 0 ? null : _frames[_depth - 1].Function.Code.Block.SubjectAt(_pc - 1);
        var what = subject is null ? Describe(target) : $"{Describe(target)} ('{subject}')";
        return TypeError(setting
            ? $"Cannot set properties of {what} (setting '{key}')."
            : $"Cannot read properties of {what} (reading '{key}').");
    }
}
