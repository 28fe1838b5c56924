using System.Globalization;

namespace AgentFlow.Models;

/// <summary>A token that is cancelled by the caller's token, or when the server was silent for too long while it was waited for.</summary>
internal sealed class IdleDeadline : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly ITimer? _timer;
    private readonly TimeSpan _limit;
    private volatile bool _elapsed;

    public IdleDeadline(ModelTransportOptions options, CancellationToken cancellationToken)
    {
        _limit = options.IdleTimeout;
        _source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (_limit != Timeout.InfiniteTimeSpan)
            _timer = options.TimeProvider.CreateTimer(
                static state => ((IdleDeadline)state!).Elapse(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public CancellationToken Token => _source.Token;

    /// <summary>Whether the silence was what cancelled the token.</summary>
    public bool HasElapsed => _elapsed;

    public string Description => string.Create(CultureInfo.InvariantCulture, $"nothing arrived for {_limit.TotalSeconds:0.###} s");

    /// <summary>Begins to wait for the server.</summary>
    public void Start() => _timer?.Change(_limit, Timeout.InfiniteTimeSpan);

    /// <summary>Something came; what the caller does with it may take as long as it likes.</summary>
    public void Stop() => _timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    public void Dispose()
    {
        _timer?.Dispose();
        _source.Dispose();
    }

    private void Elapse()
    {
        _elapsed = true;
        try
        {
            _source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The answer ended in the same moment.
        }
    }
}
