using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Collections;

/// <summary>A Map, Set, WeakMap or WeakSet. The weak kinds hold their keys as firmly as the others: within one run nobody can tell, and the
/// memory counts as alive until the run ends.</summary>
internal sealed class JsCollection(Shape shape, CollectionKind kind) : JsObject(shape)
{
    public CollectionKind Kind { get; } = kind;

    public OrderedTable Table { get; } = new();

    public override string ClassName => Kind.ToString();

    internal override long HeapBytes => base.HeapBytes + 200;

    internal override void Trace(HeapTracer tracer) => Table.Trace(tracer);

    /// <summary>An empty collection under the prototype that a constructor call asks for.</summary>
    public static JsCollection Create(Vm vm, CollectionKind kind, JsObject? newTarget)
    {
        vm.Allocate(Bytes + 200);
        return new JsCollection(vm.RootShape(vm.PrototypeFor(newTarget, kind switch
        {
            CollectionKind.Map => Intrinsic.MapPrototype,
            CollectionKind.Set => Intrinsic.SetPrototype,
            CollectionKind.WeakMap => Intrinsic.WeakMapPrototype,
            _ => Intrinsic.WeakSetPrototype,
        })), kind);
    }

    /// <summary>The collection that a method is called on; a TypeError for anything else.</summary>
    public static JsCollection This(Vm vm, in CallInfo call, CollectionKind kind) =>
        call.This.Ref is JsCollection collection && collection.Kind == kind ? collection
        : throw vm.TypeError($"Method {kind}.prototype.{call.Callee.Entry.Name} called on {vm.Describe(call.This)}, which is no {kind}.");
}
