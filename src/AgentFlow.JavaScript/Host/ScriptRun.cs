using System.Text.Json;
using System.Threading.Channels;
using AgentFlow.JavaScript.Compiler;
using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;
using AgentFlow.JavaScript.Syntax;

namespace AgentFlow.JavaScript.Host;

/// <summary>Drives one run: run until idle, start calls, await any, settle, repeat. The machine is never entered by two at a time, and no thread waits.</summary>
internal sealed class ScriptRun
{
    private readonly ScriptHost _host;
    private readonly HostBridge _bridge;
    private readonly Vm _vm;
    private readonly Dictionary<int, HostCall> _running = [];
    private readonly JsonElement? _argument;
    private Channel<FinishedCall>? _finished;

    /// <param name="host">What the script can reach.</param>
    /// <param name="limits">What it may use.</param>
    /// <param name="state">What host functions find in their calls.</param>
    /// <param name="argument">What the function that the program exports is called with; null to call it with nothing, and to run a program that exports none.</param>
    public ScriptRun(ScriptHost host, VmLimits limits, object? state = null, JsonElement? argument = null)
    {
        _argument = argument;
        _host = host;
        _bridge = new HostBridge(host, state);
        _vm = new Vm(host.MutableBuiltIns ? Realm.CreateMutable() : Realm.Shared, limits, _bridge);
        _bridge.Attach(_vm);
    }

    public Task<ScriptResult> RunAsync(string source, int maxSource, CancellationToken cancellationToken) =>
        RunAsync(() => Compile(source, maxSource, cancellationToken), cancellationToken);

    /// <summary>Runs a program that was compiled before; what its code takes is counted, what compiling it cost is not.</summary>
    public Task<ScriptResult> RunAsync(CodeBlock? compiled, ScriptError? error, CancellationToken cancellationToken) => RunAsync(() =>
    {
        if (compiled is not null)
            _vm.HoldCode(compiled);
        return (compiled, error);
    }, cancellationToken);

    private async Task<ScriptResult> RunAsync(Func<(CodeBlock? Block, ScriptError? Error)> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var calls = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        ScriptOutcome outcome;
        try
        {
            var (block, invalid) = read();
            outcome = block is null ? new ScriptInvalid(invalid!) : await DriveAsync(block, calls.Token, cancellationToken).ConfigureAwait(false);
        }
        catch (ScriptTerminated ended)
        {
            outcome = new ScriptLimitReached(ended.Limit, ErrorReport.Of(_vm, ended));
        }
        finally
        {
            // Calls that the script no longer waits for.
            await calls.CancelAsync().ConfigureAwait(false);
        }
        return Finish(outcome);
    }

    private (CodeBlock? Block, ScriptError? Error) Compile(string text, int maxSource, CancellationToken cancellationToken)
    {
        if (text.Length > maxSource)
            return (null, new ScriptError { Name = "SyntaxError", Message = $"The source has {text.Length} characters; at most {maxSource} are allowed." });
        var source = new SourceText(text);
        _vm.StartClock(cancellationToken);
        try
        {
            // Reading and compiling is bounded by the source alone, so it is paid for before it is done.
            var tokens = SourceSize.TokensOf(text);
            _vm.Charge(tokens);
            _vm.Allocate((text.Length * 2L) + (tokens * SourceSize.BytesPerToken));
            var block = CodeCompiler.Compile(ModelCode.Parse(source));
            _vm.HoldCode(block);
            return (block, null);
        }
        catch (SourceErrorException error)
        {
            return (null, ErrorReport.Of(error));
        }
        catch (CodeTooLargeException error)
        {
            return (null, ErrorReport.Of(new SourceErrorException(error.Message, source, error.Offset, error.Offset)));
        }
        finally
        {
            _vm.StopClock();
        }
    }

    private async Task<ScriptOutcome> DriveAsync(CodeBlock block, CancellationToken calls, CancellationToken cancellationToken)
    {
        var (main, failure) = Begin(block, cancellationToken);
        failure ??= await SettleAsync(main!, calls, cancellationToken).ConfigureAwait(false);
        if (failure is null && block.ExportsDefault && main is { State: PromiseState.Fulfilled, Result: var export })
        {
            (main, failure) = CallExport(export, cancellationToken);
            failure ??= await SettleAsync(main!, calls, cancellationToken).ConfigureAwait(false);
        }
        return failure ?? Conclude(main!, cancellationToken);
    }

    /// <summary>Runs on until a promise is settled; gives the end of the run where it never can be.</summary>
    private async ValueTask<ScriptOutcome?> SettleAsync(JsPromise promise, CancellationToken calls, CancellationToken cancellationToken)
    {
        while (promise.State == PromiseState.Pending)
        {
            if (!StartCalls(calls, cancellationToken) && promise.State == PromiseState.Pending)
            {
                if (_running.Count == 0)
                    return Deadlock();
                if (!_finished!.Reader.TryRead(out var finished))
                {
                    _host.Idle?.Invoke();
                    finished = await _finished.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                }
                _running.Remove(finished.Pending.Call.Number);
                Compute(finished, cancellationToken);
            }
        }
        return null;
    }

    /// <summary>Makes the machine ready and runs the program until it is idle for the first time.</summary>
    private (JsPromise? Main, ScriptOutcome? Failure) Begin(CodeBlock block, CancellationToken cancellationToken)
    {
        _vm.StartClock(cancellationToken);
        try
        {
            _bridge.DefineGlobals();
            var program = new ScriptFunction(_vm.FunctionShape, new ScriptCode(_vm, block), []);
            var main = (JsPromise)_vm.Call(program, Value.Undefined).Ref!;
            _vm.Handled(main);
            _vm.RunJobs();
            return (main, null);
        }
        catch (ScriptThrow thrown)
        {
            return (null, new ScriptThrew(ErrorReport.Of(_vm, thrown.Value)));
        }
        finally
        {
            _vm.StopClock();
        }
    }

    /// <summary>Calls what the program exports, where it is a function; the promise of its result.</summary>
    private (JsPromise? Result, ScriptOutcome? Failure) CallExport(Value export, CancellationToken cancellationToken)
    {
        _vm.StartClock(cancellationToken);
        try
        {
            var result = _vm.NewPromise();
            _vm.Handled(result);
            if (!export.IsCallable && _argument is not null)
                throw _vm.TypeError("What the script exports is not a function: write 'export default function (args) { ... }'.");
            var value = !export.IsCallable ? export
                : _argument is { } argument ? _vm.Call(export, Value.Undefined, JsonConversion.FromJson(_vm, argument))
                : _vm.Call(export, Value.Undefined);
            _vm.ResolvePromise(result, value);
            _vm.RunJobs();
            return (result, null);
        }
        catch (ScriptThrow thrown)
        {
            return (null, new ScriptThrew(ErrorReport.Of(_vm, thrown.Value)));
        }
        finally
        {
            _vm.StopClock();
        }
    }

    /// <summary>Starts what waits, as far as the cap allows. True where a call was over at once, so the machine has run.</summary>
    private bool StartCalls(CancellationToken calls, CancellationToken cancellationToken)
    {
        var settled = false;
        while (_running.Count < _host.ParallelCalls && _bridge.TryTake(out var pending))
        {
            var task = Invoke(pending, calls);
            if (task.IsCompleted)
            {
                Compute(task.Result, cancellationToken); // sync: the task is over, its result costs no wait
                settled = true;
            }
            else
            {
                _finished ??= Channel.CreateUnbounded<FinishedCall>(new UnboundedChannelOptions { SingleReader = true });
                _running.Add(pending.Call.Number, pending.Call);
                _ = PostAsync(task, _finished.Writer);
            }
        }
        return settled;
    }

    private static async ValueTask<FinishedCall> Invoke(PendingCall pending, CancellationToken calls)
    {
        try
        {
            return new FinishedCall(pending, await pending.Function(pending.Call, calls).ConfigureAwait(false), null);
        }
        catch (Exception error)
        {
            // Whatever a host function throws becomes the script's rejection, with a message of ours.
            return new FinishedCall(pending, null, error);
        }
    }

    private static async Task PostAsync(ValueTask<FinishedCall> task, ChannelWriter<FinishedCall> writer) =>
        writer.TryWrite(await task.ConfigureAwait(false));

    /// <summary>Settles a call and runs on until idle.</summary>
    private void Compute(in FinishedCall finished, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _vm.StartClock(cancellationToken);
        try
        {
            _bridge.Settle(finished);
            _vm.RunJobs();
        }
        finally
        {
            _vm.StopClock();
        }
    }

    private ScriptOutcome Conclude(JsPromise main, CancellationToken cancellationToken)
    {
        if (main.State == PromiseState.Rejected)
            return new ScriptThrew(ErrorReport.Of(_vm, main.Result));
        _vm.StartClock(cancellationToken);
        try
        {
            return new ScriptCompleted(JsonConversion.ToJson(_vm, main.Result), main.Result.IsUndefined);
        }
        catch (ScriptThrow thrown)
        {
            return new ScriptThrew(ErrorReport.Of(_vm, thrown.Value));
        }
        finally
        {
            _vm.StopClock();
        }
    }

    private static ScriptDeadlocked Deadlock() => new(new ScriptError
    {
        Name = "Error",
        Message = "The script waits for a promise that nothing can settle any more: no call is open. Look for a 'new Promise' whose resolve is never called.",
    });

    private List<ScriptError> Unhandled()
    {
        try
        {
            return _vm.IsDead ? [] : [.. _vm.UnhandledRejections.Take(10).Select(p => ErrorReport.Of(_vm, p.Result))];
        }
        catch (ScriptTerminated)
        {
            // The run has its outcome; what is left of the budget does not suffice for this report.
            return [];
        }
    }

    private ScriptResult Finish(ScriptOutcome outcome) => new(outcome)
    {
        Console = _bridge.Lines,
        UnhandledRejections = Unhandled(),
        Fuel = _vm.FuelUsed,
        PeakMemory = _vm.PeakMemory,
        ComputingTime = _vm.ComputingTime,
        HostCalls = _bridge.Calls,
        AbandonedCalls = [.. _running.Values.OrderBy(static c => c.Number), .. _bridge.Waiting],
        Announced = _vm.AllocatedTotal,
    };
}
