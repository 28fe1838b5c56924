using AgentFlow.JavaScript.Machine;

namespace AgentFlow.JavaScript.Objects;

/// <summary>The object around a number, boolean, string, symbol or BigInt. That around a string has its characters as properties.</summary>
internal sealed class JsPrimitiveObject : JsObject
{
    public JsPrimitiveObject(Shape shape, Value primitive)
        : base(shape) => Primitive = primitive;

    public Value Primitive { get; }

    public override string ClassName => Primitive.Ref switch
    {
        null => "Number",
        JsString => "String",
        JsSymbol => "Symbol",
        JsBigInt => "BigInt",
        _ => "Boolean",
    };

    public override bool HasExoticNames => Primitive.IsString;

    internal override long HeapBytes => base.HeapBytes + 16;

    protected override int IndexedCount => (Primitive.AsString?.Length ?? 0) + base.IndexedCount;

    internal override void Trace(HeapTracer tracer) => tracer.Visit(Primitive);

    public override bool GetOwn(Vm vm, PropertyKey key, out Property property)
    {
        if (Primitive.AsString is not { } text || !TryCharacter(vm, text, key, out property))
            return base.GetOwn(vm, key, out property);
        return true;
    }

    public override bool DefineOwn(Vm vm, PropertyKey key, in PropertyDescriptor wanted)
    {
        if (Primitive.AsString is not { } text || !TryCharacter(vm, text, key, out var current))
            return base.DefineOwn(vm, key, wanted);
        return wanted.Configurable != true
            && (wanted.Enumerable is not { } enumerable || enumerable == current.IsEnumerable)
            && !wanted.IsAccessor
            && wanted.Writable != true
            && (wanted.Value is not { } value || Value.SameValue(vm, value, current.Value));
    }

    protected override void AddIndexKeys(Vm vm, List<PropertyKey> keys)
    {
        for (var i = 0; i < (Primitive.AsString?.Length ?? 0); i++)
            keys.Add(PropertyKey.From((uint)i));
        base.AddIndexKeys(vm, keys);
    }

    protected override void AddExoticNames(List<PropertyKey> keys)
    {
        if (Primitive.IsString)
            keys.Add("length");
    }

    private static bool TryCharacter(Vm vm, JsString text, PropertyKey key, out Property property)
    {
        if (key.IsIndex && key.Index < (uint)text.Length)
        {
            property = new Property(JsString.Of(text.Flat(vm)[(int)key.Index]), PropertyFlags.Enumerable);
            return true;
        }
        property = new Property(text.Length, PropertyFlags.None);
        return key.Name == "length";
    }
}
