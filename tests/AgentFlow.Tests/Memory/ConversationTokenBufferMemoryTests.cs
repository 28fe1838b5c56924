using AgentFlow.Memory;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Tests.Memory;

public sealed class ConversationTokenBufferMemoryTests
{
    [Fact]
    public async Task ViewAsync_RandomHistories_KeepsThePromisesWithinTheBudget()
    {
        var options = new ChatOptions { Instructions = "Be brief and kind.", Tools = [Tool.Create((string at) => at, "look", "Looks at something.")] };
        var (shown, refused) = (0, 0);
        for (var seed = 0; seed < 400; seed++)
        {
            var history = new RandomHistory(seed);
            var log = MessageLog.Create(history.Make(history.Random.Next(1, 25)));
            var counter = new PromptTokenCounter();
            var budget = history.Random.Next(100, 4000);
            try
            {
                var view = await new ConversationTokenBufferMemory(budget, counter).ViewAsync(new MemoryTurn { Messages = log, Options = options }, TestContext.Current.CancellationToken);

                RandomHistory.AssertPromises(log, view);
                Assert.InRange(counter.Count(view, options), 1, budget);
                shown++;
            }
            catch (MemoryBudgetException error)
            {
                Assert.True(error.Needed > budget);
                refused++;
            }
        }
        Assert.True(shown > 200, $"{shown} shown, {refused} refused");
    }

    [Fact]
    public async Task ViewAsync_EverythingFits_IsTheLogItself()
    {
        var log = MessageLog.Create(new RandomHistory(1).Make(3));

        var view = await new ConversationTokenBufferMemory(100_000).ViewAsync(new MemoryTurn { Messages = log }, TestContext.Current.CancellationToken);

        Assert.Same(log, view);
    }

    [Fact]
    public async Task ViewAsync_OlderExchangesDoNotFit_BeginsWithAUserMessage()
    {
        var log = MessageLog.Create(Enumerable.Range(0, 50).Select(i => new ChatMessage(i % 2 == 0 ? ChatRole.User : ChatRole.Assistant, $"message number {i}")).Append(new ChatMessage(ChatRole.User, "now")));

        var view = await new ConversationTokenBufferMemory(100).ViewAsync(new MemoryTurn { Messages = log }, TestContext.Current.CancellationToken);

        Assert.InRange(view.Count, 5, 20);
        Assert.Equal(ChatRole.User, view[0].Role);
        Assert.Equal("now", view[^1].Text);
    }

    [Fact]
    public async Task ViewAsync_NewestMessageIsLargerThanTheBudget_SaysWhatTakesHowMuch()
    {
        var log = MessageLog.Create([new ChatMessage(ChatRole.User, string.Concat(Enumerable.Repeat("word ", 500)))]);

        var error = await Assert.ThrowsAsync<MemoryBudgetException>(async () =>
            await new ConversationTokenBufferMemory(100).ViewAsync(new MemoryTurn { Messages = log }, TestContext.Current.CancellationToken));

        Assert.Equal(100, error.Budget);
        Assert.InRange(error.Needed, 400, 700);
        Assert.Contains("budget is 100", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TailAsync_LongSession_LoadsOnlyWhatMayFit()
    {
        var store = new CountingSessionStore(Enumerable.Range(0, 1000).Select(i => new ChatMessage(i % 2 == 0 ? ChatRole.User : ChatRole.Assistant, $"message number {i}")));
        var tail = await new ConversationTokenBufferMemory(100).TailAsync("s", TestContext.Current.CancellationToken);

        var read = store.Read(tail!);

        Assert.InRange(read, 8, 30);
    }

    private sealed class CountingSessionStore(IEnumerable<ChatMessage> messages)
    {
        public int Read(SessionTail tail) => messages.Reverse().TakeWhile(m => tail.NeedsEarlier(m)).Count() + 1;
    }
}
