using AgentFlow.Agents;
using AgentFlow.Memory;
using AgentFlow.Runs;
using AgentFlow.Testing;
using AgentFlow.Tools;

namespace AgentFlow.Tests.Memory.Facts;

public sealed class ConversationEntityMemoryTests
{
    private const string AboutAnna = """{"entities":[{"name":"Anna","facts":"Anna is a nurse in Oslo."},{"name":"Oslo","facts":"Anna works there."}]}""";

    [Fact]
    public async Task RunAsync_NameComesUpLater_ShowsWhatIsKnownOfIt()
    {
        using var extractor = new ScriptedChatClient().Says(AboutAnna).Says("""{"entities":[]}""").Says("""{"entities":[]}""");
        using var model = new ScriptedChatClient().Says("Nice.").Says("It rains.").Says("Yes.").Says("A nurse.");
        var agent = new Agent(model, new AgentOptions { Memory = new ConversationEntityMemory(extractor, new() { Exchanges = 0 }) });

        await agent.RunAsync("My sister Anna is a nurse in Oslo.", "s", TestContext.Current.CancellationToken);
        await agent.RunAsync("How is the weather?", "s", TestContext.Current.CancellationToken);
        await agent.RunAsync("Will it stop?", "s", TestContext.Current.CancellationToken);
        await agent.RunAsync("What does ANNA do?", "s", TestContext.Current.CancellationToken);

        Assert.Equal(["How is the weather?"], model.Requests[1].Messages.Select(m => m.Text));
        Assert.Equal("What is known from earlier in this conversation:\n- Anna: Anna is a nurse in Oslo.", model.Requests[3].Messages[0].Text);
        Assert.Contains("[0] Human: My sister Anna", extractor.Requests[0].LastText, StringComparison.Ordinal);
        Assert.Contains("Known entities: Anna, Oslo", extractor.Requests[1].LastText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_EntityIsTalkedAboutAgain_TheModelIsGivenWhatWasKnown()
    {
        using var extractor = new ScriptedChatClient().Says(AboutAnna).Says("""{"entities":[{"name":"anna","facts":"Anna is a doctor in Oslo; she was a nurse."}]}""");
        using var model = new ScriptedChatClient().Says("Nice.").Says("Good for her.").Says("A doctor.");
        var memory = new ConversationEntityMemory(extractor);
        var agent = new Agent(model, new AgentOptions { Memory = memory });
        await agent.RunAsync("Anna is a nurse.", "s", TestContext.Current.CancellationToken);
        await agent.RunAsync("Anna is a doctor now.", "s", TestContext.Current.CancellationToken);

        await agent.RunAsync("What is Anna?", "s", TestContext.Current.CancellationToken);

        Assert.Contains("- Anna: Anna is a nurse in Oslo.", extractor.Requests[1].LastText, StringComparison.Ordinal);
        var anna = Assert.Single(await memory.GetEntitiesAsync("s", TestContext.Current.CancellationToken), e => e.Name == "Anna");
        Assert.Equal(("Anna is a doctor in Oslo; she was a nurse.", 4), (anna.Facts, anna.UpdatedAt));
    }

    [Fact]
    public async Task RunAsync_ModelCannotWriteFacts_TheConversationGoesOnAndTheGapIsKept()
    {
        using var extractor = new ScriptedChatClient().Says("no").Says("still no").Says(AboutAnna);
        using var model = new ScriptedChatClient().Says("A1").Says("A2").Says("A3");
        var memory = new ConversationEntityMemory(extractor);
        var agent = new Agent(model, new AgentOptions { Memory = memory });

        await agent.RunAsync("Q1", "s", TestContext.Current.CancellationToken);
        await agent.RunAsync("Q2", "s", TestContext.Current.CancellationToken);
        await agent.RunAsync("Q3", "s", TestContext.Current.CancellationToken);

        var gap = Assert.Single(await memory.GetGapsAsync("s", TestContext.Current.CancellationToken));
        Assert.Equal((0, 2), (gap.From, gap.To));
        Assert.NotEmpty(gap.Error);
        Assert.Equal(2, (await memory.GetEntitiesAsync("s", TestContext.Current.CancellationToken)).Count);
    }

    [Fact]
    public async Task RunAsync_TwoAgentsWithOneStore_ShareWhatIsKnown()
    {
        var store = new InMemoryKeyValueStore();
        var journal = new InMemoryJournal();
        using var extractor = new ScriptedChatClient().Says(AboutAnna).Says("""{"entities":[]}""");
        using var model = new ScriptedChatClient().Says("A1").Says("A2").Says("A3");
        await NewAgent("one").RunAsync("Anna is a nurse.", "s", TestContext.Current.CancellationToken);
        await NewAgent("two").RunAsync("Hm.", "s", TestContext.Current.CancellationToken);

        await NewAgent("one").RunAsync("What about Anna?", "s", TestContext.Current.CancellationToken);

        Assert.Contains("Anna is a nurse in Oslo.", model.Requests[2].Messages[0].Text, StringComparison.Ordinal);
        Assert.Equal(0, extractor.Remaining);

        Agent NewAgent(string name) => new(model, new AgentOptions { Name = name, Journal = journal, Memory = new ConversationEntityMemory(extractor, new() { Store = store }) });
    }
}
