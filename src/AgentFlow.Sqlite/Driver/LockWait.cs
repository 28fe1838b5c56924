using SQLitePCL;

namespace AgentFlow.Sqlite.Driver;

/// <summary>
/// Waits for another connection to let go of the file. SQLite can do so by itself, but the native builds in use were made without fine
/// sleeping and wait a whole second at a time.
/// </summary>
/// <remarks>Counts its own waits and asks no clock: this is waiting for a device, which no <see cref="TimeProvider"/> can hurry.</remarks>
internal struct LockWait(TimeSpan limit)
{
    private const int LongestStep = 20;

    // Never set: waiting for it takes the time that it is given.
    private static readonly ManualResetEventSlim Never = new(false, 0);

    private int _step = 0;
    private double _waited = 0;

    /// <summary>Waits a moment if the file is locked and the limit is not reached; false when there is no point in another try.</summary>
    public bool IsWorthAnotherTry(int code)
    {
        if ((code & 0xff) != raw.SQLITE_BUSY || _waited >= limit.TotalMilliseconds)
            return false;
        _step = Math.Min(_step + 1, LongestStep);
        _waited += _step;
        Never.Wait(_step);
        return true;
    }
}
