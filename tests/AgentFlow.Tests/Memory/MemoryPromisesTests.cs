using AgentFlow.Memory;
using AgentFlow.Testing;
using Microsoft.Extensions.AI;

namespace AgentFlow.Tests.Memory;

/// <summary>What holds for every memory, whatever it shows.</summary>
public sealed class MemoryPromisesTests
{
    public static TheoryData<string> Kinds => ["buffer", "window", "tokens", "summary", "summary buffer", "entities", "graph", "vectors", "combined", "read-only", "none"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task ReduceAsync_RandomHistories_KeepsThePromises(string kind)
    {
        for (var seed = 1000; seed < 1060; seed++)
        {
            using var world = new World();
            var history = new RandomHistory(seed);
            var log = MessageLog.Create(history.Make(history.Random.Next(1, 20)));

            var view = await world.Make(kind).ReduceAsync(log, TestContext.Current.CancellationToken);

            RandomHistory.AssertPromises(log, [.. view]);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task ViewAsync_OnlyTheTailWasLoaded_ShowsTheSame(string kind)
    {
        for (var seed = 2000; seed < 2040; seed++)
        {
            using var world = new World();
            var (whole, byTail) = (world.Make(kind), world.Make(kind));
            var history = new RandomHistory(seed);
            List<ChatMessage> said = [];
            for (var run = 0; run < 6; run++)
            {
                var added = history.Make(1);
                var all = MessageLog.Create([.. said, .. added]);
                var end = Tail(said, await byTail.TailAsync("s", TestContext.Current.CancellationToken)).AddRange(added);

                var expected = await whole.ViewAsync(new MemoryTurn { Messages = all, HistoryCount = said.Count, SessionId = "s" }, TestContext.Current.CancellationToken);
                var actual = await byTail.ViewAsync(new MemoryTurn { Messages = end, HistoryCount = end.Count - added.Count, SessionId = "s" }, TestContext.Current.CancellationToken);

                Assert.Equal(expected.Select(m => (m.Role, m.Text)), actual.Select(m => (m.Role, m.Text)));
                said.AddRange(added);
            }
        }
    }

    [Fact]
    public async Task ReduceAsync_CallThatIsNeverAnswered_HoldsNothingTogether()
    {
        List<ChatMessage> messages = [new(ChatRole.User, "Pay."), new(ChatRole.Assistant, [new ToolApprovalRequestContent("a1", new FunctionCallContent("c1", "pay"))])];
        for (var i = 0; i < 50; i++)
            messages.AddRange([new(ChatRole.User, $"Question {i} of some length, as it is asked."), new(ChatRole.Assistant, "Answer.")]);

        var view = await new ConversationTokenBufferMemory(200).ReduceAsync(messages, TestContext.Current.CancellationToken);

        Assert.InRange(view.Count(), 6, 40);
    }

    [Fact]
    public async Task ReduceAsync_IdsThatAModelUsesInEveryTurn_AreOfTheirTurn()
    {
        List<ChatMessage> messages = [];
        for (var i = 0; i < 50; i++)
        {
            messages.AddRange(
            [
                new(ChatRole.User, $"Question {i} of some length, as it is asked."),
                new(ChatRole.Assistant, [new FunctionCallContent("call_0", "look")]),
                new(ChatRole.Tool, [new FunctionResultContent("call_0", "There.")]),
            ]);
        }

        var view = (await new ConversationTokenBufferMemory(200).ReduceAsync(messages, TestContext.Current.CancellationToken)).ToList();

        Assert.InRange(view.Count, 3, 40);
        Assert.Equal(0, view.Count % 3);
    }

    /// <summary>The end of a session as a store gives it that loads no more than is asked for.</summary>
    private static MessageLog Tail(List<ChatMessage> said, SessionTail? tail)
    {
        var start = tail is null ? 0 : said.Count;
        while (tail is not null && start > 0)
        {
            start--;
            if (!tail.NeedsEarlier(said[start]) && !(tail.From < start))
                break;
        }
        return MessageLog.Create(said.Skip(start), start, [.. said.Take(start).Where(m => m.Role == ChatRole.System)]);
    }

    /// <summary>The models that memories ask; they give the same answer whatever they are asked.</summary>
    private sealed class World : IDisposable
    {
        private readonly WordEmbeddings _embeddings = new();
        private readonly List<ScriptedChatClient> _models = [];

        public ConversationMemory Make(string kind) => kind switch
        {
            "buffer" => new ConversationBufferMemory(),
            "window" => new ConversationBufferWindowMemory(2),
            "tokens" => new ConversationTokenBufferMemory(5000),
            "summary" => new ConversationSummaryMemory(Model("A summary.")),
            "summary buffer" => new ConversationSummaryBufferMemory(Model("A summary."), new() { MaxTokens = 5000 }),
            "entities" => new ConversationEntityMemory(Model("""{"entities":[{"name":"word1","facts":"A word."}]}"""), new() { Exchanges = 1 }),
            "graph" => new ConversationKnowledgeGraphMemory(Model("""{"triples":[{"subject":"word1","predicate":"is","object":"word2","source":0}]}"""), new() { Exchanges = 1 }),
            "vectors" => new VectorStoreRetrieverMemory(_embeddings, new() { Exchanges = 1, MinSimilarity = -1 }),
            "combined" => new CombinedMemory(8000, [new() { Memory = Make("summary"), Share = 0.2 }, new() { Memory = Make("window"), Share = 0 }]),
            "read-only" => new ReadOnlyMemory(Make("window")),
            _ => new NoMemory(),
        };

        public void Dispose()
        {
            _models.ForEach(m => m.Dispose());
            _embeddings.Dispose();
        }

        private ScriptedChatClient Model(string answer)
        {
            var model = new ScriptedChatClient();
            for (var i = 0; i < 60; i++)
                model.Says(answer);
            _models.Add(model);
            return model;
        }
    }
}
