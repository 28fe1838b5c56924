using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Promises;

/// <summary><c>Promise.all</c>, <c>allSettled</c>, <c>any</c> and <c>race</c>. What a combination waits for lies in the data slots of its element functions.</summary>
internal static class PromiseCombinators
{
    private static readonly NativeEntry AllElement = NativeEntry.Inner("Promise.all resolve element function", 1, static (vm, in call) => Element(vm, call, static (_, value) => value));
    private static readonly NativeEntry Fulfilled = NativeEntry.Inner("Promise.allSettled resolve element function", 1, static (vm, in call) => Element(vm, call, static (vm, value) => Outcome(vm, "fulfilled", "value", value)));
    private static readonly NativeEntry Rejected = NativeEntry.Inner("Promise.allSettled reject element function", 1, static (vm, in call) => Element(vm, call, static (vm, value) => Outcome(vm, "rejected", "reason", value)));
    private static readonly NativeEntry AnyElement = NativeEntry.Inner("Promise.any reject element function", 1, static (vm, in call) => Element(vm, call, static (_, value) => value));

    /// <summary>The data slots of an element function. All elements of one combination share the state object.</summary>
    private enum Slot
    {
        /// <summary>The <see cref="Combination"/>.</summary>
        State,

        /// <summary>The position in the result.</summary>
        Index,

        /// <summary>A cell: true once this element, or its twin for the other outcome, was called.</summary>
        Called,
    }

    private enum Kind
    {
        All,
        AllSettled,
        Any,
        Race,
    }

    public static void Install(RealmBuilder b, JsObject promise)
    {
        b.Method(promise, "Promise", "all", 1, static (vm, in call) => Combine(vm, call, Kind.All));
        b.Method(promise, "Promise", "allSettled", 1, static (vm, in call) => Combine(vm, call, Kind.AllSettled));
        b.Method(promise, "Promise", "any", 1, static (vm, in call) => Combine(vm, call, Kind.Any));
        b.Method(promise, "Promise", "race", 1, static (vm, in call) => Combine(vm, call, Kind.Race));
    }

    /// <summary>What the elements of one combination share.</summary>
    private sealed class Combination(PromiseCapability capability, JsArray values, bool isAny) : TracedValue
    {
        public PromiseCapability Capability { get; } = capability;

        public JsArray Values { get; } = values;

        public bool IsAny { get; } = isAny;

        /// <summary>Elements not settled yet, and one for the walk itself.</summary>
        public int Remaining { get; set; } = 1;

        internal override void Trace(HeapTracer tracer)
        {
            tracer.Add(64);
            tracer.Visit(Capability);
            tracer.Visit(Values);
        }

        /// <summary>Counts one down, and settles the whole when it was the last.</summary>
        public void Finish(Vm vm)
        {
            if (--Remaining > 0)
                return;
            if (!IsAny)
            {
                vm.Call(Capability.Resolve, Value.Undefined, [Values]);
                return;
            }

            var error = vm.CreateError(Intrinsic.AggregateErrorPrototype, "All promises were rejected");
            error.Put(vm, "errors", Values, PropertyFlags.Hidden);
            vm.Call(Capability.Reject, Value.Undefined, [error]);
        }
    }

    private static Value Combine(Vm vm, in CallInfo call, Kind kind)
    {
        var capability = PromiseBuiltIns.WithFunctions(vm, call.This);
        using var hold = vm.Hold(capability);
        try
        {
            var constructor = (JsObject)call.This.Ref!;
            var resolve = vm.Get(constructor, "resolve");
            if (!resolve.IsCallable)
                throw vm.TypeError("Promise resolve is not a function.");
            var iterator = vm.GetIterator(call[0]);
            vm.Allocate(64);
            var state = new Combination(capability, vm.NewArray(), kind == Kind.Any);
            using var holdState = vm.Hold(state);
            while (vm.TryStep(iterator, out var item))
            {
                try
                {
                    Add(vm, kind, state, vm.Call(resolve, constructor, [item]));
                }
                catch (ScriptThrow)
                {
                    vm.CloseQuietly(iterator);
                    throw;
                }
            }

            if (kind != Kind.Race)
                state.Finish(vm);
        }
        catch (ScriptThrow thrown)
        {
            vm.Call(capability.Reject, Value.Undefined, [thrown.Value]);
        }

        return capability.Promise;
    }

    private static void Add(Vm vm, Kind kind, Combination state, Value promise)
    {
        var onFulfilled = state.Capability.Resolve;
        var onRejected = state.Capability.Reject;
        if (kind != Kind.Race)
        {
            var index = state.Values.Used;
            state.Values.Append(vm, Value.Undefined);
            state.Remaining++;
            vm.Allocate(Cell.Bytes);
            var called = new Cell(Value.False);
            if (kind == Kind.All)
                onFulfilled = vm.NewNative(AllElement, state, index, called);
            else if (kind == Kind.Any)
                onRejected = vm.NewNative(AnyElement, state, index, called);
            else
                (onFulfilled, onRejected) = (vm.NewNative(Fulfilled, state, index, called), vm.NewNative(Rejected, state, index, called));
        }

        vm.Invoke(promise, "then", [onFulfilled, onRejected]);
    }

    private static Value Element(Vm vm, in CallInfo call, Func<Vm, Value, Value> shape)
    {
        var data = call.Callee.Data;
        var called = (Cell)data[(int)Slot.Called].Ref!;
        if (called.Value.IsTrue)
            return Value.Undefined;
        called.Value = Value.True;
        var state = (Combination)data[(int)Slot.State].Ref!;
        state.Values.Dense[(int)data[(int)Slot.Index].Num] = shape(vm, call[0]);
        state.Finish(vm);
        return Value.Undefined;
    }

    private static Value Outcome(Vm vm, string status, string name, Value value)
    {
        var result = vm.NewObject();
        result.CreateDataProperty(vm, "status", status);
        result.CreateDataProperty(vm, name, value);
        return result;
    }
}
