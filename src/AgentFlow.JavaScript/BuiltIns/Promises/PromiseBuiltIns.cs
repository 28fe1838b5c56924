using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Promises;

/// <summary><c>Promise</c> and its prototype; the combinators are in <see cref="PromiseCombinators"/>, settling is the machine's.</summary>
internal static class PromiseBuiltIns
{
    private const string Owner = "Promise.prototype";

    private static readonly NativeEntry ReturnValue = NativeEntry.Inner("Promise value thunk", 0, static (_, in call) => call.Callee.Data[0]);
    private static readonly NativeEntry ThrowReason = NativeEntry.Inner("Promise thrower", 0, static (_, in call) => throw new ScriptThrow(call.Callee.Data[0]));
    private static readonly NativeEntry ThenFinally = NativeEntry.Inner("Promise then finally function", 1, static (vm, in call) => AfterFinally(vm, call, ReturnValue));
    private static readonly NativeEntry CatchFinally = NativeEntry.Inner("Promise catch finally function", 1, static (vm, in call) => AfterFinally(vm, call, ThrowReason));

    public static void Install(RealmBuilder b)
    {
        var p = b.Object(Intrinsic.PromisePrototype);
        var promise = b.Constructor(Intrinsic.Promise, "Promise", 1, Make, p);
        b.Accessor(promise, "Promise", JsSymbol.Species, static (_, in call) => call.This);
        b.Method(promise, "Promise", "reject", 1, static (vm, in call) =>
        {
            var capability = vm.NewPromiseCapability(call.This);
            vm.Reject(capability, call[0]);
            return capability.Promise;
        });
        b.Method(promise, "Promise", "resolve", 1, static (vm, in call) => call.This.TryGetObject(out var constructor)
            ? vm.PromiseResolve(constructor, call[0])
            : throw vm.TypeError($"Promise.resolve called on {vm.Describe(call.This)}, which is not an object."));
        b.Method(promise, "Promise", "try", 1, Try);
        b.Method(promise, "Promise", "withResolvers", 0, WithResolvers);
        PromiseCombinators.Install(b, promise);
        b.Method(p, Owner, "catch", 1, static (vm, in call) => vm.Invoke(call.This, "then", [Value.Undefined, call[0]]));
        b.Method(p, Owner, "finally", 1, Finally);
        b.Method(p, Owner, "then", 2, Then);
        b.Tag(p, "Promise");
    }

    private static Value Make(Vm vm, in CallInfo call)
    {
        if (!call.IsConstruct)
            throw vm.TypeError("Promise constructor cannot be invoked without 'new'.");
        if (!call[0].IsCallable)
            throw vm.TypeError($"Promise resolver {vm.Describe(call[0])} is not a function.");
        var promise = vm.NewPromise(vm.PrototypeFor(call.NewTarget, Intrinsic.PromisePrototype));
        var (resolve, reject) = vm.CreateResolvingFunctions(promise);
        using var hold = vm.Hold(promise);
        try
        {
            vm.Call(call[0], Value.Undefined, [resolve, reject]);
        }
        catch (ScriptThrow thrown)
        {
            vm.Call(reject, Value.Undefined, [thrown.Value]);
        }

        return promise;
    }

    /// <summary>A capability that always has its functions, for those who hand them on.</summary>
    internal static PromiseCapability WithFunctions(Vm vm, Value constructor)
    {
        var capability = vm.NewPromiseCapability(constructor);
        if (!capability.Resolve.IsUndefined)
            return capability;
        var (resolve, reject) = vm.CreateResolvingFunctions((JsPromise)capability.Promise);
        vm.Allocate(PromiseCapability.Bytes);
        return new PromiseCapability(capability.Promise, resolve, reject);
    }

    private static Value Try(Vm vm, in CallInfo call)
    {
        if (!call.This.IsObject)
            throw vm.TypeError($"Promise.try called on {vm.Describe(call.This)}, which is not an object.");
        var capability = vm.NewPromiseCapability(call.This);
        try
        {
            vm.Resolve(capability, vm.Call(call[0], Value.Undefined, call.From(1)));
        }
        catch (ScriptThrow thrown)
        {
            vm.Reject(capability, thrown.Value);
        }

        return capability.Promise;
    }

    private static Value WithResolvers(Vm vm, in CallInfo call)
    {
        var capability = WithFunctions(vm, call.This);
        var result = vm.NewObject();
        result.CreateDataProperty(vm, "promise", capability.Promise);
        result.CreateDataProperty(vm, "resolve", capability.Resolve);
        result.CreateDataProperty(vm, "reject", capability.Reject);
        return result;
    }

    private static Value Then(Vm vm, in CallInfo call)
    {
        if (call.This.Ref is not JsPromise promise)
            throw vm.TypeError($"Promise.prototype.then called on {vm.Describe(call.This)}, which is no promise.");
        var species = vm.SpeciesOf(promise, vm.Realm[Intrinsic.Promise]);
        var capability = vm.NewPromiseCapability(species ?? vm.Realm[Intrinsic.Promise]);
        vm.PerformThen(promise, call[0], call[1], capability);
        return capability.Promise;
    }

    private static Value Finally(Vm vm, in CallInfo call)
    {
        if (!call.This.TryGetObject(out var promise))
            throw vm.TypeError($"Promise.prototype.finally called on {vm.Describe(call.This)}, which is not an object.");
        var constructor = vm.SpeciesOf(promise, vm.Realm[Intrinsic.Promise]) ?? vm.Realm[Intrinsic.Promise];
        if (!call[0].IsCallable)
            return vm.Invoke(promise, "then", [call[0], call[0]]);
        return vm.Invoke(promise, "then", [vm.NewNative(ThenFinally, call[0], constructor), vm.NewNative(CatchFinally, call[0], constructor)]);
    }

    /// <summary>Calls the callback of finally, waits for what it returns, and then gives what was there before.</summary>
    private static Value AfterFinally(Vm vm, in CallInfo call, NativeEntry then)
    {
        var result = vm.Call(call.Callee.Data[0], Value.Undefined);
        var promise = vm.PromiseResolve((JsObject)call.Callee.Data[1].Ref!, result);
        return vm.Invoke(promise, "then", [vm.NewNative(then, call[0])]);
    }
}
