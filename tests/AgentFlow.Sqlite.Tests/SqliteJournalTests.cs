using AgentFlow.Agents;
using AgentFlow.Runs;
using AgentFlow.Testing;
using Microsoft.Extensions.AI;

namespace AgentFlow.Sqlite.Tests;

public sealed class SqliteJournalTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Constructor_AnyPath_TouchesNothing()
    {
        _ = new SqliteJournal(_folder["bot.db"]);

        Assert.False(File.Exists(_folder["bot.db"]));
    }

    [Fact]
    public void Constructor_InvalidOptions_ReportsAllTogether()
    {
        var options = new SqliteJournalOptions { Durability = (SqliteDurability)7, BusyTimeout = TimeSpan.FromSeconds(-1), CachedSessions = -1, TimeProvider = null! };

        var error = Assert.Throws<ArgumentException>(() => new SqliteJournal(_folder["bot.db"], options));

        Assert.All(["Durability is '7'", "BusyTimeout is '-00:00:01'", "CachedSessions is '-1'", "TimeProvider is null"], problem => Assert.Contains(problem, error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Constructor_Memory_PointsToTheJournalInMemory()
    {
        var error = Assert.Throws<ArgumentException>(() => new SqliteJournal(":memory:"));

        Assert.Contains(nameof(InMemoryJournal), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AppendAsync_ThenReopen_EverythingIsThere()
    {
        await using (var journal = new SqliteJournal(_folder["bot.db"]))
        {
            await journal.AppendAsync(Appends.Begin("r1", "Be kind."), Token);
            await journal.AppendAsync(Appends.Next("r1", 1), Token);
            await journal.Sessions.AppendAsync(Appends.Say("s1", 0, "Hello"), Token);
            await journal.KeyValues.SetAsync("notes", "colour", "blue", Token);
        }

        await using var reopened = new SqliteJournal(_folder["bot.db"]);
        var events = await reopened.ReadAsync("r1", Token).ToListAsync(Token);

        Assert.Equal("Be kind.", Assert.IsType<RunStarted>(events[0]).Instructions);
        Assert.Equal("event 1", Assert.IsType<RunFailed>(events[1]).Message);
        Assert.Equal("Hello", (await reopened.Sessions.LoadAsync("s1", Token)).Messages.Single().Text);
        Assert.Equal("blue", await reopened.KeyValues.GetAsync("notes", "colour", Token));
    }

    [Fact]
    public async Task AppendAsync_ThenKilled_EverythingThatWasReportedIsThere()
    {
        await using var journal = new SqliteJournal(_folder["bot.db"]);
        for (var run = 0; run < 20; run++)
        {
            await journal.AppendAsync(Appends.Begin($"r{run}", "Be kind."), Token);
            await journal.AppendAsync(Appends.Next($"r{run}", 1), Token);
        }

        // What a kill leaves behind: the files as they are at this moment, and no shared memory.
        File.Copy(_folder["bot.db"], _folder["left.db"]);
        File.Copy(_folder["bot.db-wal"], _folder["left.db-wal"]);
        await using var reopened = new SqliteJournal(_folder["left.db"]);
        for (var run = 0; run < 20; run++)
        {
            Assert.Equal(2, await reopened.ReadAsync($"r{run}", Token).CountAsync(Token));
            await reopened.AppendAsync(Appends.Next($"r{run}", 2), Token);
        }
    }

    [Fact]
    public async Task DisposeAsync_Done_LeavesOneFile()
    {
        await using (var journal = new SqliteJournal(_folder["bot.db"]))
        {
            await journal.AppendAsync(Appends.Begin("r1"), Token);
            await journal.ReadAsync("r1", Token).ToListAsync(Token);
        }

        Assert.True(File.Exists(_folder["bot.db"]));
        Assert.False(File.Exists(_folder["bot.db-wal"]));
        Assert.False(File.Exists(_folder["bot.db-shm"]));
    }

    [Fact]
    public async Task DisposeAsync_PendingAppends_AreWrittenFirst()
    {
        var journal = new SqliteJournal(_folder["bot.db"]);
        var pending = Enumerable.Range(0, 1000).Select(run => journal.AppendAsync(Appends.Begin($"r{run}"), Token).AsTask()).ToList();

        await journal.DisposeAsync();
        await Task.WhenAll(pending);

        await using var reopened = new SqliteJournal(_folder["bot.db"]);
        Assert.Equal(1000, await reopened.ListAsync(new RunQuery { Limit = 2000 }, Token).CountAsync(Token));
    }

    [Fact]
    public async Task DisposeAsync_Afterwards_EverythingThrows()
    {
        var journal = new SqliteJournal(_folder["bot.db"]);
        await journal.AppendAsync(Appends.Begin("r1"), Token);
        await journal.DisposeAsync();
        await journal.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => journal.AppendAsync(Appends.Next("r1", 1), Token).AsTask());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => journal.ReadAsync("r1", Token).ToListAsync(Token).AsTask());
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await journal.Sessions.LoadAsync("s1", Token));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => journal.KeyValues.SetAsync("a", "b", "c", Token).AsTask());
    }

    [Fact]
    public async Task DisposeAsync_NeverUsed_ThrowsOnlyWhenUsed()
    {
        var journal = new SqliteJournal(_folder["bot.db"]);
        await journal.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => journal.AppendAsync(Appends.Begin("r1"), Token).AsTask());
        Assert.False(File.Exists(_folder["bot.db"]));
    }

    [Fact]
    public async Task ReadAsync_HalfRead_HoldsUpNobody()
    {
        await using var journal = new SqliteJournal(_folder["bot.db"]);
        await journal.AppendAsync(Appends.To("r1", 0, [.. Appends.Begin("r1").Events, .. Enumerable.Range(1, 299).SelectMany(i => Appends.Next("r1", i).Events)]), Token);
        var read = 0;

        await foreach (var _ in journal.ReadAsync("r1", Token))
        {
            if (++read == 1)
                await journal.AppendAsync(Appends.Next("r1", 300), Token);
            if (read == 2)
                await journal.DisposeAsync();
            if (read == 100)
                break;
        }

        Assert.Equal(100, read);
    }

    [Fact]
    public async Task ReadAsync_WhileWriting_SeesWholeAppends()
    {
        await using var journal = new SqliteJournal(_folder["bot.db"]);
        await journal.AppendAsync(Appends.Begin("r1"), Token);
        var writing = Task.Run(Write, Token);

        int count;
        do
        {
            count = await journal.ReadAsync("r1", Token).CountAsync(Token);
            Assert.Equal(1, count % 3);
        }
        while (count < 301);
        await writing;

        async Task Write()
        {
            for (var version = 1; version < 301; version += 3)
                await journal.AppendAsync(Appends.To("r1", version, [.. Appends.Next("r1", version).Events, .. Appends.Next("r1", version).Events, .. Appends.Next("r1", version).Events]), Token);
        }
    }

    [Fact]
    public async Task AppendAsync_SameInstructions_AreStoredOnce()
    {
        var prompt = string.Concat(Enumerable.Range(0, 1024).Select(i => $"line {i:0000}\n"));
        await using (var journal = new SqliteJournal(_folder["bot.db"]))
            await Task.WhenAll(Enumerable.Range(0, 1000).Select(run => journal.AppendAsync(Appends.Begin($"r{run}", prompt), Token).AsTask()));

        // A thousand times the prompt would be ten megabytes.
        Assert.InRange(new FileInfo(_folder["bot.db"]).Length, 100_000, 1_000_000);
        using var outside = new Outside(_folder["bot.db"]);
        Assert.Equal(1, outside.Get<long>("SELECT count(*) FROM contents"));
        Assert.Equal(prompt, outside.Get<string>("SELECT text FROM contents"));
    }

    [Fact]
    public async Task RunAsync_AgentOnTheFile_TheNextProcessGoesOn()
    {
        await using (var journal = new SqliteJournal(_folder["bot.db"]))
        {
            var agent = new Agent(new ScriptedChatClient().Says("Hi Ann."), new AgentOptions { Journal = journal, Instructions = "Be kind." });
            await agent.RunAsync("I am Ann.", "s1", Token);
        }

        await using var reopened = new SqliteJournal(_folder["bot.db"]);
        var model = new ScriptedChatClient().Says("You are Ann.");
        var next = new Agent(model, new AgentOptions { Journal = reopened, Instructions = "Be kind." });
        await next.RunAsync("Who am I?", "s1", Token);

        Assert.Equal(["I am Ann.", "Hi Ann.", "Who am I?"], model.Requests[0].Messages.Where(m => m.Role != ChatRole.System).Select(m => m.Text));
        Assert.Equal(["I am Ann.", "Hi Ann.", "Who am I?", "You are Ann."], (await reopened.Sessions.LoadAsync("s1", Token)).Messages.Select(m => m.Text));
        Assert.All(await reopened.ListAsync(new RunQuery { SessionId = "s1" }, Token).ToListAsync(Token), run => Assert.Equal(RunStatus.Completed, run.Status));
    }

    public void Dispose() => _folder.Dispose();
}
