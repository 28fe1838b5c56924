using AgentFlow.Agents;
using AgentFlow.Memory;
using AgentFlow.Runs;
using AgentFlow.Testing;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Tests.Memory;

public sealed class ConversationSummaryMemoryTests
{
    [Fact]
    public async Task RunAsync_TurnAfterTurn_TakesOnlyWhatIsNewIntoTheSummary()
    {
        using var summarizer = new ScriptedChatClient().Says("Summary one.").Says("Summary two.");
        using var model = new ScriptedChatClient().Says("A1").Says("A2").Says("A3");
        var agent = new Agent(model, new AgentOptions { Memory = new ConversationSummaryMemory(summarizer) });

        await agent.RunAsync("Q1", "s", TestContext.Current.CancellationToken);
        await agent.RunAsync("Q2", "s", TestContext.Current.CancellationToken);
        await agent.RunAsync("Q3", "s", TestContext.Current.CancellationToken);

        Assert.Equal(["Q1"], model.Requests[0].Messages.Select(m => m.Text));
        Assert.Equal(["Here is a summary of the conversation to date:\nSummary two.", "Q3"], model.Requests[2].Messages.Select(m => m.Text));
        Assert.Contains("Current summary:\nSummary one.", summarizer.Requests[1].LastText, StringComparison.Ordinal);
        Assert.Contains("Human: Q2\nAI: A2", summarizer.Requests[1].LastText, StringComparison.Ordinal);
        Assert.DoesNotContain("Q1", summarizer.Requests[1].LastText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_OtherProcessWithTheSameStore_GoesOnWithTheSummary()
    {
        var store = new InMemoryKeyValueStore();
        var journal = new InMemoryJournal();
        using var model = new ScriptedChatClient().Says("A1").Says("A2").Says("A3");
        using var first = new ScriptedChatClient().Says("Summary one.");
        await NewAgent(first).RunAsync("Q1", "s", TestContext.Current.CancellationToken);
        await NewAgent(first).RunAsync("Q2", "s", TestContext.Current.CancellationToken);

        using var second = new ScriptedChatClient().Says("Summary two.");
        await NewAgent(second).RunAsync("Q3", "s", TestContext.Current.CancellationToken);

        Assert.Contains("Current summary:\nSummary one.", second.Requests[0].LastText, StringComparison.Ordinal);

        Agent NewAgent(ScriptedChatClient summarizer) => new(model, new AgentOptions { Journal = journal, Memory = new ConversationSummaryMemory(summarizer, new() { Store = store }) });
    }

    [Fact]
    public async Task RunAsync_SummaryFails_NothingIsLostAndTheNextTurnCatchesUp()
    {
        var journal = new InMemoryJournal();
        using var model = new ScriptedChatClient().Says("A1").Says("A2");
        using var summarizer = new ScriptedChatClient().Throws(new HttpRequestException("down")).Says("Summary.");
        var agent = new Agent(model, new AgentOptions { Journal = journal, Memory = new ConversationSummaryMemory(summarizer) });
        await agent.RunAsync("Q1", "s", TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<HttpRequestException>(() => agent.RunAsync("Q2", "s", TestContext.Current.CancellationToken));
        var failed = await journal.ListAsync(new RunQuery(), TestContext.Current.CancellationToken).FirstAsync(r => r.Status == RunStatus.Failed, TestContext.Current.CancellationToken);
        var result = await agent.ResumeAsync(failed.RunId, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("A2", result.Text);
        Assert.Contains("Human: Q1", summarizer.Requests[1].LastText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReduceAsync_BareClientsMessages_AreSummarisedOnceEach()
    {
        using var summarizer = new ScriptedChatClient().Says("First.").Says("Second.");
        var memory = new ConversationSummaryMemory(summarizer);
        List<ChatMessage> messages = [new(ChatRole.User, "Q1"), new(ChatRole.Assistant, "A1"), new(ChatRole.User, "Q2")];

        var one = await memory.ReduceAsync(messages, TestContext.Current.CancellationToken);
        var again = await memory.ReduceAsync(messages, TestContext.Current.CancellationToken);
        messages.AddRange([new(ChatRole.Assistant, "A2"), new(ChatRole.User, "Q3")]);
        var two = await memory.ReduceAsync(messages, TestContext.Current.CancellationToken);

        Assert.Equal(one.Select(m => m.Text), again.Select(m => m.Text));
        Assert.Contains("Second.", two.First().Text, StringComparison.Ordinal);
        Assert.Equal(0, summarizer.Remaining);
    }

    [Fact]
    public async Task ViewAsync_LongBacklog_IsSummarisedInChunksAndKeptAfterEach()
    {
        var store = new InMemoryKeyValueStore();
        using var summarizer = new ScriptedChatClient();
        for (var i = 0; i < 3; i++)
            summarizer.Says($"Part {i}.");
        summarizer.Throws(new HttpRequestException("down"));
        var log = MessageLog.Create(Enumerable.Range(0, 101).Select(i => new ChatMessage(i % 2 == 0 ? ChatRole.User : ChatRole.Assistant, $"message {i} " + new string('x', 100))));
        var turn = new MemoryTurn { Messages = log, HistoryCount = 100, SessionId = "s" };
        var options = new SummaryMemoryOptions { Store = store, ChunkTokens = 300 };

        await Assert.ThrowsAsync<HttpRequestException>(async () => await new ConversationSummaryMemory(summarizer, options).ViewAsync(turn, TestContext.Current.CancellationToken));
        var tail = await new ConversationSummaryMemory(summarizer, options).TailAsync("s", TestContext.Current.CancellationToken);

        Assert.InRange(tail!.From!.Value, 20, 60);
        Assert.Contains("Part 2.", summarizer.Requests[3].LastText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ViewAsync_SystemMessageBeforeTheFirstExchange_IsShownAndNotSummarised()
    {
        using var summarizer = new ScriptedChatClient().Says("Summary.");
        var memory = new ConversationSummaryMemory(summarizer);
        var log = MessageLog.Create([new(ChatRole.System, "Be kind."), new(ChatRole.User, "Q1"), new(ChatRole.Assistant, "A1"), new(ChatRole.User, "Q2")]);

        var first = await memory.ViewAsync(new MemoryTurn { Messages = log.Take(2), HistoryCount = 1, SessionId = "s" }, TestContext.Current.CancellationToken);
        var second = await memory.ViewAsync(new MemoryTurn { Messages = log, HistoryCount = 3, SessionId = "s" }, TestContext.Current.CancellationToken);

        Assert.Equal(["Be kind.", "Q1"], first.Select(m => m.Text));
        Assert.Equal(["Be kind.", "Here is a summary of the conversation to date:\nSummary.", "Q2"], second.Select(m => m.Text));
        Assert.DoesNotContain("kind", Assert.Single(summarizer.Requests).LastText, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_BadOptions_ReportsAllOfThem()
    {
        using var model = new ScriptedChatClient();

        var error = Assert.Throws<ArgumentException>(() => new ConversationSummaryMemory(model, new() { MaxSummaryWords = 0, ChunkTokens = 1, Name = "a/b" }));

        Assert.Contains("MaxSummaryWords is 0", error.Message, StringComparison.Ordinal);
        Assert.Contains("ChunkTokens is 1", error.Message, StringComparison.Ordinal);
        Assert.Contains("'a/b'", error.Message, StringComparison.Ordinal);
    }
}
