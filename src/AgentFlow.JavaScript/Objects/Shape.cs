using AgentFlow.JavaScript.Machine;

namespace AgentFlow.JavaScript.Objects;

/// <summary>Where the properties of an object are: the hidden class. Objects that got the same properties in the same order under the same
/// prototype share a shape, so a place in the program that remembers (shape, slot) finds the property without a search.
/// <para>Two kinds: a shape of the tree is immutable and knows its children by the property that leads to them; a dictionary shape belongs to
/// one object and is changed in place. Objects with more than <see cref="MaxTreeProperties"/> properties, objects that lost or redefined one,
/// and prototypes of several objects have dictionary shapes.</para></summary>
internal sealed class Shape : HeapValue
{
    public const int MaxTreeProperties = 64;
    public const int Bytes = 88;

    /// <summary>Up to this many properties a search walks the chain of parents.</summary>
    private const int ChainSearch = 6;

    private readonly PropertyKey _key;
    private readonly PropertyFlags _keyFlags;
    private readonly Shape? _parent;
    private PropertyTable? _table;
    private object? _children;

    private Shape(JsObject? prototype, ShapeFlags flags, PropertyTable? table)
        : base(ValueTag.Internal)
    {
        Prototype = prototype;
        Flags = flags;
        _table = table;
        Count = table?.Count ?? 0;
    }

    private Shape(Shape parent, PropertyKey key, PropertyFlags flags)
        : base(ValueTag.Internal)
    {
        Prototype = parent.Prototype;
        _parent = parent;
        _key = key;
        _keyFlags = flags;
        Count = parent.Count + 1;
    }

    public JsObject? Prototype { get; }

    public ShapeFlags Flags { get; private set; }

    /// <summary>Properties of an object of this shape, those with array index keys left out.</summary>
    public int Count { get; private set; }

    public bool IsDictionary => (Flags & ShapeFlags.Dictionary) != 0;

    public bool IsExtensible => (Flags & ShapeFlags.NotExtensible) == 0;

    public bool IsShared => (Flags & ShapeFlags.Shared) != 0;

    /// <summary>The empty shape of objects that have this shape's object as prototype. Only on dictionary shapes that are not shared.</summary>
    public Shape? ChildRoot { get; set; }

    /// <summary>An empty shape of the tree.</summary>
    public static Shape Root(JsObject? prototype) => new(prototype, ShapeFlags.None, null);

    /// <summary>An empty shape for one object.</summary>
    public static Shape Dictionary(JsObject? prototype, ShapeFlags flags = ShapeFlags.None) =>
        new(prototype, flags | ShapeFlags.Dictionary, new PropertyTable());

    public bool TryFind(PropertyKey key, out int slot, out PropertyFlags flags)
    {
        if (_table is null && Count > ChainSearch)
            _table = BuildTable();
        if (_table is not null)
            return _table.TryFind(key, out slot, out flags) && (IsDictionary || slot < Count);
        for (var at = this; at._parent is not null; at = at._parent)
        {
            if (!at._key.Equals(key))
                continue;
            slot = at.Count - 1;
            flags = at._keyFlags;
            return true;
        }
        slot = -1;
        flags = default;
        return false;
    }

    /// <summary>The shape that an object of this one has after getting a new property. Only for shapes of the tree below the limit;
    /// the new property's slot is the new shape's <see cref="Count"/> - 1.</summary>
    public Shape With(Vm vm, PropertyKey key, PropertyFlags flags)
    {
        if (_children is Shape only)
        {
            if (only._keyFlags == flags && only._key.Equals(key))
                return only;
            _children = new Dictionary<(PropertyKey, PropertyFlags), Shape> { [(only._key, only._keyFlags)] = only };
        }
        if (_children is Dictionary<(PropertyKey, PropertyFlags), Shape> many)
        {
            if (many.TryGetValue((key, flags), out var known))
                return known;
            return many.Count < Vm.MaxTransitions ? many[(key, flags)] = Child(vm, key, flags) : Child(vm, key, flags);
        }
        var child = Child(vm, key, flags);
        _children = child;
        return child;
    }

    /// <summary>A dictionary shape with the same properties in the same slots.</summary>
    public Shape ToDictionary(JsObject? prototype, ShapeFlags extra = ShapeFlags.None)
    {
        var table = new PropertyTable(Count == 0 ? 0 : Count + 2);
        foreach (var (key, flags) in Properties())
            table.Add(key, flags);
        return new Shape(prototype, (Flags & ShapeFlags.NotExtensible) | extra | ShapeFlags.Dictionary, table);
    }

    /// <summary>The same dictionary under a new identity, which ends whatever was remembered about the old one.</summary>
    public Shape Renewed(JsObject? prototype, ShapeFlags extra = ShapeFlags.None) =>
        new(prototype, Flags | extra, _table) { ChildRoot = ChildRoot };

    /// <summary>Adds to a dictionary shape in place; gives the slot.</summary>
    public int AddInPlace(PropertyKey key, PropertyFlags flags)
    {
        Count++;
        return _table!.Add(key, flags);
    }

    /// <summary>Removes from a dictionary shape in place; gives the slot that became free.</summary>
    public int RemoveInPlace(PropertyKey key)
    {
        Count--;
        return _table!.Remove(key);
    }

    public void SetFlagsInPlace(PropertyKey key, PropertyFlags flags) => _table!.SetFlags(key, flags);

    /// <summary>What the dictionary weighs, 0 for shapes of the tree.</summary>
    public long TableBytes => IsDictionary ? _table!.Bytes : 0;

    /// <summary>Slots that an object of this dictionary shape needs.</summary>
    public int SlotCount => IsDictionary ? _table!.SlotCount : Count;

    /// <summary>Keys and attributes in the order in which they were added.</summary>
    public (PropertyKey Key, PropertyFlags Flags)[] Properties()
    {
        var all = new (PropertyKey, PropertyFlags)[Count];
        if (!IsDictionary)
        {
            for (var at = this; at._parent is not null; at = at._parent)
                all[at.Count - 1] = (at._key, at._keyFlags);
            return all;
        }
        var n = 0;
        for (var i = 0; i < _table!.EntryCount; i++)
        {
            if (_table.TryEntry(i, out var key, out _, out var flags))
                all[n++] = (key, flags);
        }
        return all;
    }

    private Shape Child(Vm vm, PropertyKey key, PropertyFlags flags)
    {
        vm.Allocate(Bytes);
        return new Shape(this, key, flags);
    }

    private PropertyTable BuildTable()
    {
        // The parent's table serves the line of descent that grows it; a second child of the parent starts its own.
        if (_parent!._table is { } table && table.Count == _parent.Count)
        {
            table.Add(_key, _keyFlags);
            return table;
        }
        table = new PropertyTable(Count + 4);
        foreach (var (key, flags) in Properties())
            table.Add(key, flags);
        return table;
    }
}
