namespace AgentFlow.Runs;

/// <summary>
/// Lets one run at a time write to a session, in the order in which they asked. An agent enters before it reads the session and leaves when the run has ended, failed or
/// waits for a person. An implementation is safe for use by many tasks at once.
/// </summary>
public interface ISessionTurns
{
    /// <summary>Waits until nobody who asked earlier is in the session. The place in the queue is taken when the method is called, not when its task is awaited.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="cancellationToken">Gives up the place.</param>
    /// <returns>The turn, to be disposed of when the session is free for the next.</returns>
    ValueTask<ISessionTurn> EnterAsync(string sessionId, CancellationToken cancellationToken = default);
}
