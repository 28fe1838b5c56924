using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.Host;

/// <summary>The machine's side of the host: the functions by number, the calls that wait, the console, clock and random numbers of one run.</summary>
internal sealed class HostBridge : IVmHost
{
    private static readonly NativeEntry CallEntry = NativeEntry.Inner("host function", 0, CallFunction);

    private readonly ScriptHost _host;
    private readonly HostEntry[] _entries;
    private readonly object? _state;
    private readonly Queue<PendingCall> _waiting = new();
    private readonly List<ConsoleLine> _lines = [];
    private ulong _random;
    private Vm _vm = null!;

    public HostBridge(ScriptHost host, object? state)
    {
        _state = state;
        _host = host;
        _entries = host.Entries.Count == 0 ? [] : [.. host.Entries.Values];
        _random = unchecked((ulong)host.RandomSeed * 0x9E37_79B9_7F4A_7C15) + 0x1234_5678_9ABC_DEF1;
    }

    public TimeProvider Clock => _host.TimeProvider;

    public TimeZoneInfo Zone => _host.TimeZone;

    public IReadOnlyList<ConsoleLine> Lines => _lines;

    /// <summary>Calls made so far.</summary>
    public int Calls { get; private set; }

    /// <summary>Calls that nobody has started yet.</summary>
    public IEnumerable<HostCall> Waiting => _waiting.Select(static p => p.Call);

    public long HeldBytes { get; private set; }

    public void Attach(Vm vm) => _vm = vm;

    /// <summary>SplitMix64: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014.</summary>
    public double NextRandom()
    {
        var z = _random += 0x9E37_79B9_7F4A_7C15;
        z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9;
        z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }

    public void WriteLine(string level, string text)
    {
        var bytes = 80 + (2L * text.Length);
        _vm.Allocate(bytes);
        HeldBytes += bytes;
        _lines.Add(new ConsoleLine { Level = level, Text = text });
    }

    /// <summary>Puts the host's functions and values on the global object.</summary>
    public void DefineGlobals()
    {
        for (var i = 0; i < _entries.Length; i++)
        {
            var entry = _entries[i];
            var dot = entry.Name.IndexOf('.', StringComparison.Ordinal);
            var name = entry.Name[(dot + 1)..];
            var value = entry.IsFunction ? NewFunction(i, name) : JsonConversion.FromJson(_vm, entry.Value);
            Namespace(dot < 0 ? null : entry.Name[..dot]).Put(_vm, name, value, PropertyFlags.All);
        }
    }

    public bool TryTake([NotNullWhen(true)] out PendingCall? pending)
    {
        if (!_waiting.TryDequeue(out pending))
            return false;
        HeldBytes -= pending.Bytes;
        return true;
    }

    /// <summary>Settles the promise of a call that is over.</summary>
    public void Settle(in FinishedCall finished)
    {
        var promise = finished.Pending.Promise;
        if (finished.Error is not null)
        {
            _vm.RejectPromise(promise, Failure(finished.Pending.Call.Function, finished.Error, finished.Pending.Place));
            return;
        }
        try
        {
            _vm.ResolvePromise(promise, JsonConversion.FromJson(_vm, finished.Result));
        }
        catch (ScriptThrow thrown)
        {
            // Data that is nested too deeply.
            _vm.RejectPromise(promise, thrown.Value);
        }
    }

    private JsObject Namespace(string? name)
    {
        if (name is null)
            return _vm.Global;
        if (_vm.Global.GetOwn(_vm, name, out var known) && known.Value.AsObject is { Shape.IsShared: false } existing)
            return existing;
        var fresh = _vm.NewObject();
        _vm.Global.Put(_vm, name, fresh, PropertyFlags.All);
        return fresh;
    }

    private NativeFunction NewFunction(int index, string name)
    {
        _vm.Allocate(NativeFunction.Bytes);
        return new NativeFunction(_vm.FunctionShape, CallEntry, [index], JsString.Of(name));
    }

    private static Value CallFunction(Vm vm, in CallInfo call) =>
        ((HostBridge)vm.Host).Invoke((int)call.Callee.Data[0].Num, call.Args);

    private Value Invoke(int index, ReadOnlySpan<Value> args)
    {
        var entry = _entries[index];
        var before = _vm.AllocatedTotal;
        _vm.Charge(20);
        _vm.Allocate(500);
        var copies = args.Length == 0 ? [] : new JsonNode?[args.Length];
        for (var i = 0; i < copies.Length; i++)
            copies[i] = JsonConversion.ToJson(_vm, args[i]);
        var call = new HostCall(++Calls, entry.Name, copies, _state);
        if (entry.Immediate is { } immediate)
            return InvokeNow(immediate, call);
        var promise = _vm.NewPromise();
        var pending = new PendingCall(call, entry.Function!, promise, _vm.CaptureStack(), _vm.AllocatedTotal - before);
        HeldBytes += pending.Bytes;
        _waiting.Enqueue(pending);
        return promise;
    }

    private Value InvokeNow(Func<HostCall, JsonNode?> function, HostCall call)
    {
        JsonNode? result;
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            result = function(call);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // Whatever a host function throws becomes the script's error, with a message of ours.
            throw new ScriptThrow(Failure(call.Function, error));
        }
        finally
        {
            _vm.ExcludeAllocated(GC.GetAllocatedBytesForCurrentThread() - before);
        }
        return JsonConversion.FromJson(_vm, result);
    }

    private JsError Failure(string function, Exception error, StackEntry[]? place = null)
    {
        var message = error switch
        {
            ScriptHostException known => known.Message,
            OperationCanceledException => $"The call of '{function}' was cancelled.",
            _ => $"The function '{function}' failed.",
        };
        return _vm.CreateError(Intrinsic.ErrorPrototype, message, place);
    }
}
