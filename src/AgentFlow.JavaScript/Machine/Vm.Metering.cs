using System.Runtime.CompilerServices;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.Machine;

/// <content>Fuel, memory, time.
/// <para>Fuel is spent in slices: <see cref="_slice"/> falls with every instruction and every <see cref="Charge"/>; where it gets below zero the
/// slower questions are asked (fuel left, cancelled, out of time).</para>
/// <para>Memory: every allocation whose size script influences is announced before it is made. The running sum measures what was allocated, not
/// what lives; when it passes the threshold, a census counts what is alive, and the run goes on where that is well below the limit.</para></content>
internal sealed partial class Vm
{
    /// <summary>Units between two looks at the clock.</summary>
    internal const int SliceUnits = 16_384;

    /// <summary>A run goes on after a census that finds less than this part of the limit alive.</summary>
    private const double LiveShare = 0.75;

    private long _slice;
    private long _sliceStart;
    private long _fuelLeft;
    private long _unspent;
    private long _liveAtCensus;
    private long _allocatedSince;
    private long _threshold;
    private long _peak;
    private int _census;
    private long _startedAt;
    private long _computing;
    private long _output;
    private long _nativeStart = -1;
    private long _scriptWithin;
    private long _heldOutside;
    private long _allocatedBefore;
    private CancellationToken _cancellation;

    /// <summary>The limit that ended this machine, once one has.</summary>
    public LimitKind? EndedBy { get; private set; }

    /// <summary>The calls that were open when a limit ended this machine.</summary>
    internal StackEntry[] EndedAt { get; private set; } = [];

    /// <summary>True once a limit or a cancellation has ended this machine for good.</summary>
    public bool IsDead { get; private set; }

    /// <summary>Fuel used so far.</summary>
    public long FuelUsed => Limits.Fuel - _fuelLeft + (_sliceStart - _slice);

    /// <summary>The most bytes that were alive or announced at one time.</summary>
    public long PeakMemory => Math.Max(_peak, _liveAtCensus + _allocatedSince);

    /// <summary>All bytes announced, alive or not.</summary>
    public long AllocatedTotal => _allocatedBefore + _allocatedSince;

    /// <summary>Spends fuel. Every loop of a built-in over elements, characters or hops calls it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Charge(long units)
    {
        if ((_slice -= units) < 0)
            EndSlice();
    }

    /// <summary>Announces an allocation, in bytes, before it is made.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Allocate(long bytes)
    {
        if ((_allocatedSince += bytes) > _threshold)
            Census(bytes);
    }

    /// <summary>Announces a rope node. A text that could not be made flat within the limit ends the run here, before it is wanted.</summary>
    public void AllocateRope(long length)
    {
        Allocate(JsString.HeaderBytes);
        if (length * 2 > Limits.Memory)
            throw Terminate(LimitKind.Memory, $"The script exceeded its memory limit of {Limits.Memory:#,0} bytes: a string of {length:#,0} characters.");
    }

    /// <summary>Counts characters that leave the machine.</summary>
    public void ChargeOutput(long characters)
    {
        if ((_output += characters) > Limits.Output)
            throw Terminate(LimitKind.Output, $"The script put out more than {Limits.Output:#,0} characters.");
    }

    /// <summary>Ends the machine.</summary>
    internal ScriptTerminated Terminate(LimitKind limit, string message)
    {
        IsDead = true;
        EndedBy = limit;
        EndedAt = CaptureStack();
        return new ScriptTerminated(limit, message);
    }

    /// <summary>Opens a stretch of computing: time counts and the token is looked at until <see cref="StopClock"/>.</summary>
    /// <exception cref="InvalidOperationException">Another stretch is open.</exception>
    internal void StartClock(CancellationToken cancellationToken)
    {
        Enter();
        _cancellation = cancellationToken;
        _startedAt = Host.Clock.GetTimestamp();
    }

    /// <summary>Ends the stretch of computing; waiting for the host counts nowhere.</summary>
    internal void StopClock()
    {
        _computing += Host.Clock.GetTimestamp() - _startedAt;
        Exit();
    }

    /// <summary>Computing time so far.</summary>
    public TimeSpan ComputingTime => TimeSpan.FromSeconds((double)_computing / Host.Clock.TimestampFrequency);

    private void StartMeters()
    {
        _fuelLeft = Limits.Fuel;
        _threshold = Limits.Memory;
        NextSlice();
    }

    private void NextSlice()
    {
        _sliceStart = _slice = Math.Min(SliceUnits, _fuelLeft);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void EndSlice()
    {
        _unspent = _slice;
        _fuelLeft -= _sliceStart - _unspent;
        NextSlice();
        if (_fuelLeft < 0)
            throw Terminate(LimitKind.Fuel, $"The script used up its {Limits.Fuel:#,0} units of fuel.");
        if (_cancellation.IsCancellationRequested)
        {
            IsDead = true;
            throw new OperationCanceledException(_cancellation);
        }
        CheckHonesty();
        if (Limits.Time != Timeout.InfiniteTimeSpan && _startedAt != 0)
            CheckTime();
    }

    private void CheckTime()
    {
        var ticks = _computing + Host.Clock.GetTimestamp() - _startedAt;
        if (ticks > Limits.Time.TotalSeconds * Host.Clock.TimestampFrequency)
            throw Terminate(LimitKind.Time, $"The script computed for longer than {Limits.Time.TotalMilliseconds:#,0} ms.");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Census(long bytes)
    {
        _allocatedSince -= bytes;
        if (bytes > Limits.Memory)
            throw OutOfMemory(_liveAtCensus + _allocatedSince);
        _peak = Math.Max(_peak, Math.Min(_liveAtCensus + _allocatedSince, Limits.Memory));
        var tracer = new HeapTracer(++_census);
        TraceRoots(tracer);
        tracer.Drain();
        _liveAtCensus = tracer.Bytes + HeldByNatives;
        _allocatedBefore += _allocatedSince;
        _allocatedSince = 0;
        Charge(tracer.Bytes / 256);
        if (_liveAtCensus + bytes > Limits.Memory * LiveShare)
            throw OutOfMemory(_liveAtCensus);
        _threshold = Limits.Memory - _liveAtCensus;
        _allocatedSince = bytes;
    }

    /// <summary>What built-ins on the stack have allocated themselves. The census cannot see what only they hold, so all of it counts as alive.</summary>
    private long HeldByNatives => _heldOutside + (_nativeStart < 0 ? 0 : AllocatedTotal - _nativeStart - _scriptWithin);

    private ScriptTerminated OutOfMemory(long wanted)
    {
        _peak = Math.Max(_peak, Math.Min(wanted, Limits.Memory));
        return Terminate(LimitKind.Memory, $"The script exceeded its memory limit of {Limits.Memory:#,0} bytes.");
    }
}
