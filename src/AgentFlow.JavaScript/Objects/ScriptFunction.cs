using AgentFlow.JavaScript.Machine;

namespace AgentFlow.JavaScript.Objects;

/// <summary>A closure: code and the cells it captured.</summary>
internal sealed class ScriptFunction : JsFunction
{
    public new const int Bytes = JsObject.Bytes + 48;

    public ScriptFunction(Shape shape, ScriptCode code, Cell[] captured)
        : base(shape)
    {
        Code = code;
        Captured = captured;
    }

    public ScriptCode Code { get; }

    public Cell[] Captured { get; }

    /// <summary>Where <c>super</c> looks: the object that the method was defined on.</summary>
    public JsObject? Home { get; internal set; }

    /// <summary>For a class constructor with fields: the function that defines them on a new object.</summary>
    public ScriptFunction? FieldInitializer { get; internal set; }

    /// <summary>The name by inference at run time (computed keys); undefined: that of the code.</summary>
    internal Value Name { get; set; } = Value.Undefined;

    /// <summary>The shape that objects made by <c>new</c> got last, under the prototype that it names.</summary>
    internal Shape? InstanceShape { get; set; }

    public override bool IsConstructor => Code.Block.IsConstructor;

    internal override long HeapBytes => base.HeapBytes + 48 + Captured.Length * 8L;

    internal override void Trace(HeapTracer tracer)
    {
        foreach (var cell in Captured)
            tracer.Visit(cell);
        tracer.Visit(Home);
        tracer.Visit(FieldInitializer);
        tracer.Visit(Name);
    }

    public override Value Call(Vm vm, Value thisValue, ReadOnlySpan<Value> args) => vm.RunFunction(this, thisValue, args, null);

    public override Value Construct(Vm vm, ReadOnlySpan<Value> args, JsObject newTarget) =>
        vm.RunFunction(this, Value.Undefined, args, newTarget);

    protected override void AddLazyProperties(Vm vm)
    {
        var block = Code.Block;
        AddLengthAndName(vm, block.Length, Name.IsUndefined ? JsString.Of(block.Name) : Name);
        if (block.IsGenerator)
        {
            var parent = block.IsAsync ? Intrinsic.AsyncGeneratorPrototype : Intrinsic.GeneratorPrototype;
            AddOwn(vm, "prototype", vm.NewObject(vm.Realm[parent]), PropertyFlags.Writable);
        }
        else if (block.Kind == CodeKind.Function && !block.IsAsync)
        {
            var prototype = vm.NewObject();
            prototype.AddOwn(vm, "constructor", this, PropertyFlags.Hidden);
            AddOwn(vm, "prototype", prototype, PropertyFlags.Writable);
        }
    }
}
