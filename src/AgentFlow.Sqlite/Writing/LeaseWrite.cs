using AgentFlow.Runs;
using AgentFlow.Sqlite.Driver;

namespace AgentFlow.Sqlite.Writing;

/// <summary>A change to a lease. The clock is read when the change is made, not when it was asked for.</summary>
internal abstract class LeaseWrite(TimeProvider time) : Write
{
    /// <summary>The lease afterwards; null where somebody else holds it.</summary>
    public Lease? Lease { get; private set; }

    protected sealed override Exception? TryApply(Database database)
    {
        Lease = Change(database, time.GetUtcNow());
        return null;
    }

    protected abstract Lease? Change(Database database, DateTimeOffset now);

    protected static bool HasChanged(Database database) => database.GetNumber("SELECT changes()") > 0;

    /// <summary>Acquires a lease that is free or has expired.</summary>
    internal sealed class Acquire(TimeProvider time, string name, string owner, TimeSpan duration) : LeaseWrite(time)
    {
        protected override Lease? Change(Database database, DateTimeOffset now)
        {
            database.Prepare("DELETE FROM leases WHERE name = ?1 AND expires_at <= ?2").Bind(1, name).Bind(2, Ticks.From(now)).Execute();
            database.Prepare("INSERT INTO leases(name, owner, expires_at) VALUES(?1, ?2, ?3) ON CONFLICT(name) DO NOTHING")
                .Bind(1, name).Bind(2, owner).Bind(3, Ticks.From(now + duration)).Execute();
            return HasChanged(database) ? new Lease { Name = name, Owner = owner, Epoch = database.LastInsertId, ExpiresAt = now + duration } : null;
        }
    }

    /// <summary>Moves the end of a lease that nobody else has acquired.</summary>
    internal sealed class Renew(TimeProvider time, Lease lease, TimeSpan duration) : LeaseWrite(time)
    {
        protected override Lease? Change(Database database, DateTimeOffset now)
        {
            database.Prepare("UPDATE leases SET expires_at = ?3 WHERE name = ?1 AND id = ?2")
                .Bind(1, lease.Name).Bind(2, lease.Epoch).Bind(3, Ticks.From(now + duration)).Execute();
            return HasChanged(database) ? lease with { ExpiresAt = now + duration } : null;
        }
    }

    /// <summary>Gives a lease back.</summary>
    internal sealed class Release(TimeProvider time, Lease lease) : LeaseWrite(time)
    {
        protected override Lease? Change(Database database, DateTimeOffset now)
        {
            database.Prepare("DELETE FROM leases WHERE name = ?1 AND id = ?2").Bind(1, lease.Name).Bind(2, lease.Epoch).Execute();
            return null;
        }
    }
}
