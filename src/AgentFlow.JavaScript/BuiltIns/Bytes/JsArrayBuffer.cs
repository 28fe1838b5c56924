using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Bytes;

/// <summary>A block of bytes of fixed length.</summary>
internal sealed class JsArrayBuffer(Shape shape, byte[] data) : JsObject(shape)
{
    public byte[] Data { get; } = data;

    public override string ClassName => "ArrayBuffer";

    internal override long HeapBytes => base.HeapBytes + 32 + Data.Length;

    /// <summary>A block of zeros, announced before it is made.</summary>
    public static JsArrayBuffer Create(Vm vm, long length, JsObject? prototype = null)
    {
        vm.Allocate(Bytes + 32 + length);
        if (length > Array.MaxLength)
            throw vm.RangeError("Array buffer allocation failed: it is too large.");
        vm.Charge(length / 64);
        return new JsArrayBuffer(vm.RootShape(prototype ?? vm.Realm[Intrinsic.ArrayBufferPrototype]), new byte[length]);
    }
}
