using System.Collections.Concurrent;
using AgentFlow.Memory;
using AgentFlow.Runs;

namespace AgentFlow.Hosting.Tests;

/// <summary>Lets a test wait for what happens to a run, without looking again and again.</summary>
internal sealed class WatchedJournal(IRunJournal inner) : IRunJournal
{
    private readonly ConcurrentDictionary<(string, Type), TaskCompletionSource> _seen = new();

    public ISessionStore Sessions => inner.Sessions;

    public Task WaitForAsync<T>(string runId) where T : RunEvent => Source(runId, typeof(T)).Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

    public async ValueTask AppendAsync(RunAppend append, CancellationToken cancellationToken = default)
    {
        await inner.AppendAsync(append, cancellationToken);
        foreach (var e in append.Events)
            Source(append.RunId, e.GetType()).TrySetResult();
    }

    public IAsyncEnumerable<RunEvent> ReadAsync(string runId, CancellationToken cancellationToken = default) => inner.ReadAsync(runId, cancellationToken);

    public IAsyncEnumerable<RunSummary> ListAsync(RunQuery query, CancellationToken cancellationToken = default) => inner.ListAsync(query, cancellationToken);

    private TaskCompletionSource Source(string runId, Type type) => _seen.GetOrAdd((runId, type), _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
