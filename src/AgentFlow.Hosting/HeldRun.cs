using AgentFlow.Runs;

namespace AgentFlow.Hosting;

/// <summary>
/// A run that this worker holds by a lease, renewed as long as it is worked on. When the lease is lost, <see cref="Lost"/> is cancelled.
/// </summary>
internal sealed class HeldRun : IAsyncDisposable
{
    public const string Prefix = "run/";

    private readonly ILeaseStore _leases;
    private readonly TimeSpan _duration;
    private readonly CancellationTokenSource _lost;
    private readonly CancellationTokenSource _done = new();
    private readonly Task _renewing;
    private Lease _lease;

    private HeldRun(ILeaseStore leases, Lease lease, TimeSpan duration, TimeProvider time, CancellationToken stoppingToken)
    {
        _leases = leases;
        _lease = lease;
        _duration = duration;
        _lost = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        _renewing = RenewAsync(time);
    }

    /// <summary>Cancelled when the run is somebody else's, or the host stops.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>Whether the work is done; otherwise, what is left is for another worker at once.</summary>
    public bool IsDone { get; set; }

    /// <summary>Holds a run; null when another worker does.</summary>
    public static async Task<HeldRun?> TryHoldAsync(ILeaseStore leases, string runId, string owner, TimeSpan duration, TimeProvider time, CancellationToken stoppingToken) =>
        await leases.AcquireAsync(Prefix + runId, owner, duration, stoppingToken).ConfigureAwait(false) is { } lease ? new HeldRun(leases, lease, duration, time, stoppingToken) : null;

    public async ValueTask DisposeAsync()
    {
        await _done.CancelAsync().ConfigureAwait(false);
        await _renewing.ConfigureAwait(false);
        if (IsDone)
            await _leases.ReleaseAsync(_lease, CancellationToken.None).ConfigureAwait(false);
        else
            await _leases.RenewAsync(_lease, TimeSpan.Zero, CancellationToken.None).ConfigureAwait(false);
        _done.Dispose();
        _lost.Dispose();
    }

    private async Task RenewAsync(TimeProvider time)
    {
        using var timer = new PeriodicTimer(_duration / 3, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_done.Token).ConfigureAwait(false))
            {
                if (await _leases.RenewAsync(_lease, _duration, _done.Token).ConfigureAwait(false) is not { } renewed)
                {
                    await _lost.CancelAsync().ConfigureAwait(false);
                    return;
                }
                _lease = renewed;
            }
        }
        catch (OperationCanceledException) when (_done.IsCancellationRequested)
        {
            // The run is over.
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // The lease cannot be renewed, so it will be lost: better to stop than to work on what another will take.
            await _lost.CancelAsync().ConfigureAwait(false);
        }
    }
}
