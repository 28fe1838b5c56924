using AgentFlow.JavaScript.Machine;

namespace AgentFlow.JavaScript.Objects;

/// <content>How own properties come, change and go.</content>
internal partial class JsObject
{
    /// <summary>[[DefineOwnProperty]]: ValidateAndApplyPropertyDescriptor of the specification. False where the object refuses.</summary>
    public virtual bool DefineOwn(Vm vm, PropertyKey key, in PropertyDescriptor wanted)
    {
        Materialize(vm);
        if (Shape.IsShared)
            return false;
        if (GetOwn(vm, key, out var current))
            return Redefine(vm, key, current, wanted);
        if (!Shape.IsExtensible)
            return false;
        var flags = Attributes(wanted, PropertyFlags.None);
        AddOwn(vm, key, wanted.IsAccessor ? NewAccessor(vm, wanted, null) : wanted.Value ?? Value.Undefined, flags);
        return true;
    }

    /// <summary>CreateDataProperty: as an object literal defines it. False where the object refuses.</summary>
    public bool CreateDataProperty(Vm vm, PropertyKey key, Value value) => DefineOwn(vm, key, PropertyDescriptor.Data(value));

    /// <summary>CreateDataPropertyOrThrow.</summary>
    public void CreateDataPropertyOrThrow(Vm vm, PropertyKey key, Value value)
    {
        if (!DefineOwn(vm, key, PropertyDescriptor.Data(value)))
            throw vm.TypeError($"Cannot define property '{key}': the object does not allow it.");
    }

    /// <summary>Adds or replaces a property with exactly these attributes, asking nobody: for objects that built-ins have just made.</summary>
    public void Put(Vm vm, PropertyKey key, Value value, PropertyFlags flags = PropertyFlags.All)
    {
        if (GetOwn(vm, key, out var current))
            ChangeOwn(vm, key, value, current.Flags, flags);
        else
            AddOwn(vm, key, value, flags);
    }

    /// <summary>Adds a property that is not there.</summary>
    internal virtual void AddOwn(Vm vm, PropertyKey key, Value value, PropertyFlags flags)
    {
        if (key.IsIndex)
        {
            if (IsPrototype)
                vm.PrototypeEpoch++;
            vm.Allocate(Sparse?.NextGrowth ?? 200);
            (Sparse ??= new()).Set(key.Index, new Property(value, flags));
            return;
        }
        int slot;
        if (Shape.IsDictionary)
        {
            if (IsPrototype)
                vm.PrototypeEpoch++;
            vm.Allocate(160);
            // Remembered hits stay right when a property is added; what was not found before is remembered for no dictionary.
            slot = Shape.AddInPlace(key, flags);
        }
        else if (Shape.Count >= Shape.MaxTreeProperties)
        {
            ToOwnDictionary(vm);
            slot = Shape.AddInPlace(key, flags);
        }
        else
        {
            if (IsPrototype)
                vm.PrototypeEpoch++;
            Shape = Shape.With(vm, key, flags);
            slot = Shape.Count - 1;
        }
        if (slot >= Slots.Length)
            GrowSlots(vm, slot + 1);
        Slots[slot] = value;
    }

    /// <summary>Gives a property that is there another value, or other attributes, or both.</summary>
    internal virtual void ChangeOwn(Vm vm, PropertyKey key, Value value, PropertyFlags before, PropertyFlags after)
    {
        if (key.IsIndex)
        {
            Sparse!.Set(key.Index, new Property(value, after));
            return;
        }
        Materialize(vm);
        if (before != after)
        {
            ToOwnDictionary(vm);
            Shape.SetFlagsInPlace(key, after);
        }
        Shape.TryFind(key, out var slot, out _);
        Slots[slot] = value;
    }

    /// <summary>Takes away a property that is there.</summary>
    internal virtual void RemoveOwn(Vm vm, PropertyKey key)
    {
        if (key.IsIndex)
        {
            if (IsPrototype)
                vm.PrototypeEpoch++;
            Sparse!.Remove(key.Index);
            return;
        }
        Materialize(vm);
        ToOwnDictionary(vm);
        Slots[Shape.RemoveInPlace(key)] = Value.Undefined;
    }

    /// <summary>Moves the object to a dictionary shape that no cache has seen yet.</summary>
    internal void ToOwnDictionary(Vm vm, ShapeFlags extra = ShapeFlags.None)
    {
        if (IsPrototype)
            vm.PrototypeEpoch++;
        vm.Allocate(Shape.Bytes);
        if (Shape.IsDictionary)
        {
            Shape = Shape.Renewed(Shape.Prototype, extra);
            return;
        }
        vm.Allocate(64 + Shape.Count * 40L);
        vm.Charge(Shape.Count);
        Shape = Shape.ToDictionary(Shape.Prototype, extra);
    }

    private Shape RenewedUnder(JsObject? prototype) => Shape.Renewed(prototype);

    private void GrowSlots(Vm vm, int needed, bool exactly = false)
    {
        var size = exactly ? needed : Math.Max(needed, Slots.Length < 4 ? 4 : Slots.Length * 2);
        vm.Allocate(24 + size * 16L);
        Array.Resize(ref Slots, size);
    }

    /// <summary>Makes room for so many properties at once, where it is known how many will come.</summary>
    internal void Reserve(Vm vm, int slots)
    {
        if (slots > Slots.Length)
            GrowSlots(vm, slots, exactly: true);
    }

    /// <summary>The fast end of [[Set]]: the property is the receiver's own and writable.</summary>
    private bool Overwrite(Vm vm, PropertyKey key, Value value, in Property property)
    {
        if (HasExoticNames)
            return DefineOwn(vm, key, new PropertyDescriptor { Value = value });
        ChangeOwn(vm, key, value, property.Flags, property.Flags);
        return true;
    }

    private bool Redefine(Vm vm, PropertyKey key, in Property current, in PropertyDescriptor wanted)
    {
        if (!current.IsConfigurable && !AllowedOnFixed(vm, current, wanted))
            return false;
        var flags = Attributes(wanted, current.Flags);
        Value value;
        if (wanted.IsAccessor)
            value = NewAccessor(vm, wanted, current.IsAccessor ? current.Accessor : null);
        else if (wanted.IsData && current.IsAccessor)
            value = wanted.Value ?? Value.Undefined;
        else
            value = wanted.Value ?? current.Value;
        ChangeOwn(vm, key, value, current.Flags, flags);
        return true;
    }

    private static bool AllowedOnFixed(Vm vm, in Property current, in PropertyDescriptor wanted)
    {
        if (wanted.Configurable == true || (wanted.Enumerable is { } enumerable && enumerable != current.IsEnumerable))
            return false;
        if (current.IsAccessor)
        {
            return !wanted.IsData
                && (wanted.Getter is not { } getter || ReferenceEquals(getter.AsObject, current.Accessor.Getter))
                && (wanted.Setter is not { } setter || ReferenceEquals(setter.AsObject, current.Accessor.Setter));
        }
        if (wanted.IsAccessor)
            return false;
        return current.IsWritable
            || (wanted.Writable != true && (wanted.Value is not { } value || Value.SameValue(vm, value, current.Value)));
    }

    /// <summary>The attributes after applying a descriptor over those of before.</summary>
    private static PropertyFlags Attributes(in PropertyDescriptor wanted, PropertyFlags before)
    {
        var flags = before;
        if (wanted.IsAccessor)
            flags = (flags | PropertyFlags.Accessor) & ~PropertyFlags.Writable;
        else if (wanted.IsData)
            flags &= ~PropertyFlags.Accessor;
        flags = With(flags, PropertyFlags.Writable, wanted.Writable);
        flags = With(flags, PropertyFlags.Enumerable, wanted.Enumerable);
        return With(flags, PropertyFlags.Configurable, wanted.Configurable);
    }

    private static PropertyFlags With(PropertyFlags flags, PropertyFlags one, bool? on) => on switch
    {
        true => flags | one,
        false => flags & ~one,
        null => flags,
    };

    private static Value NewAccessor(Vm vm, in PropertyDescriptor wanted, Accessor? before)
    {
        vm.Allocate(Accessor.Bytes);
        return new Value(new Accessor(
            wanted.Getter is { } getter ? getter.AsObject : before?.Getter,
            wanted.Setter is { } setter ? setter.AsObject : before?.Setter));
    }
}
