namespace AgentFlow.Runs;

/// <summary>
/// A run was stopped where it was, because it no longer had its turn in the session: this process did not show in time that it lives, and another may be in the session. The run is
/// as after a crash; resuming it waits for a new turn.
/// </summary>
public sealed class SessionTurnLostException : Exception
{
    /// <summary>Says which run lost its turn where.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="sessionId">Its session.</param>
    /// <param name="inner">The cancellation that stopped it.</param>
    public SessionTurnLostException(string runId, string? sessionId, Exception? inner)
        : base($"Run '{runId}' was stopped: its turn in session '{sessionId}' was lost, because its lease could not be renewed in time. Resume it; it then waits for a new turn.", inner)
    {
        RunId = runId;
        SessionId = sessionId;
    }

    /// <summary>The run.</summary>
    public string RunId { get; }

    /// <summary>Its session.</summary>
    public string? SessionId { get; }
}
