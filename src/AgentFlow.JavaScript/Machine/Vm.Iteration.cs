using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.Machine;

/// <content>The iterator protocol for built-ins:
/// <code>
/// var iterator = vm.GetIterator(iterable);
/// while (vm.TryStep(iterator, out var value))
/// {
///     try { … } catch (ScriptThrow) { vm.CloseQuietly(iterator); throw; }
/// }
/// </code></content>
internal sealed partial class Vm
{
    /// <summary>GetIterator(obj, sync): throws a TypeError where the value is not iterable.</summary>
    public IteratorRecord GetIterator(Value iterable)
    {
        var method = iterable.IsNullish ? Value.Undefined : Get(iterable, JsSymbol.Iterator);
        return method.IsCallable
            ? GetIterator(iterable, (JsObject)method.Ref!)
            : throw TypeError($"{Describe(iterable)} is not iterable.");
    }

    /// <summary>GetIteratorFromMethod.</summary>
    public IteratorRecord GetIterator(Value iterable, JsObject method)
    {
        var iterator = Call(method, iterable);
        return iterator.TryGetObject(out var obj)
            ? new IteratorRecord(obj, Get(obj, "next"))
            : throw TypeError("Result of the Symbol.iterator method is not an object.");
    }

    /// <summary>GetIteratorDirect.</summary>
    public IteratorRecord IteratorOf(JsObject iterator) => new(iterator, Get(iterator, "next"));

    /// <summary>IteratorStepValue: false at the end. Errors of the iterator pass; it is not to be closed then.</summary>
    public bool TryStep(in IteratorRecord record, out Value value)
    {
        var result = Call(record.Next, record.Iterator);
        if (!result.TryGetObject(out var obj))
            throw TypeError($"Iterator result {Describe(result)} is not an object.");
        if (Get(obj, "done").ToBoolean())
        {
            value = Value.Undefined;
            return false;
        }
        value = Get(obj, "value");
        return true;
    }

    /// <summary>IteratorClose after a normal or abrupt end that is no error: errors of its return method pass.</summary>
    public void Close(in IteratorRecord record)
    {
        var method = GetMethod(record.Iterator, "return");
        if (method is not null && !Call(method, record.Iterator).IsObject)
            throw TypeError("The iterator's return method did not return an object.");
    }

    /// <summary>IteratorClose while an error is on its way, which wins over whatever the return method does.</summary>
    public void CloseQuietly(in IteratorRecord record)
    {
        try
        {
            var method = GetMethod(record.Iterator, "return");
            if (method is not null)
                Call(method, record.Iterator);
        }
        catch (ScriptThrow)
        {
            // The error that made us close is the one that script gets to see.
        }
    }

    /// <summary>IteratorToList.</summary>
    public List<Value> ListOf(Value iterable)
    {
        var list = new List<Value>();
        var iterator = GetIterator(iterable);
        while (TryStep(iterator, out var value))
        {
            Allocate(32);
            list.Add(value);
        }
        return list;
    }
}
