using AgentFlow.Memory;
using AgentFlow.Testing;
using Microsoft.Extensions.AI;

namespace AgentFlow.Tests.Memory.Facts;

/// <summary>What the memories of facts have in common.</summary>
public sealed class FactExtractionTests
{
    private const string Entities = """{"entities":[{"name":"word1","facts":"It is a word."},{"name":"word2","facts":"It is another."},{"name":"Tool","facts":"It finds words."}]}""";
    private const string Triples = """{"triples":[{"subject":"word1","predicate":"is before","object":"word2","source":0},{"subject":"Tool","predicate":"finds","object":"word3","source":1}]}""";

    [Theory]
    [InlineData("entities")]
    [InlineData("graph")]
    public async Task ViewAsync_RandomHistories_KeepsThePromisesAndItsTokens(string kind)
    {
        var withFacts = 0;
        for (var seed = 0; seed < 100; seed++)
        {
            var history = new RandomHistory(seed);
            var log = MessageLog.Create(history.Make(history.Random.Next(1, 25)));
            var counter = new PromptTokenCounter();
            var most = history.Random.Next(10, 60);
            using var extractor = Extractor(kind, 60);
            var memory = NewMemory(kind, extractor, new() { Counter = counter, MaxFactTokens = most, Exchanges = history.Random.Next(4), ChunkTokens = 500 });

            var view = await memory.ViewAsync(new MemoryTurn { Messages = log, HistoryCount = log.Count }, TestContext.Current.CancellationToken);

            RandomHistory.AssertPromises(log, view);
            var derived = view.Where(m => !log.Contains(m)).ToList();
            if (derived.Count > 0)
            {
                var text = Assert.Single(derived).Text;
                Assert.InRange(counter.Texts.Count(text.AsSpan(text.IndexOf('\n', StringComparison.Ordinal))), 1, most);
                withFacts++;
            }
        }
        Assert.InRange(withFacts, 20, 100);
    }

    [Theory]
    [InlineData("entities")]
    [InlineData("graph")]
    public async Task ViewAsync_TurnByTurn_GivesTheModelEveryFinishedMessageOnce(string kind)
    {
        using var extractor = Extractor(kind, 60);
        var memory = NewMemory(kind, extractor, new());
        List<ChatMessage> said = [];
        for (var i = 0; i < 20; i++)
        {
            said.Add(new ChatMessage(ChatRole.User, $"question{i}."));
            await memory.ViewAsync(new MemoryTurn { Messages = MessageLog.Create(said), HistoryCount = said.Count - 1, SessionId = "s" }, TestContext.Current.CancellationToken);
            said.Add(new ChatMessage(ChatRole.Assistant, $"answer{i}."));
        }

        var given = string.Join('\n', extractor.Requests.Select(r => r.LastText[r.LastText.IndexOf("New lines", StringComparison.Ordinal)..]));
        Assert.Equal(19, extractor.Requests.Count);
        Assert.All(Enumerable.Range(0, 19), i => Assert.Equal(2, given.Split($"question{i}.").Length));
        Assert.All(Enumerable.Range(0, 19), i => Assert.Equal(2, given.Split($"answer{i}.").Length));
    }

    [Theory]
    [InlineData("entities")]
    [InlineData("graph")]
    public async Task ReduceAsync_BareClientsMessages_AsksOnlyForWhatIsNew(string kind)
    {
        using var extractor = Extractor(kind, 2);
        var memory = NewMemory(kind, extractor, new() { Exchanges = 0 });
        List<ChatMessage> messages = [new(ChatRole.User, "Of word1."), new(ChatRole.Assistant, "Yes."), new(ChatRole.User, "And word1?")];

        var view = (await memory.ReduceAsync(messages, TestContext.Current.CancellationToken)).ToList();
        messages.AddRange([new(ChatRole.Assistant, "No."), new(ChatRole.User, "word1 again?")]);
        var later = (await memory.ReduceAsync(messages, TestContext.Current.CancellationToken)).ToList();

        Assert.Equal(2, view.Count);
        Assert.Contains("word1", view[0].Text, StringComparison.Ordinal);
        Assert.Equal(2, later.Count);
        Assert.DoesNotContain("Of word1", extractor.Requests[1].LastText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("entities")]
    [InlineData("graph")]
    public void Learn_ThroughAReadOnlyMemory_CorrectsTheEstimate(string kind)
    {
        var estimate = new EstimatingTokenCounter();
        using var extractor = new ScriptedChatClient();
        var memory = new ReadOnlyMemory(NewMemory(kind, extractor, new() { Counter = new PromptTokenCounter(estimate) }));

        memory.Learn([new ChatMessage(ChatRole.User, string.Join(' ', Enumerable.Repeat("word", 100)))], null, new UsageDetails { InputTokenCount = 300 });

        Assert.InRange(estimate.Factor, 1.2, 3);
    }

    [Fact]
    public async Task ViewAsync_MessageLongerThanAChunk_ItsStatementsComeFromIt()
    {
        var counter = new PromptTokenCounter();
        using var extractor = new ScriptedChatClient();
        for (var i = 0; i < 10; i++)
            extractor.Says($$"""{"triples":[{"subject":"Part {{i}}","predicate":"is in","object":"it","source":2}]}""");
        var memory = new ConversationKnowledgeGraphMemory(extractor, new() { ChunkTokens = 100, Counter = counter });
        var log = MessageLog.Create([new(ChatRole.User, "Hi"), new(ChatRole.Assistant, "Hello"), new(ChatRole.User, string.Join(' ', Enumerable.Repeat("word", 300))), new(ChatRole.Assistant, "Ok"), new(ChatRole.User, "And?")]);

        await memory.ViewAsync(new MemoryTurn { Messages = log, HistoryCount = 4, SessionId = "s" }, TestContext.Current.CancellationToken);

        var triples = await memory.GetTriplesAsync("s", TestContext.Current.CancellationToken);
        Assert.InRange(triples.Count, 3, 10);
        Assert.All(triples.SkipLast(1), t => Assert.Equal(2, t.Source));
        Assert.Empty(await memory.GetGapsAsync("s", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task ViewAsync_LongFactBeforeShortOnes_DoesNotHideThem()
    {
        using var extractor = new ScriptedChatClient().Says($$"""{"entities":[{"name":"Anna","facts":"{{string.Join(' ', Enumerable.Repeat("long", 100))}}"},{"name":"Ben","facts":"A baker."}]}""");
        var memory = new ConversationEntityMemory(extractor, new() { MaxFactTokens = 50 });
        var log = MessageLog.Create([new(ChatRole.User, "Of Anna and Ben."), new(ChatRole.Assistant, "Yes."), new(ChatRole.User, "What of Anna and Ben?")]);

        var view = await memory.ViewAsync(new MemoryTurn { Messages = log, HistoryCount = 2 }, TestContext.Current.CancellationToken);

        Assert.Equal("What is known from earlier in this conversation:\n- Ben: A baker.", view[0].Text);
    }

    private static ScriptedChatClient Extractor(string kind, int answers)
    {
        var extractor = new ScriptedChatClient();
        for (var i = 0; i < answers; i++)
            extractor.Says(kind == "graph" ? Triples : Entities);
        return extractor;
    }

    private static ConversationMemory NewMemory(string kind, IChatClient extractor, FactMemoryOptions options) =>
        kind == "graph" ? new ConversationKnowledgeGraphMemory(extractor, options) : new ConversationEntityMemory(extractor, options);
}
