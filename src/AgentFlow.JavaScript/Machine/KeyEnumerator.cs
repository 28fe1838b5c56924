using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.Machine;

/// <summary>The state of a for-in loop: walks an object and its prototypes, skips what was deleted meanwhile and what was shown or hidden before.</summary>
internal sealed class KeyEnumerator(JsObject? start) : TracedValue
{
    public const int Bytes = 80;

    private JsObject? _object = start;
    private List<PropertyKey>? _keys;
    private HashSet<PropertyKey>? _seen;
    private int _next;

    internal override void Trace(HeapTracer tracer)
    {
        tracer.Add(Bytes + (_keys?.Count ?? 0) * 16L + (_seen?.Count ?? 0) * 40L);
        tracer.Visit(_object);
    }

    public bool TryNext(Vm vm, out Value key)
    {
        while (_object is not null)
        {
            _keys ??= _object.OwnKeys(vm);
            while (_next < _keys.Count)
            {
                vm.Charge(1);
                var candidate = _keys[_next++];
                if (candidate.IsSymbol || !IsNew(vm, candidate))
                    continue;
                key = candidate.ToValue();
                return true;
            }
            MoveUp(vm);
        }
        key = Value.Undefined;
        return false;
    }

    private bool IsNew(Vm vm, PropertyKey key)
    {
        if (!_object!.GetOwn(vm, key, out var property))
            return false;
        if (_seen is not null && !_seen.Add(key))
            return false;
        return property.IsEnumerable;
    }

    private void MoveUp(Vm vm)
    {
        var parent = _object!.GetPrototypeOf(vm);
        // Nothing of a shared intrinsic is enumerable.
        while (parent is { IsProxy: false, Shape.IsShared: true })
            parent = parent.Shape.Prototype;
        if (parent is not null)
        {
            vm.Allocate(_keys!.Count * 40L);
            _seen ??= [];
            _seen.UnionWith(_keys);
        }
        _object = parent;
        _keys = null;
        _next = 0;
    }
}
