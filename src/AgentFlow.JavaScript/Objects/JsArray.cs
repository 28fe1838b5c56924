using AgentFlow.JavaScript.Machine;

namespace AgentFlow.JavaScript.Objects;

/// <summary>An array. Dense while that pays: elements 0 to <see cref="Used"/>-1 lie in <see cref="Dense"/> (holes marked), all of them writable,
/// enumerable and configurable. An element far behind the others, or one with other attributes, moves the elements to the ordered
/// dictionary of the ordinary object. A great length alone allocates nothing.</summary>
internal sealed class JsArray : JsObject
{
    public new const int Bytes = 88;

    /// <summary>A write this far behind the end still keeps the array dense.</summary>
    private const int DenseGap = 1024;

    internal Value[] Dense = NoSlots;
    internal int Used;
    private uint _length;

    public JsArray(Shape shape)
        : base(shape)
    {
    }

    public override string ClassName => "Array";

    public override bool HasExoticNames => true;

    /// <summary>The length; never less than <see cref="Used"/>.</summary>
    public uint Length => _length;

    public bool LengthWritable { get; private set; } = true;

    /// <summary>True while the elements lie in <see cref="Dense"/>.</summary>
    public bool IsDense => Sparse is null;

    /// <summary>True where the elements from 0 to the length all lie in <see cref="Dense"/>; single ones may be holes.</summary>
    public bool IsPacked => Sparse is null && Used == _length;

    /// <summary>The dense elements, holes included.</summary>
    public Span<Value> Elements => Dense.AsSpan(0, Used);

    internal override long HeapBytes => base.HeapBytes + 32 + (Dense.Length > 0 ? 24 + Dense.Length * 16L : 0);

    protected override int IndexedCount => Sparse?.Count ?? Used;

    /// <summary>Takes over storage whose first <paramref name="count"/> values are the elements. The caller has charged for it.</summary>
    internal void Adopt(Value[] elements, int count)
    {
        Dense = elements;
        Used = count;
        _length = (uint)count;
    }

    /// <summary>Sets the length of an array that has no elements yet.</summary>
    internal void SetEmptyLength(uint length) => _length = length;

    /// <summary>Appends an element to an array that built-ins have just made, or that <see cref="CanAppend"/>.</summary>
    public void Append(Vm vm, Value value)
    {
        if (Used == Dense.Length)
            Grow(vm, Used + 1);
        Dense[Used++] = value;
        _length = (uint)Used;
    }

    /// <summary>True where <see cref="Append"/> does what an assignment to <c>a[a.length]</c> would.</summary>
    public bool CanAppend(Vm vm) => IsPacked && LengthWritable && Shape.IsExtensible && !vm.PrototypesHaveElements && !Shape.IsShared && Used < Array.MaxLength / 16;

    /// <summary>Takes the last element away from a packed array.</summary>
    internal Value RemoveLast()
    {
        var value = Dense[--Used];
        Dense[Used] = Value.Undefined;
        _length = (uint)Used;
        return value;
    }

    /// <summary>Changes how many dense elements there are; new ones are holes.</summary>
    internal void Resize(Vm vm, int count)
    {
        if (count > Dense.Length)
            Grow(vm, count);
        if (count > Used)
            Dense.AsSpan(Used, count - Used).Fill(Value.Hole);
        else
            Dense.AsSpan(count, Used - count).Fill(Value.Undefined);
        Used = count;
        _length = (uint)count;
    }

    internal override void Trace(HeapTracer tracer)
    {
        for (var i = 0; i < Used; i++)
            tracer.Visit(Dense[i]);
    }

    public override bool GetOwn(Vm vm, PropertyKey key, out Property property)
    {
        if (key.IsIndex && Sparse is null)
        {
            if (key.Index < (uint)Used && !Dense[key.Index].IsHole)
            {
                property = new Property(Dense[key.Index], PropertyFlags.All);
                return true;
            }
            property = default;
            return false;
        }
        if (key.Name == "length")
        {
            property = new Property(_length, LengthWritable ? PropertyFlags.Writable : PropertyFlags.None);
            return true;
        }
        return base.GetOwn(vm, key, out property);
    }

    public override bool DefineOwn(Vm vm, PropertyKey key, in PropertyDescriptor wanted)
    {
        if (key.Name == "length")
            return !Shape.IsShared && DefineLength(vm, wanted);
        if (key.IsIndex && key.Index >= _length && !LengthWritable)
            return false;
        return base.DefineOwn(vm, key, wanted);
    }

    internal override void AddOwn(Vm vm, PropertyKey key, Value value, PropertyFlags flags)
    {
        if (!key.IsIndex)
        {
            base.AddOwn(vm, key, value, flags);
            return;
        }
        var index = key.Index;
        if (IsPrototype)
            vm.PrototypesHaveElements = true;
        if (Sparse is null && flags == PropertyFlags.All && StaysDense(index))
            StoreDense(vm, (int)index, value);
        else
        {
            ToSparse(vm);
            base.AddOwn(vm, key, value, flags);
        }
        if (index >= _length)
            _length = index + 1;
    }

    internal override void ChangeOwn(Vm vm, PropertyKey key, Value value, PropertyFlags before, PropertyFlags after)
    {
        if (key.IsIndex && Sparse is null)
        {
            if (after == PropertyFlags.All)
            {
                Dense[key.Index] = value;
                return;
            }
            ToSparse(vm);
        }
        base.ChangeOwn(vm, key, value, before, after);
    }

    internal override void RemoveOwn(Vm vm, PropertyKey key)
    {
        if (key.IsIndex && Sparse is null)
            Dense[key.Index] = Value.Hole;
        else
            base.RemoveOwn(vm, key);
    }

    protected override void AddIndexKeys(Vm vm, List<PropertyKey> keys)
    {
        if (Sparse is not null)
        {
            base.AddIndexKeys(vm, keys);
            return;
        }
        for (var i = 0; i < Used; i++)
        {
            if (!Dense[i].IsHole)
                keys.Add(PropertyKey.From((uint)i));
        }
    }

    protected override void AddExoticNames(List<PropertyKey> keys) => keys.Add("length");

    /// <summary>ArraySetLength with the conversions done: false where an element could not be removed or the length is fixed.</summary>
    public bool SetLength(Vm vm, uint length)
    {
        if (length == _length)
            return true;
        if (!LengthWritable || Shape.IsShared)
            return false;
        if (Sparse is not null && length < _length)
            return TruncateSparse(vm, length);
        if (length < Used)
        {
            Dense.AsSpan((int)length, Used - (int)length).Fill(Value.Undefined);
            Used = (int)length;
            if (Dense.Length > 64 && Used == 0)
                Dense = NoSlots;
        }
        _length = length;
        return true;
    }

    /// <summary>Moves the elements to the ordered dictionary.</summary>
    internal void ToSparse(Vm vm)
    {
        if (Sparse is not null)
            return;
        vm.Charge(Used);
        vm.Allocate(120 + Used * (2L * SparseElements.EntryBytes));
        var sparse = new SparseElements();
        for (var i = 0; i < Used; i++)
        {
            if (!Dense[i].IsHole)
                sparse.Set((uint)i, new Property(Dense[i], PropertyFlags.All));
        }
        Sparse = sparse;
        Dense = NoSlots;
        Used = 0;
    }

    private bool DefineLength(Vm vm, in PropertyDescriptor wanted)
    {
        var length = _length;
        if (wanted.Value is { } value)
        {
            length = vm.ToUint32(value);
            if (vm.ToNumber(value) != length)
                throw vm.RangeError("Invalid array length.");
        }
        if (wanted.IsAccessor || wanted.Configurable == true || wanted.Enumerable == true || (!LengthWritable && wanted.Writable == true))
            return false;
        if (!LengthWritable && length != _length)
            return false;
        var done = SetLength(vm, length);
        if (wanted.Writable == false)
            LengthWritable = false;
        return done;
    }

    private bool TruncateSparse(Vm vm, uint length)
    {
        var keys = Sparse!.SortedKeys().ToArray();
        vm.Charge(keys.Length);
        vm.Allocate(keys.Length * 4L);
        for (var i = keys.Length - 1; i >= 0 && keys[i] >= length; i--)
        {
            Sparse.TryGet(keys[i], out var property);
            if (!property.IsConfigurable)
            {
                _length = keys[i] + 1;
                return false;
            }
            Sparse.Remove(keys[i]);
        }
        _length = length;
        return true;
    }

    private bool StaysDense(uint index) => index < (uint)Used + DenseGap || index < (ulong)Used * 2;

    private void StoreDense(Vm vm, int index, Value value)
    {
        if (index >= Dense.Length)
            Grow(vm, index + 1);
        if (index > Used)
            Dense.AsSpan(Used, index - Used).Fill(Value.Hole);
        Dense[index] = value;
        Used = Math.Max(Used, index + 1);
    }

    private void Grow(Vm vm, int needed)
    {
        var size = Math.Max(Math.Max(needed, 4), Dense.Length + (Dense.Length >> 1));
        vm.Allocate(24 + size * 16L);
        Array.Resize(ref Dense, size);
    }
}
