using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.Machine;

/// <content>Async generators: a queue of requests, worked on one after the other. Names in brackets are those of the specification.</content>
internal sealed partial class Vm
{
    /// <summary>next, throw and return of an async generator: gives the promise of the answer.</summary>
    public JsPromise RequestOf(JsGenerator generator, ResumeMode mode, Value value)
    {
        var coroutine = generator.Coroutine;
        var promise = NewPromise();
        if (mode == ResumeMode.Throw && coroutine.State == CoroutineState.Start)
            coroutine.State = CoroutineState.Done;
        if (coroutine.State == CoroutineState.Done && mode != ResumeMode.Return)
        {
            if (mode == ResumeMode.Throw)
                RejectPromise(promise, value);
            else
                ResolvePromise(promise, NewIteratorResult(Value.Undefined, done: true));
            return promise;
        }
        Allocate(56);
        (generator.Requests ??= new()).Enqueue(new GeneratorRequest(mode, value, promise));
        if (mode == ResumeMode.Return && coroutine.State is CoroutineState.Start or CoroutineState.Done)
            AwaitReturn(generator);
        else if (coroutine.State is CoroutineState.Start or CoroutineState.Suspended)
            ResumeFromOutside(coroutine, mode, value);
        return promise;
    }

    /// <summary>Hands out a value, and goes on at once where more is asked for already. [AsyncGeneratorYield]</summary>
    private int YieldAsync(Opcode op, Value value, int entry)
    {
        ref var frame = ref _frames[_depth - 1];
        var generator = frame.Coroutine!.Generator!;
        Answer(generator, fulfilled: true, value, done: false);
        if (generator.Requests!.TryPeek(out var next))
        {
            frame.Pc = _pc;
            return Receive(next.Mode, next.Value) ? Reenter : Raise(next.Value, entry);
        }
        Suspend(frame.Coroutine);
        frame.Coroutine.State = CoroutineState.Suspended;
        return Deliver(Value.Undefined) ? Leave : Reenter;
    }

    /// <summary>Settles the promise of the first request. [AsyncGeneratorCompleteStep]</summary>
    private void Answer(JsGenerator generator, bool fulfilled, Value value, bool done)
    {
        var request = generator.Requests!.Dequeue();
        if (fulfilled)
            ResolvePromise(request.Promise, NewIteratorResult(value, done));
        else
            RejectPromise(request.Promise, value);
    }

    /// <summary>Answers what is still asked of a generator that is over. [AsyncGeneratorDrainQueue]</summary>
    private void Drain(JsGenerator generator)
    {
        while (generator.Requests!.TryPeek(out var request))
        {
            Charge(1);
            if (request.Mode == ResumeMode.Return)
            {
                AwaitReturn(generator);
                return;
            }
            var failed = request.Mode == ResumeMode.Throw;
            Answer(generator, !failed, failed ? request.Value : Value.Undefined, done: true);
        }
    }

    /// <summary>Awaits the value of a return request. [AsyncGeneratorAwaitReturn]</summary>
    private void AwaitReturn(JsGenerator generator)
    {
        generator.Coroutine.State = CoroutineState.AwaitingReturn;
        try
        {
            AwaitValue(generator.Coroutine, generator.Requests!.Peek().Value, AwaitKind.Return);
        }
        catch (ScriptThrow thrown)
        {
            ReturnAwaited(generator, fulfilled: false, thrown.Value);
        }
    }

    private void ReturnAwaited(JsGenerator generator, bool fulfilled, Value value)
    {
        generator.Coroutine.State = CoroutineState.Done;
        Answer(generator, fulfilled, value, done: true);
        Drain(generator);
    }

    /// <summary>GetIterator(value, async).</summary>
    private IteratorRecord AsyncIterationOf(Value iterable)
    {
        if (!iterable.IsNullish && GetMethod(iterable, JsSymbol.AsyncIterator) is { } method)
            return GetIterator(iterable, method);
        if (iterable.IsNullish || GetMethod(iterable, JsSymbol.Iterator) is not { } plain)
            throw TypeError($"{Describe(iterable)} is not async iterable.");
        return WrapAsync(GetIterator(iterable, plain));
    }

    /// <summary>CreateAsyncFromSyncIterator.</summary>
    public IteratorRecord WrapAsync(IteratorRecord record)
    {
        Allocate(JsObject.Bytes + 40);
        var wrapper = new JsAsyncFromSyncIterator(RootShape(Realm[Intrinsic.AsyncFromSyncIteratorPrototype]), record);
        return IteratorOf(wrapper);
    }
}
