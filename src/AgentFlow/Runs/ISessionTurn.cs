namespace AgentFlow.Runs;

/// <summary>The right to write to a session until it is disposed of, which lets the next one in. Disposing of it twice does nothing more.</summary>
public interface ISessionTurn : IAsyncDisposable
{
    /// <summary>Cancelled when the turn was lost before it was given up, so that somebody else may be in the session. Never for turns that cannot be lost.</summary>
    CancellationToken Lost { get; }
}
