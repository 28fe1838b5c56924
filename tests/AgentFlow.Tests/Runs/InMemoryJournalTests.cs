using AgentFlow.Agents;
using AgentFlow.Runs;
using AgentFlow.Testing;
using AgentFlow.Tests.Agents;

namespace AgentFlow.Tests.Runs;

public sealed class InMemoryJournalTests
{
    [Fact]
    public async Task AppendAsync_MoreRunsEndedThanAreKept_ForgetsTheOldestAndKeepsThoseThatHaveNotEnded()
    {
        var token = TestContext.Current.CancellationToken;
        var journal = new InMemoryJournal(keepCompleted: 2);
        var agent = new Agent(new ScriptedChatClient().Says("1").Says("2").Says("3"), new AgentOptions { Journal = journal });
        var queued = await agent.EnqueueAsync(RunRequest.FromText("later", "s"), token);

        var runs = new List<string>();
        for (var i = 0; i < 3; i++)
            runs.Add((await agent.RunAsync("hi", "s", token)).RunId);

        Assert.Empty(await agent.EventsAsync(runs[0]));
        foreach (var kept in new[] { runs[1], runs[2], queued })
            Assert.NotEmpty(await agent.EventsAsync(kept));
        Assert.Equal(6, (await journal.Sessions.LoadAsync("s", token)).Version);
    }

    [Fact]
    public async Task DeleteAsync_SessionWithRuns_DeletesThemToo()
    {
        var journal = new InMemoryJournal();
        using var model = new AgentFlow.Testing.ScriptedChatClient().Says("A1").Says("A2");
        var agent = new AgentFlow.Agents.Agent(model, new() { Journal = journal });
        var one = await agent.RunAsync("Q1", "s", TestContext.Current.CancellationToken);
        var other = await agent.RunAsync("Q2", "other", TestContext.Current.CancellationToken);

        await journal.Sessions.DeleteAsync("s", TestContext.Current.CancellationToken);

        Assert.Equal([other.RunId], (await journal.ListAsync(new RunQuery(), TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken)).Select(r => r.RunId));
        Assert.NotEqual(one.RunId, other.RunId);
    }
}
