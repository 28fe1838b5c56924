using AgentFlow.JavaScript.BuiltIns.Collections;
using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Iterators;

/// <summary>Walks a Map or a Set while it may change.</summary>
internal sealed class TableIterator : JsObject
{
    private readonly IterationKind _kind;
    private JsCollection? _collection;
    private OrderedTable.Entry _at;

    private TableIterator(Shape shape, JsCollection collection, IterationKind kind)
        : base(shape)
    {
        IsMap = collection.Kind == CollectionKind.Map;
        _collection = collection;
        _at = collection.Table.Head;
        _kind = kind;
    }

    public bool IsMap { get; }

    internal override long HeapBytes => base.HeapBytes + 32;

    internal override void Trace(HeapTracer tracer)
    {
        tracer.Visit(_collection);
        tracer.Visit(_at.Key);
        tracer.Visit(_at.Value);
    }

    public static Value Create(Vm vm, JsCollection collection, IterationKind kind)
    {
        vm.Allocate(Bytes + 32);
        var prototype = collection.Kind == CollectionKind.Map ? Intrinsic.MapIteratorPrototype : Intrinsic.SetIteratorPrototype;
        return new TableIterator(vm.RootShape(vm.Realm[prototype]), collection, kind);
    }

    /// <summary>The next key, value or pair; false at the end, and ever after.</summary>
    public bool TryNext(Vm vm, out Value value)
    {
        value = Value.Undefined;
        if (_collection is null)
            return false;
        if (OrderedTable.After(vm, _at) is not { } next)
        {
            _at = _collection.Table.Head;
            _collection = null;
            return false;
        }

        _at = next;
        value = _kind switch
        {
            IterationKind.Keys => next.Key,
            IterationKind.Values => IsMap ? next.Value : next.Key,
            _ => vm.NewArray([next.Key, IsMap ? next.Value : next.Key]),
        };
        return true;
    }
}
