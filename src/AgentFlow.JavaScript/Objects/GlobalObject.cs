using AgentFlow.JavaScript.Machine;

namespace AgentFlow.JavaScript.Objects;

/// <summary>The global object of a machine on the frozen realm: its own properties, and behind them those of the realm, which it shows as its own.
/// Changing or deleting one of the realm's first copies them all.</summary>
internal sealed class GlobalObject(Shape shape, JsObject fallback) : JsObject(shape)
{
    private static readonly PropertyKey Self = PropertyKey.From("globalThis");

    private bool _copied;

    public override string ClassName => "global";

    public override bool HasExoticNames => !_copied;

    public override bool GetOwn(Vm vm, PropertyKey key, out Property property) =>
        base.GetOwn(vm, key, out property) || (!_copied && (fallback.GetOwn(vm, key, out property) || IsSelf(key, out property)));

    /// <summary><c>globalThis</c>, which the realm's shared globals cannot hold: it is another object in every machine.</summary>
    private bool IsSelf(PropertyKey key, out Property property)
    {
        property = new Property(this, PropertyFlags.Hidden);

        return key.Equals(Self);
    }

    internal override void ChangeOwn(Vm vm, PropertyKey key, Value value, PropertyFlags before, PropertyFlags after)
    {
        CopyAll(vm);
        base.ChangeOwn(vm, key, value, before, after);
    }

    internal override void RemoveOwn(Vm vm, PropertyKey key)
    {
        CopyAll(vm);
        base.RemoveOwn(vm, key);
    }

    internal override void AddOwn(Vm vm, PropertyKey key, Value value, PropertyFlags flags)
    {
        // A new identity of the shape, since a place in the program may remember the realm's property of this name.
        ToOwnDictionary(vm);
        base.AddOwn(vm, key, value, flags);
    }

    public override List<PropertyKey> OwnKeys(Vm vm)
    {
        CopyAll(vm);
        return base.OwnKeys(vm);
    }

    private void CopyAll(Vm vm)
    {
        if (_copied)
            return;
        _copied = true;
        if (!base.GetOwn(vm, Self, out _))
            AddOwn(vm, Self, this, PropertyFlags.Hidden);
        foreach (var (key, flags) in fallback.Shape.Properties())
        {
            if (base.GetOwn(vm, key, out _))
                continue;
            fallback.GetOwn(vm, key, out var property);
            AddOwn(vm, key, property.Value, flags);
        }
    }
}
