using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Bytes;

/// <summary>A view of bytes as an array of numbers from 0 to 255. Its elements are there for good: indices beyond them name nothing.</summary>
internal sealed class JsUint8Array(Shape shape, JsArrayBuffer buffer, int offset, int length) : JsObject(shape)
{
    public JsArrayBuffer Buffer { get; } = buffer;

    public int Offset { get; } = offset;

    public int Length { get; } = length;

    public Span<byte> Elements => Buffer.Data.AsSpan(Offset, Length);

    public override string ClassName => "Uint8Array";

    protected override int IndexedCount => Length;

    internal override long HeapBytes => base.HeapBytes + 24;

    internal override void Trace(HeapTracer tracer) => tracer.Visit(Buffer);

    public static JsUint8Array Create(Vm vm, JsArrayBuffer buffer, int offset, int length, JsObject? prototype = null)
    {
        vm.Allocate(Bytes + 24);
        return new JsUint8Array(vm.RootShape(prototype ?? vm.Realm[Intrinsic.Uint8ArrayPrototype]), buffer, offset, length);
    }

    /// <summary>A view of a new block.</summary>
    public static JsUint8Array Create(Vm vm, long length, JsObject? prototype = null) =>
        Create(vm, JsArrayBuffer.Create(vm, length), 0, (int)length, prototype);

    public override bool GetOwn(Vm vm, PropertyKey key, out Property property)
    {
        if (!key.IsIndex)
            return base.GetOwn(vm, key, out property);
        property = default;
        if (key.Index >= (uint)Length)
            return false;
        property = new Property(Elements[(int)key.Index], PropertyFlags.All);
        return true;
    }

    public override bool HasProperty(Vm vm, PropertyKey key) => key.IsIndex ? key.Index < (uint)Length : base.HasProperty(vm, key);

    public override Value Get(Vm vm, PropertyKey key, Value receiver)
    {
        if (!key.IsIndex)
            return base.Get(vm, key, receiver);
        return key.Index < (uint)Length ? Elements[(int)key.Index] : Value.Undefined;
    }

    public override bool Set(Vm vm, PropertyKey key, Value value, Value receiver)
    {
        if (!key.IsIndex || !ReferenceEquals(receiver.Ref, this))
            return base.Set(vm, key, value, receiver);
        Store(vm, key.Index, value);
        return true;
    }

    public override bool DefineOwn(Vm vm, PropertyKey key, in PropertyDescriptor wanted)
    {
        if (!key.IsIndex)
            return base.DefineOwn(vm, key, wanted);
        if (key.Index >= (uint)Length || wanted.IsAccessor || wanted.Configurable == false || wanted.Enumerable == false || wanted.Writable == false)
            return false;
        if (wanted.Value is { } value)
            Store(vm, key.Index, value);
        return true;
    }

    public override bool Delete(Vm vm, PropertyKey key) => key.IsIndex ? key.Index >= (uint)Length : base.Delete(vm, key);

    protected override void AddIndexKeys(Vm vm, List<PropertyKey> keys)
    {
        for (var i = 0; i < Length; i++)
            keys.Add(PropertyKey.From((uint)i));
    }

    private void Store(Vm vm, uint index, Value value)
    {
        var number = (byte)vm.ToInt32(value);
        if (index < (uint)Length)
            Elements[(int)index] = number;
    }
}
