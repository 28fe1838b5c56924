using System.Globalization;

namespace AgentFlow.JavaScript.Machine;

/// <content>What guards the machine against mistakes of our own: two that enter it at a time, and a built-in that allocates what it did not announce.</content>
internal sealed partial class Vm
{
    /// <summary>So many times what was announced may really be allocated, beyond <see cref="UnannouncedSlack"/>, before the run is ended.</summary>
    private const int UnannouncedFactor = 4;

    /// <summary>Bytes that need no announcement: what the runtime allocates when code runs for the first time, buffers of the machine itself.</summary>
    private const long UnannouncedSlack = 32 << 20;

    private int _entered;
    private long _allocatedAtEntry;
    private long _reallyAllocated;

    /// <summary>Bytes that .NET really allocated while this machine computed; host functions are left out.</summary>
    internal long ReallyAllocated => _reallyAllocated + (_entered == 0 ? 0 : GC.GetAllocatedBytesForCurrentThread() - _allocatedAtEntry);

    /// <summary>Leaves out of <see cref="ReallyAllocated"/> what a host function allocated on this thread.</summary>
    internal void ExcludeAllocated(long bytes) => _reallyAllocated -= bytes;

    private void Enter()
    {
        if (Interlocked.Exchange(ref _entered, 1) != 0)
            throw new InvalidOperationException("The machine is computing already. One machine is entered by one caller at a time; use a machine of its own for each run.");
        _allocatedAtEntry = GC.GetAllocatedBytesForCurrentThread();
    }

    private void Exit()
    {
        _reallyAllocated += GC.GetAllocatedBytesForCurrentThread() - _allocatedAtEntry;
        Volatile.Write(ref _entered, 0);
    }

    /// <summary>Looked at once per slice. Where this ends a run, an announcement is missing in a built-in: the run would outgrow its limit unseen.</summary>
    private void CheckHonesty()
    {
        if (_entered == 0 || ReallyAllocated - UnannouncedSlack <= AllocatedTotal * UnannouncedFactor)
            return;
        throw Terminate(
            LimitKind.Memory,
            string.Create(CultureInfo.InvariantCulture, $"The run was ended for safety: it allocated {ReallyAllocated:#,0} bytes, far more than the {AllocatedTotal:#,0} that were accounted for."));
    }
}
