namespace AgentFlow.Memory;

/// <summary>
/// Somebody else wrote to the session first. Nothing was written; load the session again and append to its new version.
/// </summary>
public sealed class SessionConflictException : Exception
{
    /// <summary>Says which versions met.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="expectedVersion">The version that the writer built on.</param>
    /// <param name="actualVersion">The version that the session has.</param>
    public SessionConflictException(string sessionId, long expectedVersion, long actualVersion)
        : base($"Session '{sessionId}' has version {actualVersion}, not {expectedVersion}: another writer was first. Load it again and append to the newest version.")
    {
        SessionId = sessionId;
        ExpectedVersion = expectedVersion;
        ActualVersion = actualVersion;
    }

    /// <summary>The session.</summary>
    public string SessionId { get; }

    /// <summary>The version that the writer built on.</summary>
    public long ExpectedVersion { get; }

    /// <summary>The version that the session has.</summary>
    public long ActualVersion { get; }
}
