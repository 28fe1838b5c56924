using AgentFlow.JavaScript.Machine;

namespace AgentFlow.JavaScript.Objects;

/// <summary>What <c>Function.prototype.bind</c> makes. Binding a bound function gives one that holds the innermost target and all arguments, so chains
/// have no depth.</summary>
internal sealed class BoundFunction : JsFunction
{
    private readonly double _length;
    private readonly Value _name;

    /// <summary><paramref name="target"/> is never itself bound; <see cref="Create"/> sees to that.</summary>
    private BoundFunction(Shape shape, JsObject target, Value boundThis, Value[] boundArgs, double length, Value name)
        : base(shape)
    {
        Target = target;
        BoundThis = boundThis;
        BoundArgs = boundArgs;
        _length = length;
        _name = name;
    }

    public JsObject Target { get; }

    public Value BoundThis { get; }

    public Value[] BoundArgs { get; }

    public override bool IsConstructor => Target.IsConstructor;

    internal override long HeapBytes => base.HeapBytes + 64 + BoundArgs.Length * 16L;

    /// <summary>BoundFunctionCreate, with <c>length</c> and <c>name</c> already worked out by the caller.</summary>
    public static BoundFunction Create(Vm vm, JsObject target, Value boundThis, ReadOnlySpan<Value> args, double length, Value name)
    {
        var shape = vm.RootShape(target.GetPrototypeOf(vm));
        var inner = target as BoundFunction;
        var before = inner?.BoundArgs ?? NoSlots;
        vm.Charge(before.Length + args.Length);
        vm.Allocate(Bytes + 88 + (before.Length + args.Length) * 16L);
        Value[] all = [.. before, .. args];
        return inner is null
            ? new BoundFunction(shape, target, boundThis, all, length, name)
            : new BoundFunction(shape, inner.Target, inner.BoundThis, all, length, name);
    }

    internal override void Trace(HeapTracer tracer)
    {
        tracer.Visit(Target);
        tracer.Visit(BoundThis);
        tracer.VisitAll(BoundArgs);
    }

    protected override void AddLazyProperties(Vm vm) => AddLengthAndName(vm, _length, _name);

    public override Value Call(Vm vm, Value thisValue, ReadOnlySpan<Value> args) => vm.Call(Target, BoundThis, Joined(vm, args));

    public override Value Construct(Vm vm, ReadOnlySpan<Value> args, JsObject newTarget) =>
        vm.Construct(Target, Joined(vm, args), ReferenceEquals(newTarget, this) ? Target : newTarget);

    /// <summary>The bound arguments followed by those of the call.</summary>
    internal ReadOnlySpan<Value> Joined(Vm vm, ReadOnlySpan<Value> args)
    {
        if (BoundArgs.Length == 0)
            return args;
        vm.Charge(BoundArgs.Length + args.Length);
        vm.Allocate(24 + (BoundArgs.Length + args.Length) * 16L);
        return (Value[])[.. BoundArgs, .. args];
    }
}
