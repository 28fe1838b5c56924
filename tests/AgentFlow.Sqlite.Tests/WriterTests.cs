using AgentFlow.Memory;
using AgentFlow.Runs;

namespace AgentFlow.Sqlite.Tests;

public sealed class WriterTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // Another program holds the lock while the appends are made, so that it is certain which of them wait together.
    [Fact]
    public async Task AppendAsync_ManyWaiting_ShareATransaction()
    {
        await using var journal = new SqliteJournal(_folder["bot.db"]);
        await journal.AppendAsync(Appends.Begin("first"), Token);
        var before = journal.Transactions;

        await AppendBehindLockAsync(journal, [.. Enumerable.Range(0, 100).Select(i => Appends.Begin($"r{i}"))]);

        Assert.Equal(before + 1, journal.Transactions);
        Assert.Equal(101, await journal.ListAsync(new RunQuery { Limit = 200 }, Token).CountAsync(Token));
    }

    [Fact]
    public async Task AppendAsync_EightRunsAtOnce_TakesFewerTransactionsThanAppends()
    {
        await using var journal = new SqliteJournal(_folder["bot.db"]);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(run => Task.Run(() => WriteRunAsync(journal, $"r{run}", 100), Token)));

        // Each writer waits for its own append, so grouping comes from the others only.
        Assert.InRange(journal.Transactions, 100, 700);
        for (var run = 0; run < 8; run++)
            Assert.Equal(100, await journal.ReadAsync($"r{run}", Token).CountAsync(Token));
    }

    [Fact]
    public async Task AppendAsync_ConflictAmongOthers_FailsAlone()
    {
        await using var journal = new SqliteJournal(_folder["bot.db"]);
        await journal.AppendAsync(Appends.Begin("taken"), Token);
        var before = journal.Transactions;

        var appends = await AppendBehindLockAsync(journal, Appends.Begin("r1"), Appends.Begin("taken"), Appends.Begin("r2"), Appends.Begin("r2"), Appends.Next("r2", 1));

        Assert.Equal([null, typeof(RunConflictException), null, typeof(RunConflictException), null], appends);
        Assert.Equal(before + 1, journal.Transactions);
        Assert.Equal(2, await journal.ReadAsync("r2", Token).CountAsync(Token));
    }

    [Fact]
    public async Task AppendAsync_DatabaseRefusesOneAmongOthers_FailsAlone()
    {
        await using var journal = new SqliteJournal(_folder["bot.db"]);
        await journal.AppendAsync(Appends.Begin("r0"), Token);
        using (var outside = new Outside(_folder["bot.db"]))
            outside.Run("CREATE TRIGGER spoiler BEFORE INSERT ON events WHEN new.json LIKE '%spoil%' BEGIN SELECT RAISE(ABORT, 'spoiled'); END");
        var spoiled = Appends.To("r2", 0, [.. Appends.Begin("r2").Events, new RunFailed { At = Appends.Start, Code = "spoil", Message = "" }]);

        var appends = await AppendBehindLockAsync(journal, Appends.Begin("r1"), spoiled, Appends.Begin("r3"));

        Assert.Equal([null, typeof(SqliteJournalException), null], appends);
        Assert.Equal(["r0", "r1", "r3"], (await journal.ListAsync(new RunQuery(), Token).ToListAsync(Token)).Select(r => r.RunId).Order());
        Assert.Empty(await journal.ReadAsync("r2", Token).ToListAsync(Token));
    }

    [Fact]
    public async Task AppendAsync_FileLockedTooLong_FailsAllWhoWaitAndGoesOn()
    {
        await using var journal = new SqliteJournal(_folder["bot.db"], new() { BusyTimeout = TimeSpan.Zero });
        await journal.AppendAsync(Appends.Begin("r0"), Token);
        using var outside = new Outside(_folder["bot.db"]);

        outside.Run("BEGIN IMMEDIATE");
        var first = await Assert.ThrowsAsync<SqliteJournalException>(() => journal.AppendAsync(Appends.Next("r0", 1), Token).AsTask());
        await Assert.ThrowsAsync<SqliteJournalException>(() => journal.Sessions.AppendAsync(Appends.Say("s", 0, "Hello"), Token).AsTask());
        outside.Run("ROLLBACK");
        await journal.AppendAsync(Appends.Next("r0", 1), Token);

        Assert.Equal(5, first.ErrorCode & 0xff);
        Assert.Contains("was locked by another writer", first.Message, StringComparison.Ordinal);
        Assert.Equal(2, await journal.ReadAsync("r0", Token).CountAsync(Token));
        Assert.Empty((await journal.Sessions.LoadAsync("s", Token)).Messages);
    }

    [Fact]
    public async Task AppendAsync_WaitGivenUp_IsWrittenAllTheSame()
    {
        await using var journal = new SqliteJournal(_folder["bot.db"], new() { BusyTimeout = TimeSpan.FromMinutes(1) });
        await journal.AppendAsync(Appends.Begin("r0"), Token);
        using var outside = new Outside(_folder["bot.db"]);
        using var impatience = new CancellationTokenSource();
        List<RunEvent> events = [.. Appends.Next("r0", 1).Events];

        outside.Run("BEGIN IMMEDIATE");
        var given = journal.AppendAsync(new RunAppend { RunId = "r0", ExpectedVersion = 1, Events = events }, impatience.Token).AsTask();
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        events.Clear();
        outside.Run("ROLLBACK");
        await journal.AppendAsync(Appends.Next("r0", 2), Token);

        Assert.Equal(3, await journal.ReadAsync("r0", Token).CountAsync(Token));
    }

    [Fact]
    public async Task AppendAsync_AlreadyCancelled_WritesNothing()
    {
        await using var journal = new SqliteJournal(_folder["bot.db"]);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => journal.AppendAsync(Appends.Begin("r0"), new CancellationToken(canceled: true)).AsTask());
        await journal.AppendAsync(Appends.Begin("r1"), Token);

        Assert.Equal(["r1"], (await journal.ListAsync(new RunQuery(), Token).ToListAsync(Token)).Select(r => r.RunId));
    }

    [Fact]
    public async Task AppendAsync_RunAndSession_AreOneTransaction()
    {
        await using var journal = new SqliteJournal(_folder["bot.db"]);
        await journal.AppendAsync(Appends.Begin("r1"), Token);
        using (var outside = new Outside(_folder["bot.db"]))
            outside.Run("CREATE TRIGGER spoiler BEFORE INSERT ON events BEGIN SELECT RAISE(ABORT, 'spoiled'); END");
        SessionAppend said = Appends.Say("s1", 0, "Hello");

        await Assert.ThrowsAsync<SqliteJournalException>(() => journal.AppendAsync(
            new RunAppend { RunId = "r1", ExpectedVersion = 1, Events = Appends.Next("r1", 1).Events, Session = said }, Token).AsTask());

        Assert.Equal(0, (await journal.Sessions.LoadAsync("s1", Token)).Version);
        Assert.Empty(await journal.Sessions.ListAsync(Token).ToListAsync(Token));
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Makes appends while the file is locked, lets go, and says how each ended.</summary>
    private async Task<IReadOnlyList<Type?>> AppendBehindLockAsync(SqliteJournal journal, params RunAppend[] appends)
    {
        using var outside = new Outside(_folder["bot.db"]);
        outside.Run("BEGIN IMMEDIATE");
        var waiting = appends.Select(a => journal.AppendAsync(a, Token).AsTask()).ToList();
        outside.Run("ROLLBACK");
        return await Task.WhenAll(waiting.Select(OutcomeAsync));
    }

    private static async Task<Type?> OutcomeAsync(Task task)
    {
        try
        {
            await task;
            return null;
        }
        catch (Exception error) when (error is RunConflictException or SqliteJournalException)
        {
            return error.GetType();
        }
    }

    private static async Task WriteRunAsync(SqliteJournal journal, string runId, int events)
    {
        await journal.AppendAsync(Appends.Begin(runId), Token);
        for (var version = 1; version < events; version++)
            await journal.AppendAsync(Appends.Next(runId, version), Token);
    }
}
