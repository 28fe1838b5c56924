using AgentFlow.Memory;
using AgentFlow.Runs;
using AgentFlow.Testing;
using AgentFlow.Testing.Conformance;
using AgentFlow.Tools;

namespace AgentFlow.Tests.Runs;

public sealed class InMemoryConformanceTests
{
    public static TheoryData<string> JournalCases => [.. RunJournalConformance.Cases.Select(c => c.Name)];

    public static TheoryData<string> SessionCases => [.. SessionStoreConformance.Cases.Select(c => c.Name)];

    public static TheoryData<string> KeyValueCases => [.. KeyValueStoreConformance.Cases.Select(c => c.Name)];

    public static TheoryData<string> LeaseCases => [.. LeaseStoreConformance.Cases.Select(c => c.Name)];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(LeaseCases))]
    public Task Leases_Conform(string name)
    {
        var clock = new ManualTimeProvider();
        return LeaseStoreConformance.Cases.Single(c => c.Name == name).RunAsync((new InMemoryLeaseStore(clock), clock), Token);
    }

    [Theory]
    [MemberData(nameof(JournalCases))]
    public Task Journal_Conforms(string name) => RunJournalConformance.Cases.Single(c => c.Name == name).RunAsync(new InMemoryJournal(), Token);

    [Theory]
    [MemberData(nameof(SessionCases))]
    public Task Sessions_Conform(string name) => SessionStoreConformance.Cases.Single(c => c.Name == name).RunAsync(new InMemorySessionStore(), Token);

    [Theory]
    [MemberData(nameof(SessionCases))]
    public Task SessionsOfTheJournal_Conform(string name) => SessionStoreConformance.Cases.Single(c => c.Name == name).RunAsync(new InMemoryJournal().Sessions, Token);

    [Theory]
    [MemberData(nameof(KeyValueCases))]
    public Task KeyValues_Conform(string name) => KeyValueStoreConformance.Cases.Single(c => c.Name == name).RunAsync(new InMemoryKeyValueStore(), Token);
}
