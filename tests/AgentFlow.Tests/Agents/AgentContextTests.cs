using AgentFlow.Agents;
using AgentFlow.Memory;
using AgentFlow.Runs;
using AgentFlow.Testing;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Tests.Agents;

public sealed class AgentContextTests
{
    [Fact]
    public async Task RunAsync_ModelSaysTooLong_AsksOnceMoreWithAShorterViewAndLosesNothing()
    {
        var journal = new InMemoryJournal();
        await SayAsync(journal, 10);
        using var model = new ScriptedChatClient().Throws(new TooLong()).Says("Short enough.");
        var agent = new Agent(model, new AgentOptions { Journal = journal });

        var result = await agent.RunAsync("And now?", "s", TestContext.Current.CancellationToken);

        Assert.Equal("Short enough.", result.Text);
        Assert.Equal([21, 10], model.Requests.Select(r => r.Messages.Count));
        Assert.Equal("And now?", model.Requests[1].LastText);
        var events = await journal.ReadAsync(result.RunId, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        var compacted = Assert.Single(events.OfType<ContextCompacted>());
        Assert.Equal((21, 10, "8192 tokens at most."), (compacted.MessagesBefore, compacted.MessagesAfter, compacted.Reason));
        Assert.Equal(22, (await journal.Sessions.LoadAsync("s", TestContext.Current.CancellationToken)).Messages.Count);
    }

    [Fact]
    public async Task RunAsync_ToolTurnAfterCompaction_IsShownNoMoreThanTheModelTook()
    {
        var journal = new InMemoryJournal();
        await SayAsync(journal, 10);
        using var model = new ScriptedChatClient().Throws(new TooLong()).Calls("now").Says("Done.");
        var agent = new Agent(model, new AgentOptions { Journal = journal, Tools = [Tool.Create(() => "noon", "now")] });

        await agent.RunAsync("When?", "s", TestContext.Current.CancellationToken);

        Assert.Equal([21, 10, 10], model.Requests.Select(r => r.Messages.Count));
        Assert.Contains("When?", model.Requests[2].Messages.Select(m => m.Text));
    }

    [Fact]
    public async Task RunAsync_ModelSaysTooLongTwice_FailsWithItsError()
    {
        var journal = new InMemoryJournal();
        await SayAsync(journal, 10);
        using var model = new ScriptedChatClient().Throws(new TooLong()).Throws(new TooLong());
        var agent = new Agent(model, new AgentOptions { Journal = journal });

        await Assert.ThrowsAsync<TooLong>(() => agent.RunAsync("And now?", "s", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task RunAsync_OneMessageThatIsTooLong_IsNotAskedAgain()
    {
        using var model = new ScriptedChatClient().Throws(new TooLong());
        var agent = new Agent(model);

        await Assert.ThrowsAsync<TooLong>(() => agent.RunAsync("A book.", cancellationToken: TestContext.Current.CancellationToken));

        Assert.Single(model.Requests);
    }

    [Fact]
    public async Task RunAsync_RuntimeAddsANote_ItIsNoNewExchange()
    {
        using var model = new ScriptedChatClient().Calls("now").Says("Noon, I think.");
        var agent = new Agent(model, new AgentOptions { Memory = new NoMemory(), Limits = new() { MaxIterations = 1 }, Tools = [Tool.Create(() => "noon", "now")] });

        await agent.RunAsync("When?", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("When?", model.Requests[1].Messages[0].Text);
        Assert.Equal(4, model.Requests[1].Messages.Count);
    }

    private static async Task SayAsync(InMemoryJournal journal, int exchanges)
    {
        var messages = Enumerable.Range(0, exchanges).SelectMany(i => new[] { new ChatMessage(ChatRole.User, $"q{i}"), new ChatMessage(ChatRole.Assistant, $"a{i}") });
        await journal.Sessions.AppendAsync(new SessionAppend { SessionId = "s", ExpectedVersion = 0, Messages = [.. messages] }, TestContext.Current.CancellationToken);
    }

    private sealed class TooLong() : Exception("8192 tokens at most."), IContextTooLong
    {
        public int? MaxTokens => 8192;
    }
}
