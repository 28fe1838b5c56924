using AgentFlow.Memory;
using AgentFlow.Runs;

namespace AgentFlow.Tests.Agents.Strategies;

/// <summary>A journal that keeps what a file would: events that were written as JSON and read again.</summary>
internal sealed class WritingJournal(IRunJournal inner) : IRunJournal
{
    public ISessionStore Sessions => inner.Sessions;

    public ValueTask AppendAsync(RunAppend append, CancellationToken cancellationToken = default) =>
        inner.AppendAsync(
            new RunAppend
            {
                RunId = append.RunId,
                ExpectedVersion = append.ExpectedVersion,
                Events = [.. append.Events.Select(e => RunEventJson.DeserializeEvent(RunEventJson.Serialize(e)))],
                Session = append.Session,
            },
            cancellationToken);

    public IAsyncEnumerable<RunEvent> ReadAsync(string runId, CancellationToken cancellationToken = default) => inner.ReadAsync(runId, cancellationToken);

    public IAsyncEnumerable<RunSummary> ListAsync(RunQuery query, CancellationToken cancellationToken = default) => inner.ListAsync(query, cancellationToken);
}
