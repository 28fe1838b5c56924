namespace AgentFlow.Runs;

/// <summary>
/// Decides which of several workers, in this process or others, works on something. A lease ends by itself when its holder does not renew it, so that a holder that died stands
/// in nobody's way. Safe for use by many tasks at once.
/// </summary>
/// <remarks>
/// A holder that was only paused may go on for a moment after its lease has gone to another. What it writes to a run then is refused by the journal
/// (<see cref="RunConflictException"/>); a lease saves work, the journal's versions keep it right.
/// </remarks>
public interface ILeaseStore
{
    /// <summary>Acquires what nobody holds.</summary>
    /// <param name="name">What it is about.</param>
    /// <param name="owner">Who asks; different for every process.</param>
    /// <param name="duration">For how long. Positive.</param>
    /// <param name="cancellationToken">Gives up; the lease may then have been acquired or not.</param>
    /// <returns>The lease; null while somebody holds it, the same owner included.</returns>
    ValueTask<Lease?> AcquireAsync(string name, string owner, TimeSpan duration, CancellationToken cancellationToken = default);

    /// <summary>Makes a lease end later. One that has expired can still be renewed while nobody else has acquired it.</summary>
    /// <param name="lease">The lease, as it was acquired or renewed last.</param>
    /// <param name="duration">For how long from now. Zero lets others have it at once, and still leaves it in <see cref="ListAsync"/> as work that is to be taken over.</param>
    /// <param name="cancellationToken">Gives up; the lease may then have been renewed or not.</param>
    /// <returns>The renewed lease; null when it is lost.</returns>
    ValueTask<Lease?> RenewAsync(Lease lease, TimeSpan duration, CancellationToken cancellationToken = default);

    /// <summary>Gives a lease back, the work being done. Does nothing when it is lost.</summary>
    /// <param name="lease">The lease.</param>
    /// <param name="cancellationToken">Gives up; the lease then expires by itself.</param>
    ValueTask ReleaseAsync(Lease lease, CancellationToken cancellationToken = default);

    /// <summary>The leases that were not given back, expired ones among them, ordered by name (ordinal).</summary>
    /// <param name="prefix">How their names begin.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    IAsyncEnumerable<Lease> ListAsync(string prefix, CancellationToken cancellationToken = default);
}
