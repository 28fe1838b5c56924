using AgentFlow.Runs;

namespace AgentFlow.Agents;

/// <summary>A run that this process works on: its writer, and its turn in the session's queue if it has a session.</summary>
internal sealed class OpenRun(RunWriter writer, ISessionTurn? turn) : IAsyncDisposable
{
    public RunWriter Writer => writer;

    /// <summary>Opens a run in a turn, which is given up if that fails or if there is nothing to do.</summary>
    public static async ValueTask<OpenRun?> OpenAsync(ISessionTurn? turn, Func<ValueTask<RunWriter?>> openAsync)
    {
        RunWriter? writer = null;
        try
        {
            writer = await openAsync().ConfigureAwait(false);
            return writer is null ? null : new OpenRun(writer, turn);
        }
        finally
        {
            if (writer is null && turn is not null)
                await turn.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Runs the loop until it ends, waits, or has lost its turn in the session.</summary>
    /// <exception cref="SessionTurnLostException">The turn was lost; the run stands as after a crash.</exception>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> loop, CancellationToken cancellationToken)
    {
        if (turn is null || !turn.Lost.CanBeCanceled)
            return await loop(cancellationToken).ConfigureAwait(false);
        using var source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, turn.Lost);
        try
        {
            return await loop(source.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException error) when (turn.Lost.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new SessionTurnLostException(writer.State.RunId, writer.State.Start.SessionId, error);
        }
    }

    public async ValueTask DisposeAsync()
    {
        writer.Dispose();
        if (turn is not null)
            await turn.DisposeAsync().ConfigureAwait(false);
    }
}
