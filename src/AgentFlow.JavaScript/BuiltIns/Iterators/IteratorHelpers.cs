using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Iterators;

/// <summary><c>Iterator</c>, and the methods that every iterator inherits.</summary>
internal static class IteratorHelpers
{
    private const string Owner = "Iterator.prototype";

    public static void Install(RealmBuilder b)
    {
        var p = b.Realm[Intrinsic.IteratorPrototype];
        var iterator = b.Constructor(Intrinsic.Iterator, "Iterator", 0, Construct, null);
        iterator.Put(b.Vm, "prototype", p, PropertyFlags.None);
        b.Accessor(p, Owner, "constructor", static (vm, in _) => vm.Realm[Intrinsic.Iterator], static (vm, in call) => SetWeirdly(vm, call, "constructor"));
        b.Accessor(p, Owner, JsSymbol.ToStringTag, static (_, in _) => "Iterator", static (vm, in call) => SetWeirdly(vm, call, JsSymbol.ToStringTag));
        b.Method(iterator, "Iterator", "from", 1, From);

        b.Method(p, Owner, "drop", 1, static (vm, in call) => Limited(vm, call, JsIteratorHelper.Step.Drop));
        b.Method(p, Owner, "every", 1, static (vm, in call) => Value.From(!Search(vm, call, wanted: false, out _)));
        b.Method(p, Owner, "filter", 1, static (vm, in call) => WithFunction(vm, call, JsIteratorHelper.Step.Filter));
        b.Method(p, Owner, "find", 1, static (vm, in call) => Search(vm, call, wanted: true, out var found) ? found : Value.Undefined);
        b.Method(p, Owner, "flatMap", 1, static (vm, in call) => WithFunction(vm, call, JsIteratorHelper.Step.FlatMap));
        b.Method(p, Owner, "forEach", 1, static (vm, in call) =>
        {
            Search(vm, call, wanted: null, out _);
            return Value.Undefined;
        });
        b.Method(p, Owner, "map", 1, static (vm, in call) => WithFunction(vm, call, JsIteratorHelper.Step.Map));
        b.Method(p, Owner, "reduce", 1, Reduce);
        b.Method(p, Owner, "some", 1, static (vm, in call) => Value.From(Search(vm, call, wanted: true, out _)));
        b.Method(p, Owner, "take", 1, static (vm, in call) => Limited(vm, call, JsIteratorHelper.Step.Take));
        b.Method(p, Owner, "toArray", 0, ToArray);

        IteratorPrototypes.Add(b, Intrinsic.IteratorHelperPrototype, "Iterator Helper", static (vm, in call) => Helper(vm, call.This).Next(vm));
        b.Method(b.Realm[Intrinsic.IteratorHelperPrototype], "Iterator Helper", "return", 0, static (vm, in call) => Helper(vm, call.This).Return(vm));
        var wrap = b.Object(Intrinsic.WrapForValidIteratorPrototype, p);
        b.Method(wrap, "Wrap", "next", 0, static (vm, in call) => vm.Call(Wrapped(vm, call.This).Source.Next, Wrapped(vm, call.This).Source.Iterator));
        b.Method(wrap, "Wrap", "return", 0, ReturnWrapped);
    }

    private static Value Construct(Vm vm, in CallInfo call)
    {
        if (call.NewTarget is null || ReferenceEquals(call.NewTarget, call.Callee))
            throw vm.TypeError("Iterator is an abstract class: extend it, or use Iterator.from.");
        return vm.NewObject(vm.PrototypeFor(call.NewTarget, Intrinsic.IteratorPrototype));
    }

    /// <summary><c>SetterThatIgnoresPrototypeProperties</c>: assigning on a derived object makes an own property.</summary>
    private static Value SetWeirdly(Vm vm, in CallInfo call, PropertyKey key)
    {
        if (!call.This.TryGetObject(out var target))
            throw vm.TypeError($"{vm.Describe(call.This)} is not an object.");
        if (ReferenceEquals(target, vm.Realm[Intrinsic.IteratorPrototype]))
            throw vm.TypeError($"Cannot set property '{key}' of Iterator.prototype.");
        if (target.GetOwn(vm, key, out _))
            vm.Set(target, key, call[0]);
        else
            target.CreateDataPropertyOrThrow(vm, key, call[0]);
        return Value.Undefined;
    }

    private static JsIteratorHelper Helper(Vm vm, Value value) =>
        value.Ref as JsIteratorHelper ?? throw vm.TypeError($"{vm.Describe(value)} is no Iterator Helper.");

    private static JsObject This(Vm vm, Value value) => value.AsObject ?? throw vm.TypeError($"{vm.Describe(value)} is not an object.");

    /// <summary><c>GetIteratorFlattenable</c>: an iterable, or an iterator itself.</summary>
    internal static IteratorRecord Flattenable(Vm vm, Value value, bool strings)
    {
        if (!value.IsObject && !(strings && value.IsString))
            throw vm.TypeError($"{vm.Describe(value)} is not an object.");
        var method = vm.GetMethod(value, JsSymbol.Iterator);
        var iterator = method is null ? value : vm.Call(method, value);
        return iterator.TryGetObject(out var obj) ? vm.IteratorOf(obj) : throw vm.TypeError($"{vm.Describe(iterator)} is not an object.");
    }

    private static Value From(Vm vm, in CallInfo call)
    {
        var record = Flattenable(vm, call[0], strings: true);
        if (InheritsFromIterator(vm, record.Iterator))
            return record.Iterator;
        vm.Allocate(JsObject.Bytes + 40);
        return new JsWrappedIterator(vm.RootShape(vm.Realm[Intrinsic.WrapForValidIteratorPrototype]), record);
    }

    private static bool InheritsFromIterator(Vm vm, JsObject iterator) =>
        Fundamentals.FunctionBuiltIns.HasInstance(vm, vm.Realm[Intrinsic.Iterator], iterator);

    private static JsWrappedIterator Wrapped(Vm vm, Value value) =>
        value.Ref as JsWrappedIterator ?? throw vm.TypeError($"{vm.Describe(value)} is no wrapped iterator.");

    private static Value ReturnWrapped(Vm vm, in CallInfo call)
    {
        var iterator = Wrapped(vm, call.This).Source.Iterator;
        var method = vm.GetMethod(iterator, "return");
        return method is null ? vm.NewIteratorResult(Value.Undefined, true) : vm.Call(method, iterator);
    }

    private static Value WithFunction(Vm vm, in CallInfo call, JsIteratorHelper.Step step)
    {
        var iterator = This(vm, call.This);
        CheckFunction(vm, iterator, call[0]);
        return JsIteratorHelper.Create(vm, step, vm.IteratorOf(iterator), call[0]);
    }

    private static void CheckFunction(Vm vm, JsObject iterator, Value function)
    {
        if (function.IsCallable)
            return;
        vm.CloseQuietly(new IteratorRecord(iterator, Value.Undefined));
        throw vm.TypeError($"{vm.Describe(function)} is not a function.");
    }

    private static Value Limited(Vm vm, in CallInfo call, JsIteratorHelper.Step step)
    {
        var iterator = This(vm, call.This);
        double limit;
        try
        {
            limit = vm.ToNumber(call[0]);
            if (double.IsNaN(limit) || Math.Truncate(limit) < 0)
                throw vm.RangeError($"{vm.Describe(call[0])} must be a number that is not negative.");
        }
        catch (ScriptThrow)
        {
            vm.CloseQuietly(new IteratorRecord(iterator, Value.Undefined));
            throw;
        }

        return JsIteratorHelper.Create(vm, step, vm.IteratorOf(iterator), Value.Undefined, Math.Truncate(limit));
    }

    /// <summary>Calls the function for each value until one gives the wanted answer, then closes the iterator. A null means all of them.</summary>
    private static bool Search(Vm vm, in CallInfo call, bool? wanted, out Value found)
    {
        var iterator = This(vm, call.This);
        CheckFunction(vm, iterator, call[0]);
        var record = vm.IteratorOf(iterator);
        for (double i = 0; vm.TryStep(record, out found); i++)
        {
            bool answer;
            try
            {
                answer = vm.Call(call[0], Value.Undefined, [found, i]).ToBoolean();
            }
            catch (ScriptThrow)
            {
                vm.CloseQuietly(record);
                throw;
            }

            if (answer == wanted)
            {
                vm.Close(record);
                return true;
            }
        }

        return false;
    }

    private static Value Reduce(Vm vm, in CallInfo call)
    {
        var iterator = This(vm, call.This);
        CheckFunction(vm, iterator, call[0]);
        var record = vm.IteratorOf(iterator);
        var result = call[1];
        double i = 0;
        if (call.Count < 2)
        {
            if (!vm.TryStep(record, out result))
                throw vm.TypeError("Reduce of empty iterator with no initial value.");
            i = 1;
        }

        for (; vm.TryStep(record, out var value); i++)
        {
            try
            {
                result = vm.Call(call[0], Value.Undefined, [result, value, i]);
            }
            catch (ScriptThrow)
            {
                vm.CloseQuietly(record);
                throw;
            }
        }

        return result;
    }

    private static Value ToArray(Vm vm, in CallInfo call)
    {
        var record = vm.IteratorOf(This(vm, call.This));
        var result = vm.NewArray();
        using var hold = vm.Hold(result);
        while (vm.TryStep(record, out var value))
            result.Append(vm, value);
        return result;
    }
}
