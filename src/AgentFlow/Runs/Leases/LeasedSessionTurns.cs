namespace AgentFlow.Runs;

/// <summary>
/// Queues the runs of each session among all processes that share a lease store. Within a process it is first come, first served; the first of each process draws a ticket, which is a
/// lease, and whoever has the oldest ticket that has not expired is in the session. So processes take turns, and one that died holds up the others no longer than its lease.
/// </summary>
public sealed class LeasedSessionTurns : ISessionTurns
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    private readonly InMemorySessionTurns _here = new();
    private readonly ILeaseStore _leases;
    private readonly TimeSpan _duration;
    private readonly TimeProvider _time;
    private readonly string _owner;
    private long _tickets;

    /// <summary>Turns that are kept in a lease store.</summary>
    /// <param name="leases">The store; all processes whose runs are to wait for one another use the same.</param>
    /// <param name="duration">How long a session stays with a process that gives no sign of life. It is renewed three times as often. At least a second.</param>
    /// <param name="timeProvider">The clock of waiting and renewing, which must agree with the store's; null for the system's.</param>
    public LeasedSessionTurns(ILeaseStore leases, TimeSpan duration, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(leases);
        ArgumentOutOfRangeException.ThrowIfLessThan(duration, TimeSpan.FromSeconds(1));
        _leases = leases;
        _duration = duration;
        _time = timeProvider ?? TimeProvider.System;
        _owner = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.CreateVersion7(_time.GetUtcNow()):n}";
    }

    /// <inheritdoc />
    public async ValueTask<ISessionTurn> EnterAsync(string sessionId, CancellationToken cancellationToken = default)
    {
        // The place among those of this process is taken by the call, before anything is awaited.
        var place = await _here.EnterAsync(sessionId, cancellationToken).ConfigureAwait(false);
        try
        {
            // Escaped, so that no session's tickets begin like another's.
            var ticket = await QueueAsync($"session/{Uri.EscapeDataString(sessionId)}/", cancellationToken).ConfigureAwait(false);
            return new Turn(_leases, new LeaseKeeper(_leases, ticket, _duration, _time), place);
        }
        catch
        {
            await place.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Draws a ticket and waits until no older one is alive.</summary>
    private async Task<Lease> QueueAsync(string prefix, CancellationToken cancellationToken)
    {
        var ticket = await DrawAsync(prefix).ConfigureAwait(false);
        try
        {
            while (true)
            {
                var place = await LookAsync(prefix, ticket, cancellationToken).ConfigureAwait(false);
                if (place == Place.First)
                    return ticket;
                if (place == Place.Behind)
                    await Task.Delay(PollInterval, _time, cancellationToken).ConfigureAwait(false);
                // This process may have stood still for so long that the place was given away; then it is at the end of the queue.
                if (place == Place.Gone || ticket.ExpiresAt - _time.GetUtcNow() < _duration * (2.0 / 3))
                    ticket = await _leases.RenewAsync(ticket, _duration, CancellationToken.None).ConfigureAwait(false) ?? await DrawAsync(prefix).ConfigureAwait(false);
            }
        }
        catch
        {
            await _leases.ReleaseAsync(ticket, CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Not to be cancelled: a ticket that nobody knows of would hold up the session until it expires.</summary>
    private async Task<Lease> DrawAsync(string prefix)
    {
        var name = $"{prefix}{_owner}/{Interlocked.Increment(ref _tickets)}";
        return await _leases.AcquireAsync(name, _owner, _duration, CancellationToken.None).ConfigureAwait(false)
            ?? throw new InvalidOperationException($"Lease '{name}' is held already, though no other has that name. The lease store gives leases that nobody asked for.");
    }

    private async ValueTask<Place> LookAsync(string prefix, Lease ticket, CancellationToken cancellationToken)
    {
        // Before the list is read: what was expired then had not been renewed when it was read.
        var now = _time.GetUtcNow();
        var (isThere, isBehind) = (false, false);
        await foreach (var other in _leases.ListAsync(prefix, cancellationToken).ConfigureAwait(false))
        {
            if (other.Epoch == ticket.Epoch)
                isThere = other.ExpiresAt > now;
            else if (other.Epoch < ticket.Epoch && !(other.ExpiresAt <= now && await TryRemoveAsync(other).ConfigureAwait(false)))
                isBehind = true;
        }
        return isBehind ? Place.Behind : isThere ? Place.First : Place.Gone;
    }

    /// <summary>Takes the ticket of a process that gives no sign of life out of the queue. Acquiring it decides between us and a holder that only stood still: one of the two has it.</summary>
    private async Task<bool> TryRemoveAsync(Lease expired)
    {
        if (await _leases.AcquireAsync(expired.Name, _owner, _duration, CancellationToken.None).ConfigureAwait(false) is not { } taken)
            return false;
        await _leases.ReleaseAsync(taken, CancellationToken.None).ConfigureAwait(false);
        return true;
    }

    private enum Place
    {
        /// <summary>Nobody is in front.</summary>
        First,

        /// <summary>Somebody is in front.</summary>
        Behind,

        /// <summary>The ticket has expired.</summary>
        Gone,
    }

    private sealed class Turn(ILeaseStore leases, LeaseKeeper keeper, ISessionTurn place) : ISessionTurn
    {
        private int _isOver;

        public CancellationToken Lost => keeper.Lost;

        public async ValueTask DisposeAsync()
        {
            if (Interlocked.Exchange(ref _isOver, 1) != 0)
                return;
            await keeper.DisposeAsync().ConfigureAwait(false);
            // Not waited for: the run is over, and its caller has no use for the lease's end.
            _ = ReleaseAsync(keeper.Lease);
            await place.DisposeAsync().ConfigureAwait(false);
        }

        private async Task ReleaseAsync(Lease ticket)
        {
            try
            {
                await leases.ReleaseAsync(ticket, CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                // It was not given back, so the session is free when it expires. That must not spoil a run that is journaled.
            }
        }
    }
}
