using AgentFlow.JavaScript.BuiltIns.Fundamentals;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.Machine;

/// <summary>The methods of generators, async generators and wrapped synchronous iterators, which are part of the machine: a program's call of
/// <c>next</c> does not leave the loop.</summary>
internal static class GeneratorNatives
{
    /// <summary>Makes the prototypes with their methods. What iterators inherit has to be there.</summary>
    public static void Install(RealmBuilder builder)
    {
        var iterator = builder.Realm[Intrinsic.IteratorPrototype];
        var asyncIterator = builder.Realm[Intrinsic.AsyncIteratorPrototype];
        var sync = builder.Object(Intrinsic.GeneratorPrototype, iterator);
        builder.Method(sync, "next", Vm.GeneratorNextEntry);
        builder.Method(sync, "Generator.prototype", "return", 1, static (vm, in call) => Resume(vm, call, ResumeMode.Return));
        builder.Method(sync, "Generator.prototype", "throw", 1, static (vm, in call) => Resume(vm, call, ResumeMode.Throw));
        builder.Tag(sync, "Generator");
        var async = builder.Object(Intrinsic.AsyncGeneratorPrototype, asyncIterator);
        builder.Method(async, "AsyncGenerator.prototype", "next", 1, static (vm, in call) => Request(vm, call, ResumeMode.Next));
        builder.Method(async, "AsyncGenerator.prototype", "return", 1, static (vm, in call) => Request(vm, call, ResumeMode.Return));
        builder.Method(async, "AsyncGenerator.prototype", "throw", 1, static (vm, in call) => Request(vm, call, ResumeMode.Throw));
        builder.Tag(async, "AsyncGenerator");
        Functions(builder, Intrinsic.GeneratorFunctionPrototype, Intrinsic.GeneratorFunction, "GeneratorFunction", sync);
        Functions(builder, Intrinsic.AsyncGeneratorFunctionPrototype, Intrinsic.AsyncGeneratorFunction, "AsyncGeneratorFunction", async);
        Functions(builder, Intrinsic.AsyncFunctionPrototype, Intrinsic.AsyncFunction, "AsyncFunction", null);
        var wrapper = builder.Object(Intrinsic.AsyncFromSyncIteratorPrototype, asyncIterator);
        builder.Method(wrapper, "AsyncFromSyncIterator.prototype", "next", 1, static (vm, in call) => Step(vm, call, ResumeMode.Next));
        builder.Method(wrapper, "AsyncFromSyncIterator.prototype", "return", 1, static (vm, in call) => Step(vm, call, ResumeMode.Return));
        builder.Method(wrapper, "AsyncFromSyncIterator.prototype", "throw", 1, static (vm, in call) => Step(vm, call, ResumeMode.Throw));
    }

    /// <summary>The prototype and the hidden constructor of one kind of function; the constructor refuses, as there is no dynamic code.</summary>
    private static void Functions(RealmBuilder builder, Intrinsic name, Intrinsic constructorName, string text, JsObject? generators)
    {
        var prototype = builder.Object(name, builder.FunctionPrototype);
        builder.Tag(prototype, text);
        if (generators is not null)
        {
            builder.Constant(prototype, "prototype", generators, PropertyFlags.Configurable);
            builder.Constant(generators, "constructor", prototype, PropertyFlags.Configurable);
        }
        var constructor = builder.Constructor(
            constructorName, text, 1, FunctionBuiltIns.Refuse, null,
            builder.Realm[Intrinsic.Function]);
        builder.Constant(constructor, "prototype", prototype);
        builder.Constant(prototype, "constructor", constructor, PropertyFlags.Configurable);
    }

    internal static Value Next(Vm vm, in CallInfo call) => Resume(vm, call, ResumeMode.Next);

    private static Value Resume(Vm vm, in CallInfo call, ResumeMode mode) => call.This.Ref is JsGenerator { IsAsync: false } generator
        ? vm.ResumeGenerator(generator, mode, call[0])
        : throw vm.TypeError($"{vm.Describe(call.This)} is not a generator.");

    private static Value Request(Vm vm, in CallInfo call, ResumeMode mode)
    {
        if (call.This.Ref is JsGenerator { IsAsync: true } generator)
            return vm.RequestOf(generator, mode, call[0]);
        var promise = vm.NewPromise();
        vm.RejectPromise(promise, vm.TypeError($"{vm.Describe(call.This)} is not an async generator.").Value);
        return promise;
    }

    /// <summary>%AsyncFromSyncIteratorPrototype%: asks the inner iterator, and promises what it gives.</summary>
    private static Value Step(Vm vm, in CallInfo call, ResumeMode mode)
    {
        var inner = ((JsAsyncFromSyncIterator)call.This.Ref!).Inner;
        var promise = vm.NewPromise();
        try
        {
            if (AskInner(vm, inner, mode, call) is not { } result)
            {
                vm.ResolvePromise(promise, vm.NewIteratorResult(call[0], done: true));
                return promise;
            }
            if (!result.TryGetObject(out var obj))
                throw vm.TypeError($"Iterator result {vm.Describe(result)} is not an object.");
            var done = vm.Get(obj, "done").ToBoolean();
            Continue(vm, inner, vm.Get(obj, "value"), done, close: !done && mode != ResumeMode.Return, promise);
        }
        catch (ScriptThrow thrown)
        {
            vm.RejectPromise(promise, thrown.Value);
        }
        return promise;
    }

    /// <summary>Calls the inner method; null where a return method is missing, which ends the iteration with the value given.</summary>
    private static Value? AskInner(Vm vm, in IteratorRecord inner, ResumeMode mode, in CallInfo call)
    {
        if (mode == ResumeMode.Next)
            return vm.Call(inner.Next, inner.Iterator, call.Args);
        var method = vm.GetMethod(inner.Iterator, mode == ResumeMode.Return ? "return" : "throw");
        if (method is not null)
            return vm.Call(method, inner.Iterator, call.Args);
        if (mode == ResumeMode.Return)
            return null;
        vm.Close(inner);
        throw vm.TypeError("The iterator has no 'throw' method.");
    }

    private static void Continue(Vm vm, in IteratorRecord inner, Value value, bool done, bool close, JsPromise promise)
    {
        JsPromise waited;
        try
        {
            waited = (JsPromise)vm.PromiseResolve(vm.Realm[Intrinsic.Promise], value);
        }
        catch (ScriptThrow)
        {
            if (close)
                vm.CloseQuietly(inner);
            throw;
        }
        var unwrap = vm.NewNative(UnwrapEntry, Value.From(done));
        var onRejected = close ? vm.NewNative(CloseEntry, inner.Iterator) : Value.Undefined;
        vm.PerformThen(waited, unwrap, onRejected, new PromiseCapability(promise, Value.Undefined, Value.Undefined));
    }

    private static readonly NativeEntry UnwrapEntry = NativeEntry.Inner(
        "async-from-sync iterator unwrap", 1, static (vm, in call) => vm.NewIteratorResult(call[0], call.Callee.Data[0].IsTrue));

    private static readonly NativeEntry CloseEntry = NativeEntry.Inner("async-from-sync iterator close", 1, static (vm, in call) =>
    {
        vm.CloseQuietly(new IteratorRecord((JsObject)call.Callee.Data[0].Ref!, Value.Undefined));
        throw new ScriptThrow(call[0]);
    });
}
