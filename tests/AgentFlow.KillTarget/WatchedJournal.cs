using AgentFlow.Memory;
using AgentFlow.Runs;

namespace AgentFlow.KillTarget;

/// <summary>A journal with a kill point before and after every append.</summary>
public sealed class WatchedJournal(IRunJournal inner, KillPoints points) : IRunJournal
{
    public ISessionStore Sessions => inner.Sessions;

    public async ValueTask AppendAsync(RunAppend append, CancellationToken cancellationToken = default)
    {
        points.Pass();
        await inner.AppendAsync(append, cancellationToken);
        points.Pass();
    }

    public IAsyncEnumerable<RunEvent> ReadAsync(string runId, CancellationToken cancellationToken = default) => inner.ReadAsync(runId, cancellationToken);

    public IAsyncEnumerable<RunSummary> ListAsync(RunQuery query, CancellationToken cancellationToken = default) => inner.ListAsync(query, cancellationToken);
}
