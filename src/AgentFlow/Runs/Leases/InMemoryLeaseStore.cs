using System.Runtime.CompilerServices;

namespace AgentFlow.Runs;

/// <summary>Leases among the workers of one process.</summary>
public sealed class InMemoryLeaseStore : ILeaseStore
{
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Lease> _leases = new(StringComparer.Ordinal);
    private long _epoch;

    /// <summary>A store without leases.</summary>
    /// <param name="timeProvider">The clock; null for the system's.</param>
    public InMemoryLeaseStore(TimeProvider? timeProvider = null) => _time = timeProvider ?? TimeProvider.System;

    /// <inheritdoc />
    public ValueTask<Lease?> AcquireAsync(string name, string owner, TimeSpan duration, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(owner);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(duration, TimeSpan.Zero);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            var now = _time.GetUtcNow();
            if (_leases.TryGetValue(name, out var held) && held.ExpiresAt > now)
                return ValueTask.FromResult<Lease?>(null);
            return ValueTask.FromResult<Lease?>(_leases[name] = new Lease { Name = name, Owner = owner, Epoch = ++_epoch, ExpiresAt = now + duration });
        }
    }

    /// <inheritdoc />
    public ValueTask<Lease?> RenewAsync(Lease lease, TimeSpan duration, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lease);
        ArgumentOutOfRangeException.ThrowIfLessThan(duration, TimeSpan.Zero);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (!_leases.TryGetValue(lease.Name, out var held) || held.Epoch != lease.Epoch)
                return ValueTask.FromResult<Lease?>(null);
            return ValueTask.FromResult<Lease?>(_leases[lease.Name] = held with { ExpiresAt = _time.GetUtcNow() + duration });
        }
    }

    /// <inheritdoc />
    public ValueTask ReleaseAsync(Lease lease, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lease);
        lock (_gate)
        {
            if (_leases.TryGetValue(lease.Name, out var held) && held.Epoch == lease.Epoch)
                _leases.Remove(lease.Name);
        }
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<Lease> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        await Task.CompletedTask.ConfigureAwait(false);
        List<Lease> found;
        lock (_gate)
            found = [.. _leases.Values.Where(l => l.Name.StartsWith(prefix, StringComparison.Ordinal)).OrderBy(l => l.Name, StringComparer.Ordinal)];
        foreach (var lease in found)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return lease;
        }
    }
}
