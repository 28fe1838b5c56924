using AgentFlow.Memory;
using AgentFlow.Testing;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Tests.Memory;

public sealed class CombinedMemoryTests
{
    [Fact]
    public async Task ViewAsync_RandomHistories_KeepsThePromisesWithinTheBudget()
    {
        var options = new ChatOptions { Instructions = "Be brief.", Tools = [Tool.Create((string at) => at, "look")] };
        var shown = 0;
        for (var seed = 0; seed < 150; seed++)
        {
            var history = new RandomHistory(seed);
            var log = MessageLog.Create(history.Make(history.Random.Next(1, 25)));
            var counter = new PromptTokenCounter();
            var budget = history.Random.Next(300, 4000);
            using var summarizer = new ScriptedChatClient();
            for (var i = 0; i < 50; i++)
                summarizer.Says("A summary of some length, with words in it. " + new string('y', 50));
            using var generator = new WordEmbeddings();
            var memory = new CombinedMemory(budget,
            [
                new() { Memory = new ConversationSummaryMemory(summarizer, new() { Counter = counter }), Share = 0.2 },
                new() { Memory = new VectorStoreRetrieverMemory(generator, new() { Counter = counter, MinSimilarity = -1, MaxRecalledTokens = 5000 }), Share = 0.3 },
                new() { Memory = new ConversationBufferWindowMemory(4), Share = 0 },
            ], counter);
            try
            {
                var view = await memory.ViewAsync(new MemoryTurn { Messages = log, HistoryCount = log.Count, Options = options }, TestContext.Current.CancellationToken);

                RandomHistory.AssertPromises(log, view);
                Assert.InRange(counter.Count(view, options), 1, budget);
                shown++;
            }
            catch (MemoryBudgetException)
            {
            }
        }
        Assert.True(shown > 80, $"{shown} shown");
    }

    [Fact]
    public async Task ViewAsync_DerivedTextIsLongerThanItsShare_IsCut()
    {
        using var summarizer = new ScriptedChatClient().Says(string.Concat(Enumerable.Repeat("word ", 300)));
        var counter = new PromptTokenCounter();
        var memory = new CombinedMemory(500, [new() { Memory = new ConversationSummaryMemory(summarizer), Share = 0.1 }], counter);
        var log = MessageLog.Create([new(ChatRole.User, "Q1"), new(ChatRole.Assistant, "A1"), new(ChatRole.User, "Q2")]);

        var view = await memory.ViewAsync(new MemoryTurn { Messages = log, HistoryCount = 2 }, TestContext.Current.CancellationToken);

        Assert.EndsWith("…", view[0].Text, StringComparison.Ordinal);
        Assert.InRange(counter.Count(view[0]), 30, 50);
    }

    [Fact]
    public async Task ViewAsync_NewestMessageLeavesLessThanTheShare_TheMessageIsShown()
    {
        using var summarizer = new ScriptedChatClient().Says(string.Concat(Enumerable.Repeat("word ", 300)));
        var counter = new PromptTokenCounter();
        var memory = new CombinedMemory(500, [new() { Memory = new ConversationSummaryMemory(summarizer), Share = 0.8 }], counter);
        var log = MessageLog.Create([new(ChatRole.User, "Q1"), new(ChatRole.Assistant, "A1"), new(ChatRole.User, string.Concat(Enumerable.Repeat("long ", 400)))]);

        var view = await memory.ViewAsync(new MemoryTurn { Messages = log, HistoryCount = 2 }, TestContext.Current.CancellationToken);

        Assert.Equal(2, view.Count);
        Assert.InRange(counter.Count(view), 450, 500);
    }

    [Theory]
    [InlineData(0.6, 0.6)]
    [InlineData(-0.1, 0.5)]
    [InlineData(double.NaN, 0.5)]
    public void Constructor_BadShares_Throws(double one, double two)
    {
        var parts = new[] { one, two }.Select(s => new CombinedMemoryPart { Memory = new NoMemory(), Share = s });

        Assert.Throws<ArgumentException>(() => new CombinedMemory(100, parts));
    }

    [Fact]
    public async Task TailAsync_OnePartNeedsEverything_LoadsEverything()
    {
        var memory = new CombinedMemory(100, [new() { Memory = new NoMemory(), Share = 0 }, new() { Memory = new ConversationBufferMemory(), Share = 0 }]);

        Assert.Null(await memory.TailAsync("s", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task NoMemory_LongLog_ShowsTheExchangeUnderWayAndSystemMessages()
    {
        var log = MessageLog.Create([new(ChatRole.System, "S"), new(ChatRole.User, "Q1"), new(ChatRole.Assistant, "A1"), new(ChatRole.User, "Q2"), new(ChatRole.Assistant, "A2")]);

        var view = await new NoMemory().ReduceAsync(log, TestContext.Current.CancellationToken);

        Assert.Equal(["S", "Q2", "A2"], view.Select(m => m.Text));
    }

    [Fact]
    public async Task ReadOnlyMemory_NewMessages_AsksNoModelAndShowsThemAsTheyAre()
    {
        using var summarizer = new ScriptedChatClient().Says("Summary.");
        var inner = new ConversationSummaryMemory(summarizer);
        var log = MessageLog.Create([new(ChatRole.User, "Q1"), new(ChatRole.Assistant, "A1"), new(ChatRole.User, "Q2"), new(ChatRole.Assistant, "A2"), new(ChatRole.User, "Q3")]);
        await inner.ViewAsync(new MemoryTurn { Messages = log.Take(3), HistoryCount = 2, SessionId = "s" }, TestContext.Current.CancellationToken);

        var view = await new ReadOnlyMemory(inner).ViewAsync(new MemoryTurn { Messages = log, HistoryCount = 4, SessionId = "s" }, TestContext.Current.CancellationToken);

        Assert.Equal(["Here is a summary of the conversation to date:\nSummary.", "Q2", "A2", "Q3"], view.Select(m => m.Text));
    }
}
