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

    /// <summary>The end of a session, as far back as is needed. A store that does not override this loads all of it.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="tail">How far back.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>A session whose version is the store's newest and whose messages end before <see cref="SessionTail.Before"/>.</returns>
    async ValueTask<Session> LoadTailAsync(string sessionId, SessionTail tail, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tail);
        var session = await LoadAsync(sessionId, cancellationToken).ConfigureAwait(false);
        return tail.Before is { } before && before < session.Messages.Count
            ? new Session { Id = session.Id, Version = session.Version, Messages = session.Messages.Take((int)before) }
            : session;
    }

    /// <summary>Puts messages behind the last one, all or none, and returns the new version.</summary>
    /// <param name="append">The messages and the version they build on.</param>
    /// <param name="cancellationToken">Gives up waiting; the messages may then have been written or not.</param>
    /// <exception cref="SessionConflictException">The session does not have the expected version: somebody else appended.</exception>
    ValueTask<long> AppendAsync(SessionAppend append, CancellationToken cancellationToken = default);

    /// <summary>Lists the sessions, the one last written to first.</summary>
    /// <param name="cancellationToken">Stops the listing.</param>
    IAsyncEnumerable<SessionSummary> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Deletes a session for good, for the privacy of those who spoke in it: its messages, what memories derived from them, and the journals
    /// of its runs where they are kept in the same place. The session is then one that nobody has written to.
    /// </summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="cancellationToken">Gives up waiting; the session may then have been deleted or not.</param>
    /// <returns>Whether there was such a session.</returns>
    ValueTask<bool> DeleteAsync(string sessionId, CancellationToken cancellationToken = default);
}
