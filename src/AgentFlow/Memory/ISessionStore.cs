namespace AgentFlow.Memory;

/// <summary>
/// Keeps the messages of sessions: append-only logs with an optimistic version. An implementation is safe for use by many tasks at once.
/// </summary>
public interface ISessionStore
{
    /// <summary>The session as it is now; an empty one with version 0 when nobody has written to it.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    ValueTask<Session> LoadAsync(string sessionId, CancellationToken cancellationToken = default);

    /// <summary>Puts messages behind the last one, all or none, and returns the new version.</summary>
    /// <param name="append">The messages and the version they build on.</param>
    /// <param name="cancellationToken">Gives up waiting; the messages may then have been written or not.</param>
    /// <exception cref="SessionConflictException">The session does not have the expected version: somebody else appended.</exception>
    ValueTask<long> AppendAsync(SessionAppend append, CancellationToken cancellationToken = default);

    /// <summary>Lists the sessions, the one last written to first.</summary>
    /// <param name="cancellationToken">Stops the listing.</param>
    IAsyncEnumerable<SessionSummary> ListAsync(CancellationToken cancellationToken = default);
}
