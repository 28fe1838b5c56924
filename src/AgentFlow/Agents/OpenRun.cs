namespace AgentFlow.Agents;

/// <summary>A run that this process works on: its writer, and its turn in the session's queue if it has a session.</summary>
internal sealed class OpenRun(RunWriter writer, IAsyncDisposable? turn) : IAsyncDisposable
{
    public RunWriter Writer => writer;

    public async ValueTask DisposeAsync()
    {
        writer.Dispose();
        if (turn is not null)
            await turn.DisposeAsync().ConfigureAwait(false);
    }
}
