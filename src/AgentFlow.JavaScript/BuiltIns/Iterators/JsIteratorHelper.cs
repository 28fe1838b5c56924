using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Iterators;

/// <summary>What <c>Iterator.prototype.map</c> and its like return: an iterator over another one.</summary>
internal sealed class JsIteratorHelper : JsObject
{
    private readonly Step _step;
    private readonly IteratorRecord _source;
    private readonly Value _function;
    private IteratorRecord? _inner;
    private double _left;
    private double _index;
    private bool _running;
    private bool _done;

    private JsIteratorHelper(Shape shape, Step step, IteratorRecord source, Value function, double left)
        : base(shape)
    {
        _step = step;
        _source = source;
        _function = function;
        _left = left;
    }

    /// <summary>What the helper does with each value.</summary>
    internal enum Step
    {
        Map,
        Filter,
        Take,
        Drop,
        FlatMap,
    }

    internal override long HeapBytes => base.HeapBytes + 100;

    internal override void Trace(HeapTracer tracer)
    {
        tracer.Visit(_source.Iterator);
        tracer.Visit(_source.Next);
        tracer.Visit(_function);
        tracer.Visit(_inner?.Iterator);
        if (_inner is { } inner)
            tracer.Visit(inner.Next);
    }

    public static Value Create(Vm vm, Step step, IteratorRecord source, Value function, double left = 0)
    {
        vm.Allocate(Bytes + 100);
        return new JsIteratorHelper(vm.RootShape(vm.Realm[Intrinsic.IteratorHelperPrototype]), step, source, function, left);
    }

    public Value Next(Vm vm)
    {
        Enter(vm);
        try
        {
            if (!_done && TryNext(vm, out var value))
                return vm.NewIteratorResult(value, false);
            _done = true;
            return vm.NewIteratorResult(Value.Undefined, true);
        }
        catch (ScriptThrow)
        {
            _done = true;
            throw;
        }
        finally
        {
            _running = false;
        }
    }

    public Value Return(Vm vm)
    {
        Enter(vm);
        try
        {
            if (!_done)
            {
                _done = true;
                if (_inner is { } inner)
                    CloseInner(vm, inner);
                vm.Close(_source);
            }

            return vm.NewIteratorResult(Value.Undefined, true);
        }
        finally
        {
            _running = false;
        }
    }

    private void CloseInner(Vm vm, IteratorRecord inner)
    {
        try
        {
            vm.Close(inner);
        }
        catch (ScriptThrow)
        {
            vm.CloseQuietly(_source);
            throw;
        }
    }

    private void Enter(Vm vm)
    {
        if (_running)
            throw vm.TypeError("The iterator is running already.");
        _running = true;
    }

    private bool TryNext(Vm vm, out Value value)
    {
        switch (_step)
        {
            case Step.Take:
                value = Value.Undefined;
                if (_left == 0)
                {
                    vm.Close(_source);
                    return false;
                }

                _left--;
                return vm.TryStep(_source, out value);
            case Step.Drop:
                for (; _left > 0; _left--)
                {
                    if (!vm.TryStep(_source, out value))
                        return false;
                }

                return vm.TryStep(_source, out value);
            case Step.FlatMap:
                return TryFlat(vm, out value);
            default:
                while (vm.TryStep(_source, out value))
                {
                    var result = Apply(vm, value);
                    if (_step == Step.Map)
                        value = result;
                    else if (!result.ToBoolean())
                        continue;
                    return true;
                }

                return false;
        }
    }

    private Value Apply(Vm vm, Value value)
    {
        try
        {
            return vm.Call(_function, Value.Undefined, [value, _index++]);
        }
        catch (ScriptThrow)
        {
            vm.CloseQuietly(_source);
            throw;
        }
    }

    private bool TryFlat(Vm vm, out Value value)
    {
        while (true)
        {
            if (_inner is null)
            {
                if (!vm.TryStep(_source, out value))
                    return false;
                var mapped = Apply(vm, value);
                try
                {
                    _inner = IteratorHelpers.Flattenable(vm, mapped, strings: false);
                }
                catch (ScriptThrow)
                {
                    vm.CloseQuietly(_source);
                    throw;
                }
            }

            try
            {
                if (vm.TryStep(_inner.Value, out value))
                    return true;
            }
            catch (ScriptThrow)
            {
                vm.CloseQuietly(_source);
                throw;
            }

            _inner = null;
        }
    }
}
