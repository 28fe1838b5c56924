namespace AgentFlow.Tools;

/// <summary>The time that one call may take. It stands still while calls run that its tool made of others, which have times of their own.</summary>
internal sealed class CallTime(TimeProvider time, TimeSpan limit, CancellationTokenSource source) : IDisposable
{
    private readonly Lock _gate = new();
    private TimeSpan _left = limit;
    private long _since = time.GetTimestamp();
    private int _pauses;
    private ITimer? _timer;

    /// <summary>From here on the source is cancelled when the time is up; a tool that returns at once needs no timer.</summary>
    public void Start()
    {
        lock (_gate)
        {
            var due = _pauses > 0 ? Timeout.InfiniteTimeSpan : AtLeastZero(_left - time.GetElapsedTime(_since));
            _timer = time.CreateTimer(static s => ((CancellationTokenSource)s!).Cancel(), source, due, Timeout.InfiniteTimeSpan);
        }
    }

    public void Pause()
    {
        lock (_gate)
        {
            if (_pauses++ > 0)
                return;
            _left -= time.GetElapsedTime(_since);
            _timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    public void Resume()
    {
        lock (_gate)
        {
            if (--_pauses > 0)
                return;
            _since = time.GetTimestamp();
            _timer?.Change(AtLeastZero(_left), Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose() => _timer?.Dispose();

    private static TimeSpan AtLeastZero(TimeSpan span) => span < TimeSpan.Zero ? TimeSpan.Zero : span;
}
