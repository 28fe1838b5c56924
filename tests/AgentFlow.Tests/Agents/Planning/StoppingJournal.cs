using AgentFlow.Memory;
using AgentFlow.Runs;

namespace AgentFlow.Tests.Agents.Planning;

/// <summary>A journal whose process ends after so many appends: the last one is written, and nothing after it.</summary>
internal sealed class StoppingJournal(IRunJournal inner, int appends) : IRunJournal
{
    private readonly Lock _gate = new();
    private int _left = appends;

    public bool HasStopped { get; private set; }

    public ISessionStore Sessions => inner.Sessions;

    public ValueTask AppendAsync(RunAppend append, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (_left-- <= 0)
            {
                HasStopped = true;
                throw new IOException("The process has ended.");
            }
            return inner.AppendAsync(append, cancellationToken);
        }
    }

    public IAsyncEnumerable<RunEvent> ReadAsync(string runId, CancellationToken cancellationToken = default) => inner.ReadAsync(runId, cancellationToken);

    public IAsyncEnumerable<RunSummary> ListAsync(RunQuery query, CancellationToken cancellationToken = default) => inner.ListAsync(query, cancellationToken);
}
