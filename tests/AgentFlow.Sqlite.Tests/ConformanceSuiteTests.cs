using AgentFlow.Memory;
using AgentFlow.Runs;
using AgentFlow.Testing.Conformance;

namespace AgentFlow.Sqlite.Tests;

/// <summary>A suite is worth what it finds: journals with one flaw each.</summary>
public sealed class ConformanceSuiteTests
{
    public static TheoryData<string> Flaws => ["forgets an error", "forgets single ticks", "drops the session", "ignores conflicts", "ignores the limit", "lists the oldest first"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Flaws))]
    public async Task RunAsync_JournalWithOneFlaw_IsFound(string flaw)
    {
        List<string> found = [];
        foreach (var conformanceCase in RunJournalConformance.Cases)
        {
            try
            {
                await conformanceCase.RunAsync(new FlawedJournal(flaw), Token);
            }
            catch (ConformanceException error)
            {
                found.Add($"{conformanceCase.Name}: {error.Message}");
            }
        }

        Assert.NotEmpty(found);
    }

    private sealed class FlawedJournal(string flaw) : IRunJournal
    {
        private readonly InMemoryJournal _inner = new();

        public ISessionStore Sessions => _inner.Sessions;

        public async ValueTask AppendAsync(RunAppend append, CancellationToken cancellationToken = default)
        {
            try
            {
                await _inner.AppendAsync(
                    new RunAppend
                    {
                        RunId = append.RunId,
                        ExpectedVersion = append.ExpectedVersion,
                        Events = [.. append.Events.Select(Spoil)],
                        Session = flaw == "drops the session" ? null : append.Session,
                    },
                    cancellationToken);
            }
            catch (RunConflictException) when (flaw == "ignores conflicts")
            {
            }
        }

        public IAsyncEnumerable<RunEvent> ReadAsync(string runId, CancellationToken cancellationToken = default) => _inner.ReadAsync(runId, cancellationToken);

        public IAsyncEnumerable<RunSummary> ListAsync(RunQuery query, CancellationToken cancellationToken = default) => _inner.ListAsync(
            query with { Limit = flaw == "ignores the limit" ? 100 : query.Limit, OldestFirst = flaw == "lists the oldest first" || query.OldestFirst },
            cancellationToken);

        private RunEvent Spoil(RunEvent e) => flaw switch
        {
            "forgets an error" when e is ToolCompleted completed => completed with { Error = null },
            "forgets single ticks" => e with { At = e.At.AddTicks(-(e.At.Ticks % 10)) },
            _ => e,
        };
    }
}
