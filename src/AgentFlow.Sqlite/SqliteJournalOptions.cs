namespace AgentFlow.Sqlite;

/// <summary>How a <see cref="SqliteJournal"/> keeps its file. Read once, when the journal is made.</summary>
public sealed class SqliteJournalOptions
{
    private const int KeySize = 32;

    /// <summary>What a power failure may cost.</summary>
    /// <value><see cref="SqliteDurability.Full"/>: nothing.</value>
    public SqliteDurability Durability { get; set; } = SqliteDurability.Full;

    /// <summary>How long to wait for another process that is writing to the file. From 0 to <see cref="int.MaxValue"/> milliseconds.</summary>
    /// <value>5 seconds.</value>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Of how many sessions the messages are kept in memory, the last used ones, so that loading one again reads only what is new.
    /// From 0, which keeps none.
    /// </summary>
    /// <value>64.</value>
    public int CachedSessions { get; set; } = 64;

    /// <summary>
    /// Encrypts what is said: the texts of messages, events and remembered values, each by AES-256-GCM. 32 random bytes, copied when the journal is made.
    /// A file takes its key when it is made, and keeps it; without the key nothing in it can be read. See docs/sqlite.md for what stays readable.
    /// </summary>
    /// <value>Null: nothing is encrypted.</value>
    public byte[]? EncryptionKey { get; set; }

    /// <summary>
    /// Gives sessions one writer among all processes on the file, and says how long a session stays with a process that gives no sign of life. At least a second; ten are a good choice.
    /// Set it alike in all processes that run agents on the file. It costs a run in a session two small writes more.
    /// </summary>
    /// <value>Null: the runs of a session wait for one another within this process only.</value>
    public TimeSpan? SessionLease { get; set; }

    /// <summary>The clock by which sessions are dated and leases end. Events carry their own time.</summary>
    /// <value><see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    internal SqliteJournalOptions CopyIfValid()
    {
        List<string> problems = [];
        if (!Enum.IsDefined(Durability))
            problems.Add($"Durability is '{Durability}'; it must be {nameof(SqliteDurability.Full)} or {nameof(SqliteDurability.Normal)}.");
        if (BusyTimeout < TimeSpan.Zero || BusyTimeout.TotalMilliseconds > int.MaxValue)
            problems.Add($"BusyTimeout is '{BusyTimeout}'; it must be from 0 to {int.MaxValue} milliseconds.");
        if (CachedSessions < 0)
            problems.Add($"CachedSessions is '{CachedSessions}'; it must not be negative.");
        if (SessionLease < TimeSpan.FromSeconds(1))
            problems.Add($"SessionLease is '{SessionLease}'; it must be at least a second, or null for turns within this process only.");
        if (TimeProvider is null)
            problems.Add("TimeProvider is null; leave it as it is for the system's clock.");
        if (EncryptionKey is { Length: not KeySize })
            problems.Add($"EncryptionKey has {EncryptionKey.Length} bytes; it must have {KeySize}. A password is no key: derive one from it.");
        if (problems.Count > 0)
            throw new ArgumentException($"The options of the SQLite journal are not valid. {string.Join(' ', problems)}");
        var copy = (SqliteJournalOptions)MemberwiseClone();
        copy.EncryptionKey = (byte[]?)EncryptionKey?.Clone();
        return copy;
    }
}
