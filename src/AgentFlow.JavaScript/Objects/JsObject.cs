using AgentFlow.JavaScript.Machine;

namespace AgentFlow.JavaScript.Objects;

/// <summary>An ordinary object. The virtual members are the essential internal methods of the specification; exotic objects override them.
/// None of them recurses over data: walks along prototypes are loops that charge fuel per hop.</summary>
internal partial class JsObject : HeapValue
{
    /// <summary>Bytes of an object without its slots.</summary>
    public const int Bytes = 56;

    internal static readonly Value[] NoSlots = [];

    internal Shape Shape;
    internal Value[] Slots = NoSlots;
    internal SparseElements? Sparse;

    public JsObject(Shape shape, ValueTag tag = ValueTag.Object)
        : base(tag) => Shape = shape;

    /// <summary>The name by which <c>Object.prototype.toString</c> and error messages call it: "Object", "Array", "Error" …</summary>
    public virtual string ClassName => Tag == ValueTag.Function ? "Function" : "Object";

    public bool IsCallable => Tag == ValueTag.Function;

    /// <summary>True where <c>new</c> is allowed.</summary>
    public virtual bool IsConstructor => false;

    /// <summary>True for objects whose lookups run script or are not described by shape and elements (proxies): walks hand over to their virtuals.</summary>
    public virtual bool IsProxy => false;

    /// <summary>IsArray of a proxy: that of its innermost target. Throws a TypeError where the proxy is revoked.</summary>
    public virtual bool IsProxyOfArray(Vm vm) => false;

    /// <summary>True where not all own string properties are described by the shape, so that a cached hit or miss would be wrong for them
    /// (the length of an array, the characters of a String object).</summary>
    public virtual bool HasExoticNames => false;

    /// <summary>The stored prototype; for script's view of it use <see cref="GetPrototypeOf"/>.</summary>
    public JsObject? Prototype => Shape.Prototype;

    /// <summary>Bytes that the census counts for this object itself.</summary>
    internal virtual long HeapBytes => Bytes + (Slots.Length == 0 ? 0 : 24 + Slots.Length * 16L) + (Sparse?.Bytes ?? 0) + Shape.TableBytes;

    /// <summary>Gives the census what this object refers to beyond shape, slots and sparse elements.</summary>
    internal virtual void Trace(HeapTracer tracer)
    {
    }

    /// <summary>Called before the own properties are looked at as a whole; functions make their lazy properties here.</summary>
    internal virtual void Materialize(Vm vm)
    {
    }

    // Essential internal methods

    public virtual JsObject? GetPrototypeOf(Vm vm) => Shape.Prototype;

    /// <summary>[[SetPrototypeOf]]: false where the object refuses.</summary>
    public virtual bool SetPrototypeOf(Vm vm, JsObject? prototype)
    {
        if (ReferenceEquals(Shape.Prototype, prototype))
            return true;
        if (!Shape.IsExtensible || Shape.IsShared)
            return false;
        for (var at = prototype; at is { IsProxy: false }; at = at.Shape.Prototype)
        {
            vm.Charge(1);
            if (ReferenceEquals(at, this))
                return false;
        }
        Materialize(vm);
        vm.MarkAsPrototype(prototype);
        vm.Allocate(Shape.Bytes + 64 + Shape.Count * 40L);
        if (IsPrototype)
            vm.PrototypeEpoch++;
        Shape = Shape.IsDictionary
            ? RenewedUnder(prototype)
            : Shape.Count == 0 ? vm.RootShape(prototype) : Shape.ToDictionary(prototype);
        return true;
    }

    public virtual bool IsExtensible(Vm vm) => Shape.IsExtensible;

    public virtual bool PreventExtensions(Vm vm)
    {
        if (!Shape.IsExtensible)
            return true;
        if (Shape.IsShared)
            return false;
        Materialize(vm);
        ToOwnDictionary(vm, ShapeFlags.NotExtensible);
        return true;
    }

    /// <summary>[[GetOwnProperty]] without the descriptor object.</summary>
    public virtual bool GetOwn(Vm vm, PropertyKey key, out Property property)
    {
        if (key.IsIndex)
        {
            if (Sparse is not null)
                return Sparse.TryGet(key.Index, out property);
        }
        else if (Shape.TryFind(key, out var slot, out var flags))
        {
            property = new Property(Slots[slot], flags);
            return true;
        }
        property = default;
        return false;
    }

    public virtual bool HasProperty(Vm vm, PropertyKey key)
    {
        for (var at = this; at is not null; at = at.Shape.Prototype)
        {
            if (at.IsProxy && !ReferenceEquals(at, this))
                return at.HasProperty(vm, key);
            vm.Charge(1);
            if (at.GetOwn(vm, key, out _))
                return true;
        }
        return false;
    }

    /// <summary>[[Get]].</summary>
    public virtual Value Get(Vm vm, PropertyKey key, Value receiver)
    {
        for (var at = this; at is not null; at = at.Shape.Prototype)
        {
            if (at.IsProxy && !ReferenceEquals(at, this))
                return at.Get(vm, key, receiver);
            vm.Charge(1);
            if (at.GetOwn(vm, key, out var property))
                return property.IsAccessor ? vm.CallGetter(property.Accessor, receiver) : property.Value;
        }
        return Value.Undefined;
    }

    /// <summary>[[Set]]: false where the assignment is refused, which strict code turns into a TypeError.</summary>
    public virtual bool Set(Vm vm, PropertyKey key, Value value, Value receiver)
    {
        for (var at = this; at is not null; at = at.Shape.Prototype)
        {
            if (at.IsProxy && !ReferenceEquals(at, this))
                return at.Set(vm, key, value, receiver);
            vm.Charge(1);
            if (!at.GetOwn(vm, key, out var property))
                continue;
            if (property.IsAccessor)
                return vm.CallSetter(property.Accessor, receiver, value);
            if (!property.IsWritable)
                return false;
            if (!ReferenceEquals(at, receiver.Ref))
                break;
            return !at.Shape.IsShared && at.Overwrite(vm, key, value, property);
        }
        return SetOnReceiver(vm, key, value, receiver);
    }

    /// <summary>[[Delete]]: false where the property cannot go.</summary>
    public virtual bool Delete(Vm vm, PropertyKey key)
    {
        if (!GetOwn(vm, key, out var property))
            return true;
        if (!property.IsConfigurable || Shape.IsShared)
            return false;
        RemoveOwn(vm, key);
        return true;
    }

    /// <summary>[[OwnPropertyKeys]] in the order of the specification: indices, strings, symbols. Private names are left out.</summary>
    public virtual List<PropertyKey> OwnKeys(Vm vm)
    {
        Materialize(vm);
        var count = IndexedCount + Shape.Count;
        vm.Charge(count);
        vm.Allocate(48 + count * 16L);
        var keys = new List<PropertyKey>(count);
        AddIndexKeys(vm, keys);
        var properties = Shape.Properties();
        AddExoticNames(keys);
        var symbols = false;
        foreach (var (key, _) in properties)
        {
            if (key.IsSymbol)
                symbols = true;
            else
                keys.Add(key);
        }
        if (!symbols)
            return keys;
        foreach (var (key, _) in properties)
        {
            if (key is { IsSymbol: true, IsPrivate: false })
                keys.Add(key);
        }
        return keys;
    }

    /// <summary>[[Call]]; only where <see cref="IsCallable"/>.</summary>
    public virtual Value Call(Vm vm, Value thisValue, ReadOnlySpan<Value> args) => throw vm.TypeError("The value is not a function.");

    /// <summary>[[Construct]]; only where <see cref="IsConstructor"/>.</summary>
    public virtual Value Construct(Vm vm, ReadOnlySpan<Value> args, JsObject newTarget) => throw vm.TypeError("The value is not a constructor.");

    // What exotic objects with other storage replace

    /// <summary>How many own properties have array index keys.</summary>
    protected virtual int IndexedCount => Sparse?.Count ?? 0;

    protected virtual void AddIndexKeys(Vm vm, List<PropertyKey> keys)
    {
        if (Sparse is null)
            return;
        foreach (var index in Sparse.SortedKeys())
            keys.Add(PropertyKey.From(index));
    }

    /// <summary>Adds the names of <see cref="HasExoticNames"/>.</summary>
    protected virtual void AddExoticNames(List<PropertyKey> keys)
    {
    }

    public override string ToString() => $"[object {ClassName}]";

    private static bool SetOnReceiver(Vm vm, PropertyKey key, Value value, Value receiver)
    {
        if (!receiver.TryGetObject(out var target))
            return false;
        if (!target.IsProxy && target.Shape.IsShared)
            return false;
        if (target.GetOwn(vm, key, out var existing))
        {
            if (existing.IsAccessor || !existing.IsWritable)
                return false;
            return target.DefineOwn(vm, key, new PropertyDescriptor { Value = value });
        }
        return target.DefineOwn(vm, key, PropertyDescriptor.Data(value));
    }
}
