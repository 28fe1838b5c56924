using AgentFlow.Runs;

namespace AgentFlow.Hosting;

/// <summary>A run that this worker holds by a lease, renewed as long as it is worked on.</summary>
internal sealed class HeldRun : IAsyncDisposable
{
    public const string Prefix = "run/";

    private readonly ILeaseStore _leases;
    private readonly LeaseKeeper _keeper;

    private HeldRun(ILeaseStore leases, LeaseKeeper keeper) => (_leases, _keeper) = (leases, keeper);

    /// <summary>Cancelled when the run is somebody else's, or the host stops.</summary>
    public CancellationToken Lost => _keeper.Lost;

    /// <summary>Whether the work is done; otherwise, what is left is for another worker at once.</summary>
    public bool IsDone { get; set; }

    /// <summary>Holds a run; null when another worker does.</summary>
    public static async Task<HeldRun?> TryHoldAsync(ILeaseStore leases, string runId, string owner, TimeSpan duration, TimeProvider time, CancellationToken stoppingToken) =>
        await leases.AcquireAsync(Prefix + runId, owner, duration, stoppingToken).ConfigureAwait(false) is { } lease
            ? new HeldRun(leases, new LeaseKeeper(leases, lease, duration, time, stoppingToken)) : null;

    public async ValueTask DisposeAsync()
    {
        await _keeper.DisposeAsync().ConfigureAwait(false);
        if (IsDone)
            await _leases.ReleaseAsync(_keeper.Lease, CancellationToken.None).ConfigureAwait(false);
        else
            await _leases.RenewAsync(_keeper.Lease, TimeSpan.Zero, CancellationToken.None).ConfigureAwait(false);
    }
}
