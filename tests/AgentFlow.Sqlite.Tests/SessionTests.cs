using AgentFlow.Memory;
using AgentFlow.Runs;
using Microsoft.Extensions.AI;

namespace AgentFlow.Sqlite.Tests;

public sealed class SessionTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task LoadAsync_AfterAppend_GivesTheVeryMessages()
    {
        await using var journal = new SqliteJournal(_folder["bot.db"]);
        var empty = await journal.Sessions.LoadAsync("s1", Token);
        var append = Appends.Say("s1", 0, "one", "two");
        await journal.Sessions.AppendAsync(append, Token);

        var session = await journal.Sessions.LoadAsync("s1", Token);

        Assert.Same(append.Messages[1], session.Messages[1]);
        Assert.Same(empty.Messages.Lineage, session.Messages.Lineage);
    }

    // What a backend remembers of a conversation stays of use from run to run.
    [Fact]
    public async Task LoadAsync_AfterARunThatGrewTheLog_KeepsItsLineage()
    {
        await using var journal = new SqliteJournal(_folder["bot.db"]);
        var log = (await journal.Sessions.LoadAsync("s1", Token)).Messages;

        for (var run = 0; run < 5; run++)
        {
            log = log.Add(new ChatMessage(ChatRole.User, $"question {run}")).Add(new ChatMessage(ChatRole.Assistant, $"answer {run}"));
            var said = new SessionAppend { SessionId = "s1", ExpectedVersion = run * 2, Messages = [.. log.Skip(run * 2)] };
            await journal.AppendAsync(new RunAppend { RunId = $"r{run}", ExpectedVersion = 0, Events = Appends.Begin($"r{run}").Events, Session = said }, Token);
            var session = await journal.Sessions.LoadAsync("s1", Token);

            Assert.Same(log.Lineage, session.Messages.Lineage);
            Assert.Equal(log, session.Messages);
        }
    }

    [Fact]
    public async Task LoadAsync_MoreSessionsThanAreCached_DropsTheLeastUsed()
    {
        await using var journal = new SqliteJournal(_folder["bot.db"], new() { CachedSessions = 2 });
        foreach (var id in new[] { "a", "b", "c" })
            await journal.Sessions.AppendAsync(Appends.Say(id, 0, $"in {id}"), Token);
        var a = await journal.Sessions.LoadAsync("a", Token);
        var b = await journal.Sessions.LoadAsync("b", Token);
        await journal.Sessions.LoadAsync("a", Token);
        await journal.Sessions.LoadAsync("c", Token);

        Assert.Same(a.Messages[0], (await journal.Sessions.LoadAsync("a", Token)).Messages[0]);
        var again = await journal.Sessions.LoadAsync("b", Token);
        Assert.NotSame(b.Messages[0], again.Messages[0]);
        Assert.Equal("in b", again.Messages[0].Text);
    }

    [Fact]
    public async Task AppendAsync_NullAmongTheMessages_ThrowsAndGoesOn()
    {
        await using var journal = new SqliteJournal(_folder["bot.db"]);
        await journal.Sessions.LoadAsync("s1", Token);

        await Assert.ThrowsAsync<ArgumentNullException>(() => journal.Sessions.AppendAsync(new SessionAppend { SessionId = "s1", ExpectedVersion = 0, Messages = [null!] }, Token).AsTask());

        Assert.Equal(1, await journal.Sessions.AppendAsync(Appends.Say("s1", 0, "one"), Token));
    }

    [Fact]
    public async Task AppendAsync_Clock_DatesTheSession()
    {
        var now = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddTicks(1234567);
        await using var journal = new SqliteJournal(_folder["bot.db"], new() { TimeProvider = new Clock(now) });

        await journal.Sessions.AppendAsync(Appends.Say("s1", 0, "one"), Token);

        Assert.Equal(new SessionSummary { Id = "s1", Version = 1, UpdatedAt = now }, Assert.Single(await journal.Sessions.ListAsync(Token).ToListAsync(Token)));
    }

    public void Dispose() => _folder.Dispose();

    private sealed class Clock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
