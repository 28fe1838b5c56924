using AgentFlow.JavaScript.Machine;

namespace AgentFlow.JavaScript.Objects;

/// <summary>A built-in function: an entry of the process-wide table plus data slots.</summary>
internal sealed class NativeFunction : JsFunction
{
    public new const int Bytes = JsObject.Bytes + 32;

    public NativeFunction(Shape shape, NativeEntry entry, Value[]? data = null, Value? name = null)
        : base(shape)
    {
        Entry = entry;
        Data = data ?? NoSlots;
        _name = name ?? JsString.Of(entry.Name);
    }

    private readonly Value _name;

    public NativeEntry Entry { get; }

    /// <summary>What takes the place of captured variables; meaning by position, private to the entry's code.</summary>
    public Value[] Data { get; }

    public override bool IsConstructor => Entry.IsConstructor;

    internal override long HeapBytes => base.HeapBytes + 32 + Data.Length * 16L;

    internal override void Trace(HeapTracer tracer) => tracer.VisitAll(Data);

    protected override void AddLazyProperties(Vm vm) => AddLengthAndName(vm, Entry.Length, _name);

    public override Value Call(Vm vm, Value thisValue, ReadOnlySpan<Value> args) =>
        Entry.Code(vm, new CallInfo(this, thisValue, args));

    public override Value Construct(Vm vm, ReadOnlySpan<Value> args, JsObject newTarget) =>
        Entry.Code(vm, new CallInfo(this, Value.Undefined, args, newTarget));
}
