using AgentFlow.Agents;
using AgentFlow.Memory;
using AgentFlow.Runs;
using AgentFlow.Testing;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Tests.Memory;

public sealed class VectorStoreRetrieverMemoryTests
{
    [Fact]
    public async Task RunAsync_QuestionIsLikeAnOldExchange_ShowsItAndEmbedsEachExchangeOnce()
    {
        using var generator = new WordEmbeddings();
        var store = new InMemoryKeyValueStore();
        var journal = new InMemoryJournal();
        using var model = new ScriptedChatClient();
        string[] questions = ["My cat is called Mitzi.", "I like green tea.", "The train leaves at nine.", "What is my cat called?"];
        for (var i = 0; i < questions.Length; i++)
        {
            model.Says($"Noted {i}.");
            var agent = new Agent(model, new AgentOptions { Journal = journal, Memory = new VectorStoreRetrieverMemory(generator, new() { Exchanges = 0, RecalledExchanges = 1, Store = store }) });
            await agent.RunAsync(questions[i], "s", TestContext.Current.CancellationToken);
        }

        Assert.Equal("Earlier parts of this conversation that may be of use:\nHuman: My cat is called Mitzi.\nAI: Noted 0.", model.Requests[3].Messages[0].Text);
        Assert.Equal(2, model.Requests[3].Messages.Count);
        Assert.Single(generator.Asked, "Human: My cat is called Mitzi.\nAI: Noted 0.");
        Assert.Single(generator.Asked, "Human: I like green tea.\nAI: Noted 1.");
    }

    [Fact]
    public async Task ReduceAsync_BareClientsMessages_WorksWithoutASession()
    {
        using var generator = new WordEmbeddings();
        var memory = new VectorStoreRetrieverMemory(generator, new() { Exchanges = 0, MinSimilarity = 0.2 });
        List<ChatMessage> messages = [new(ChatRole.User, "my cat is grey"), new(ChatRole.Assistant, "a grey cat"), new(ChatRole.User, "trains are late"), new(ChatRole.Assistant, "often"), new(ChatRole.User, "which colour has my cat")];

        var view = (await memory.ReduceAsync(messages, TestContext.Current.CancellationToken)).ToList();
        var again = (await memory.ReduceAsync(messages, TestContext.Current.CancellationToken)).ToList();

        Assert.Contains("grey cat", view[0].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("trains", view[0].Text, StringComparison.Ordinal);
        Assert.Equal(view.Select(m => m.Text), again.Select(m => m.Text));
        Assert.Equal(4, generator.Asked.Count);
    }

    [Fact]
    public async Task ViewAsync_RandomHistories_KeepsThePromisesAndItsTokens()
    {
        var recalling = 0;
        for (var seed = 0; seed < 150; seed++)
        {
            var history = new RandomHistory(seed);
            var log = MessageLog.Create(history.Make(history.Random.Next(1, 25)));
            var counter = new PromptTokenCounter();
            var most = history.Random.Next(20, 600);
            using var generator = new WordEmbeddings();
            var memory = new VectorStoreRetrieverMemory(generator, new() { Counter = counter, MaxRecalledTokens = most, Exchanges = history.Random.Next(3), MinSimilarity = -1 });

            var view = await memory.ViewAsync(new MemoryTurn { Messages = log, HistoryCount = log.Count, SessionId = seed % 2 == 0 ? "s" : null }, TestContext.Current.CancellationToken);

            RandomHistory.AssertPromises(log, view);
            if (view.FirstOrDefault(m => !log.Contains(m)) is { } derived)
            {
                Assert.InRange(counter.Texts.Count(derived.Text.AsSpan(derived.Text.IndexOf('\n', StringComparison.Ordinal))), 1, most);
                recalling++;
            }
        }
        Assert.InRange(recalling, 40, 149);
    }

    [Fact]
    public async Task ViewAsync_RecentExchanges_AreNotRecalledAsWell()
    {
        using var generator = new WordEmbeddings();
        var memory = new VectorStoreRetrieverMemory(generator, new() { Exchanges = 1 });
        var log = MessageLog.Create([new(ChatRole.User, "my cat is grey"), new(ChatRole.Assistant, "a grey cat"), new(ChatRole.User, "my cat")]);

        var view = await memory.ViewAsync(new MemoryTurn { Messages = log, HistoryCount = 2, SessionId = "s" }, TestContext.Current.CancellationToken);

        Assert.Same(log, view);
    }
}
