namespace AgentFlow.Agents;

/// <summary>A run that this process works on: its writer, and its turn in the session's queue if it has a session.</summary>
internal sealed class OpenRun(RunWriter writer, IAsyncDisposable? turn) : IAsyncDisposable
{
    public RunWriter Writer => writer;

    /// <summary>Opens a run in a turn, which is given up if that fails or if there is nothing to do.</summary>
    public static async ValueTask<OpenRun?> OpenAsync(IAsyncDisposable? turn, Func<ValueTask<RunWriter?>> openAsync)
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

    public async ValueTask DisposeAsync()
    {
        writer.Dispose();
        if (turn is not null)
            await turn.DisposeAsync().ConfigureAwait(false);
    }
}
