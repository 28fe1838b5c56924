using AgentFlow.Testing;
using AgentFlow.Testing.Conformance;

namespace AgentFlow.Sqlite.Tests;

public sealed class ConformanceTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public static TheoryData<string> JournalCases => [.. RunJournalConformance.Cases.Select(c => c.Name)];

    public static TheoryData<string> SessionCases => [.. SessionStoreConformance.Cases.Select(c => c.Name)];

    public static TheoryData<string> KeyValueCases => [.. KeyValueStoreConformance.Cases.Select(c => c.Name)];

    public static TheoryData<string> LeaseCases => [.. LeaseStoreConformance.Cases.Select(c => c.Name)];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(JournalCases))]
    public async Task Journal_Conforms(string name)
    {
        await using var journal = new SqliteJournal(_folder["bot.db"]);

        await RunJournalConformance.Cases.Single(c => c.Name == name).RunAsync(journal, Token);
    }

    // The cache must never show: nothing is kept, one session is kept, many are.
    [Theory]
    [MemberData(nameof(SessionCases))]
    public async Task Sessions_Conform(string name)
    {
        foreach (var cached in new[] { 0, 1, 64 })
        {
            await using var journal = new SqliteJournal(_folder[$"bot{cached}.db"], new() { CachedSessions = cached });

            await SessionStoreConformance.Cases.Single(c => c.Name == name).RunAsync(journal.Sessions, Token);
        }
    }

    [Theory]
    [MemberData(nameof(LeaseCases))]
    public async Task Leases_Conform(string name)
    {
        var clock = new ManualTimeProvider();
        await using var journal = new SqliteJournal(_folder["bot.db"], new() { TimeProvider = clock });

        await LeaseStoreConformance.Cases.Single(c => c.Name == name).RunAsync((journal.Leases, clock), Token);
    }

    [Theory]
    [MemberData(nameof(KeyValueCases))]
    public async Task KeyValues_Conform(string name)
    {
        await using var journal = new SqliteJournal(_folder["bot.db"]);

        await KeyValueStoreConformance.Cases.Single(c => c.Name == name).RunAsync(journal.KeyValues, Token);
    }

    public void Dispose() => _folder.Dispose();
}
