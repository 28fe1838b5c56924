namespace AgentFlow.Sqlite;

/// <summary>What a power failure may cost. A crash of the process alone costs nothing with either value.</summary>
public enum SqliteDurability
{
    /// <summary>
    /// Every append is on the disk before the call returns (<c>synchronous=FULL</c>): a power failure loses nothing that was reported
    /// as written, as far as the disk keeps its promises.
    /// </summary>
    Full,

    /// <summary>
    /// Appends are handed to the operating system, which writes them to the disk when it sees fit (<c>synchronous=NORMAL</c>): a power
    /// failure or a crash of the operating system may lose the newest appends, most often the last seconds. The file stays sound
    /// and what is left is a whole prefix, but a tool may have run of which the journal no longer knows.
    /// </summary>
    Normal,
}
