using System.Runtime.CompilerServices;
using AgentFlow.Runs;
using AgentFlow.Sqlite.Driver;
using AgentFlow.Sqlite.Writing;

namespace AgentFlow.Sqlite.Reading;

/// <summary>Leases in the journal's file. Every change is one transaction, so of two processes that ask for a lease one gets it.</summary>
internal sealed class SqliteLeaseStore(JournalFile file, TimeProvider time) : ILeaseStore
{
    public ValueTask<Lease?> AcquireAsync(string name, string owner, TimeSpan duration, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(owner);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(duration, TimeSpan.Zero);
        return WriteAsync(new LeaseWrite.Acquire(time, name, owner, duration), cancellationToken);
    }

    public ValueTask<Lease?> RenewAsync(Lease lease, TimeSpan duration, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lease);
        ArgumentOutOfRangeException.ThrowIfLessThan(duration, TimeSpan.Zero);
        return WriteAsync(new LeaseWrite.Renew(time, lease, duration), cancellationToken);
    }

    public async ValueTask ReleaseAsync(Lease lease, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lease);
        await WriteAsync(new LeaseWrite.Release(time, lease), cancellationToken).ConfigureAwait(false);
    }

    public async IAsyncEnumerable<Lease> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        await Task.CompletedTask.ConfigureAwait(false);
        foreach (var lease in file.Read(prefix, Read))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return lease;
        }
    }

    private async ValueTask<Lease?> WriteAsync(LeaseWrite write, CancellationToken cancellationToken)
    {
        await file.WriteAsync(write, cancellationToken).ConfigureAwait(false);
        return write.Lease;
    }

    private static List<Lease> Read(Database database, string prefix)
    {
        var leases = new List<Lease>();
        using (var rows = database.Prepare("SELECT name, owner, id, expires_at FROM leases WHERE substr(name, 1, length(?1)) = ?1").Bind(1, prefix))
        {
            while (rows.Step())
                leases.Add(new Lease { Name = rows.GetString(0), Owner = rows.GetString(1), Epoch = rows.GetInt64(2), ExpiresAt = Ticks.ToTime(rows.GetInt64(3)) });
        }
        // Here and not in SQL, which orders UTF-8 by its bytes: not what .NET calls ordinal.
        leases.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        return leases;
    }
}
