using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.Machine;

/// <content>Promises and jobs: the state machine of the specification, with every step as data.</content>
internal sealed partial class Vm
{
    private static readonly NativeEntry ResolveEntry = NativeEntry.Inner("Promise resolve function", 1, ResolveFunction);
    private static readonly NativeEntry RejectEntry = NativeEntry.Inner("Promise reject function", 1, RejectFunction);
    private static readonly NativeEntry ExecutorEntry = NativeEntry.Inner("GetCapabilitiesExecutor function", 2, CapabilityExecutor);

    private readonly Queue<Job> _jobs = new();
    private Shape? _promiseShape;

    private readonly List<JsPromise> _rejected = [];

    /// <summary>Rejected promises that nobody has reacted to so far.</summary>
    internal IEnumerable<JsPromise> UnhandledRejections => _rejected.Where(static p => !p.IsHandled);

    /// <summary>Notes that the host looks at a promise itself.</summary>
    internal void Handled(JsPromise promise)
    {
        promise.IsHandled = true;
        _awaited = promise;
    }

    private JsPromise? _awaited;

    /// <summary>A pending promise.</summary>
    public JsPromise NewPromise()
    {
        Allocate(JsPromise.Bytes);
        return new JsPromise(_promiseShape ??= RootShape(Realm[Intrinsic.PromisePrototype]));
    }

    /// <summary>A pending promise under the given prototype.</summary>
    public JsPromise NewPromise(JsObject prototype)
    {
        Allocate(JsPromise.Bytes);
        return new JsPromise(RootShape(prototype));
    }

    /// <summary>The steps of a promise's resolve function, without its already-resolved flag.</summary>
    public void ResolvePromise(JsPromise promise, Value resolution)
    {
        if (ReferenceEquals(resolution.Ref, promise))
        {
            RejectPromise(promise, CreateError(Intrinsic.TypeErrorPrototype, "Chaining cycle detected for promise."));
            return;
        }
        if (resolution.AsObject is not { } obj)
        {
            FulfillPromise(promise, resolution);
            return;
        }
        Value then;
        try
        {
            then = Get(obj, "then");
        }
        catch (ScriptThrow thrown)
        {
            RejectPromise(promise, thrown.Value);
            return;
        }
        if (then.IsCallable)
            Enqueue(new Job(JobKind.ResolveThenable, promise, resolution, then));
        else
            FulfillPromise(promise, resolution);
    }

    public void FulfillPromise(JsPromise promise, Value value) => Settle(promise, PromiseState.Fulfilled, value);

    public void RejectPromise(JsPromise promise, Value reason)
    {
        if (!promise.IsHandled)
            _rejected.Add(promise);
        Settle(promise, PromiseState.Rejected, reason);
    }

    /// <summary>CreateResolvingFunctions: two functions of which only the first call counts.</summary>
    public (NativeFunction Resolve, NativeFunction Reject) CreateResolvingFunctions(JsPromise promise)
    {
        Allocate(Cell.Bytes);
        var done = new Cell(Value.False);
        return (NewNative(ResolveEntry, promise, done), NewNative(RejectEntry, promise, done));
    }

    /// <summary>NewPromiseCapability. The realm's own Promise needs no functions.</summary>
    public PromiseCapability NewPromiseCapability(Value constructor)
    {
        Allocate(PromiseCapability.Bytes);
        if (ReferenceEquals(constructor.Ref, Realm[Intrinsic.Promise]))
            return NewPromiseCapability();
        if (constructor.AsObject is not { IsConstructor: true } c)
            throw TypeError($"{Describe(constructor)} is not a constructor.");
        var executor = NewNative(ExecutorEntry, Value.Undefined, Value.Undefined);
        var promise = Construct(c, [executor]);
        var (resolve, reject) = (executor.Data[0], executor.Data[1]);
        return resolve.IsCallable && reject.IsCallable
            ? new PromiseCapability(promise, resolve, reject)
            : throw TypeError("Promise resolve or reject function is not callable.");
    }

    /// <summary>A capability of a new promise of the realm.</summary>
    public PromiseCapability NewPromiseCapability() => new(NewPromise(), Value.Undefined, Value.Undefined);

    /// <summary>Resolves the promise of a capability.</summary>
    public void Resolve(PromiseCapability capability, Value value)
    {
        if (capability.Resolve.IsUndefined)
            ResolvePromise((JsPromise)capability.Promise, value);
        else
            Call(capability.Resolve, Value.Undefined, [value]);
    }

    /// <summary>Rejects the promise of a capability.</summary>
    public void Reject(PromiseCapability capability, Value reason)
    {
        if (capability.Reject.IsUndefined)
            RejectPromise((JsPromise)capability.Promise, reason);
        else
            Call(capability.Reject, Value.Undefined, [reason]);
    }

    /// <summary>PromiseResolve: the value itself where it is a promise of this constructor, else a promise resolved with it.</summary>
    public JsObject PromiseResolve(JsObject constructor, Value value)
    {
        if (value.Ref is JsPromise promise && ReferenceEquals(Get(promise, "constructor").Ref, constructor))
            return promise;
        var capability = NewPromiseCapability(constructor);
        Resolve(capability, value);
        return capability.Promise;
    }

    /// <summary>PerformPromiseThen.</summary>
    public void PerformThen(JsPromise promise, Value onFulfilled, Value onRejected, PromiseCapability? result)
    {
        Allocate(PromiseReaction.Bytes);
        React(promise, new PromiseReaction
        {
            OnFulfilled = onFulfilled.IsCallable ? onFulfilled : Value.Undefined,
            OnRejected = onRejected.IsCallable ? onRejected : Value.Undefined,
            Capability = result,
        });
    }

    /// <summary>Runs jobs until there are none.</summary>
    internal void RunJobs()
    {
        while (_jobs.TryDequeue(out var job))
        {
            Charge(2);
            try
            {
                RunJob(job);
            }
            catch (ScriptThrow thrown)
            {
                // A promise of the script's own making whose functions throw: reported like a rejection that nobody looks at.
                RejectPromise(NewPromise(), thrown.Value);
            }
        }
    }

    /// <summary>Lets a coroutine go on when the value, made a promise, settles.</summary>
    private void AwaitValue(Coroutine coroutine, Value value, AwaitKind kind = AwaitKind.Await)
    {
        var promise = (JsPromise)PromiseResolve(Realm[Intrinsic.Promise], value);
        Allocate(PromiseReaction.Bytes);
        React(promise, new PromiseReaction { Awaiter = coroutine, AwaitKind = kind });
    }

    private void React(JsPromise promise, PromiseReaction reaction)
    {
        promise.IsHandled = true;
        if (promise.State != PromiseState.Pending)
            Enqueue(new Job(promise.State == PromiseState.Fulfilled ? JobKind.Fulfilled : JobKind.Rejected, reaction, promise.Result, default));
        else if (promise.LastReaction is { } last)
            promise.LastReaction = last.Next = reaction;
        else
            promise.FirstReaction = promise.LastReaction = reaction;
    }

    private void Settle(JsPromise promise, PromiseState state, Value result)
    {
        var reaction = promise.FirstReaction;
        promise.FirstReaction = promise.LastReaction = null;
        promise.State = state;
        promise.Result = result;
        while (reaction is not null)
        {
            var next = reaction.Next;
            reaction.Next = null;
            Charge(1);
            Enqueue(new Job(state == PromiseState.Fulfilled ? JobKind.Fulfilled : JobKind.Rejected, reaction, result, default));
            reaction = next;
        }
    }

    private void Enqueue(in Job job)
    {
        Allocate(Job.Bytes);
        _jobs.Enqueue(job);
    }

    private void RunJob(in Job job)
    {
        if (job.Kind == JobKind.ResolveThenable)
        {
            var (resolve, reject) = CreateResolvingFunctions((JsPromise)job.Target);
            try
            {
                Call(job.Extra, job.Value, [resolve, reject]);
            }
            catch (ScriptThrow thrown)
            {
                Call(reject, Value.Undefined, [thrown.Value]);
            }
            return;
        }
        var reaction = (PromiseReaction)job.Target;
        if (reaction.Awaiter is { } awaiter)
            WakeUp(awaiter, reaction.AwaitKind, job.Kind == JobKind.Fulfilled, job.Value);
        else
            RunReaction(reaction, job.Kind == JobKind.Fulfilled, job.Value);
    }

    private void RunReaction(PromiseReaction reaction, bool fulfilled, Value value)
    {
        var handler = fulfilled ? reaction.OnFulfilled : reaction.OnRejected;
        if (!handler.IsUndefined)
        {
            try
            {
                value = Call(handler, Value.Undefined, [value]);
                fulfilled = true;
            }
            catch (ScriptThrow thrown)
            {
                value = thrown.Value;
                fulfilled = false;
            }
        }
        if (reaction.Capability is not { } capability)
            return;
        if (fulfilled)
            Resolve(capability, value);
        else
            Reject(capability, value);
    }

    private static Value ResolveFunction(Vm vm, in CallInfo call) => SettleOnce(vm, call, fulfil: true);

    private static Value RejectFunction(Vm vm, in CallInfo call) => SettleOnce(vm, call, fulfil: false);

    private static Value SettleOnce(Vm vm, in CallInfo call, bool fulfil)
    {
        var done = (Cell)call.Callee.Data[1].Ref!;
        if (done.Value.IsTrue)
            return Value.Undefined;
        done.Value = Value.True;
        var promise = (JsPromise)call.Callee.Data[0].Ref!;
        if (fulfil)
            vm.ResolvePromise(promise, call[0]);
        else
            vm.RejectPromise(promise, call[0]);
        return Value.Undefined;
    }

    private static Value CapabilityExecutor(Vm vm, in CallInfo call)
    {
        var data = call.Callee.Data;
        if (!data[0].IsUndefined || !data[1].IsUndefined)
            throw vm.TypeError("Promise executor has already been invoked with functions.");
        data[0] = call[0];
        data[1] = call[1];
        return Value.Undefined;
    }
}
