namespace AgentFlow.Runs;

/// <summary>
/// Renews a lease, three times within its duration, as long as its holder works. When the lease is lost, or cannot be renewed, <see cref="Lost"/> is cancelled. Disposing of it ends the
/// renewing and gives nothing back; that is the holder's to decide.
/// </summary>
public sealed class LeaseKeeper : IAsyncDisposable
{
    private readonly ILeaseStore _leases;
    private readonly TimeSpan _duration;
    private readonly CancellationTokenSource _lost;
    private readonly CancellationTokenSource _done = new();
    private readonly Task _renewing;

    /// <summary>Begins to renew.</summary>
    /// <param name="leases">Where the lease is.</param>
    /// <param name="lease">The lease, just acquired or renewed.</param>
    /// <param name="duration">For how long it is renewed each time.</param>
    /// <param name="timeProvider">The clock of the renewals.</param>
    /// <param name="cancellationToken">Cancels <see cref="Lost"/> as well, for a holder that is to stop for other reasons.</param>
    public LeaseKeeper(ILeaseStore leases, Lease lease, TimeSpan duration, TimeProvider timeProvider, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(leases);
        ArgumentNullException.ThrowIfNull(lease);
        ArgumentNullException.ThrowIfNull(timeProvider);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(duration, TimeSpan.Zero);
        _leases = leases;
        Lease = lease;
        _duration = duration;
        _lost = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Lost = _lost.Token;
        _renewing = RenewAsync(timeProvider);
    }

    /// <summary>The lease, as it was renewed last.</summary>
    public Lease Lease { get; private set; }

    /// <summary>Cancelled when the work is, or may soon be, somebody else's.</summary>
    public CancellationToken Lost { get; }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_done.IsCancellationRequested)
            return;
        await _done.CancelAsync().ConfigureAwait(false);
        await _renewing.ConfigureAwait(false);
        _lost.Dispose();
    }

    private async Task RenewAsync(TimeProvider time)
    {
        using var timer = new PeriodicTimer(_duration / 3, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_done.Token).ConfigureAwait(false))
            {
                if (await _leases.RenewAsync(Lease, _duration, _done.Token).ConfigureAwait(false) is not { } renewed)
                {
                    await _lost.CancelAsync().ConfigureAwait(false);
                    return;
                }
                Lease = renewed;
            }
        }
        catch (OperationCanceledException) when (_done.IsCancellationRequested)
        {
            // The work is over.
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // The lease cannot be renewed, so it will be lost: better to stop than to work on what another will take.
            await _lost.CancelAsync().ConfigureAwait(false);
        }
    }
}
