using AgentFlow.Memory;
using AgentFlow.Runs;
using Microsoft.Extensions.AI;

namespace AgentFlow.Sqlite.Tests;

/// <summary>What a long run costs in the file, and that what is packed and referred to is as good as what is written out.</summary>
public sealed class StorageTests : IDisposable
{
    private const double MostPerByteSaid = 1.5;

    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, false)]
    [InlineData("s", false)]
    [InlineData("s", true)]
    public async Task RunAsync_AThousandStepsOf500Bytes_CostsAtMostOneAndAHalfTimesWhatWasSaid(string? sessionId, bool isEncrypted)
    {
        var options = new SqliteJournalOptions { Durability = SqliteDurability.Normal, EncryptionKey = isEncrypted ? new byte[32] : null };
        var run = new LongRun(1000, 500);
        await using (var empty = new SqliteJournal(_folder["empty.db"]))
            await empty.KeyValues.SetAsync("s", "k", "v", Token);
        await using (var journal = new SqliteJournal(_folder["bot.db"], options))
            await run.RunAsync(journal, sessionId, Token);

        var cost = new FileInfo(_folder["bot.db"]).Length - new FileInfo(_folder["empty.db"]).Length;

        Assert.InRange(run.Said, 500_000, 520_000);
        Assert.True(cost <= MostPerByteSaid * run.Said, $"{cost} bytes for {run.Said} that were said: {(double)cost / run.Said:0.000}.");
    }

    [Fact]
    public async Task ReadAsync_RunInPacksAndRows_HasEveryEvent()
    {
        await using var journal = Open("bot.db");
        var run = await new LongRun(70, 300).RunAsync(journal, null, Token);

        var events = await journal.ReadAsync(run.RunId, Token).ToListAsync(Token);

        using var outside = new Outside(_folder["bot.db"]);
        Assert.Equal(run.State.Version, events.Count);
        Assert.True(outside.Get<long>("SELECT count(*) FROM packs") > 1);
        Assert.Equal("You look things up.", Assert.IsType<RunStarted>(events[0]).Instructions);
        Assert.Equal(70, events.OfType<ToolCompleted>().Count());
        Assert.Equal(run.Messages.Select(m => m.Contents.Count), RunState.Fold(run.RunId, events).NewMessages.Select(m => m.Contents.Count));
        Assert.Equal(RunStatus.Completed, RunState.Fold(run.RunId, events).Status);
    }

    [Fact]
    public async Task Session_OfALongRun_IsReadSearchedAndTailedAsWhatWasSaid()
    {
        IReadOnlyList<string> expected;
        await using (var first = Open("bot.db"))
            expected = Texts((await new LongRun(70, 300).RunAsync(first, "s", Token)).Messages);
        await using var journal = Open("bot.db");

        var all = await journal.Sessions.LoadAsync("s", Token);
        var tail = await journal.Sessions.LoadTailAsync("s", new SessionTail { NeedsEarlier = _ => false }, Token);
        var word = expected[^1].Split(' ', '_').OrderByDescending(w => w.Length).First();
        var hit = Assert.Single(await journal.SearchAsync(word, cancellationToken: Token));

        Assert.Equal(expected, Texts(all.Messages));
        Assert.Equal(expected[^1], tail.Messages[^1].Text);
        Assert.Equal(141, hit.Index);
        Assert.NotNull(hit.RunId);
        using var outside = new Outside(_folder["bot.db"]);
        Assert.Equal(141, outside.Get<long>("SELECT count(*) FROM messages WHERE json_type(json, '$.from') IS NOT NULL"));
    }

    [Fact]
    public async Task PruneAsync_LongRun_LeavesItsMessagesInTheSession()
    {
        await using var journal = Open("bot.db");
        var run = await new LongRun(70, 300).RunAsync(journal, "s", Token);
        var expected = Texts(run.Messages);

        var pruned = await journal.PruneAsync(runsCompletedFor: TimeSpan.Zero, cancellationToken: Token);

        Assert.Equal(1, pruned.Runs);
        Assert.Empty(await journal.ReadAsync(run.RunId, Token).ToListAsync(Token));
        await using var again = Open("bot.db");
        Assert.Equal(expected, Texts((await again.Sessions.LoadAsync("s", Token)).Messages));
        using var outside = new Outside(_folder["bot.db"]);
        Assert.Equal(0, outside.Get<long>("SELECT (SELECT count(*) FROM packs) + (SELECT count(*) FROM quotes) + (SELECT count(*) FROM contents)"));
        Assert.Equal(141, outside.Get<long>($"SELECT count(*) FROM messages WHERE run_id = '{run.RunId}' AND seq > 0"));
    }

    [Fact]
    public async Task DeleteAsync_SessionOfALongRun_LeavesNothing()
    {
        await using var journal = Open("bot.db");
        var run = await new LongRun(70, 300).RunAsync(journal, "s", Token);
        var word = run.Text.Split(' ', '_').OrderByDescending(w => w.Length).First();

        await journal.Sessions.DeleteAsync("s", Token);

        Assert.Empty(await journal.SearchAsync(word, cancellationToken: Token));
        using var outside = new Outside(_folder["bot.db"]);
        Assert.Equal(0, outside.Get<long>("SELECT (SELECT count(*) FROM packs) + (SELECT count(*) FROM quotes) + (SELECT count(*) FROM contents) + (SELECT count(*) FROM messages) + (SELECT count(*) FROM events)"));
        Assert.Equal("ok", outside.Get<string>("PRAGMA integrity_check"));
    }

    [Fact]
    public async Task CompactAsync_ManyShortRuns_PacksThemAndKeepsEverything()
    {
        await using var journal = Open("bot.db");
        var runs = new List<string>();
        for (var i = 0; i < 30; i++)
            runs.Add((await new LongRun(3, 400).RunAsync(journal, "s", Token)).RunId);
        var before = new List<RunEvent>();
        foreach (var run in runs)
            before.AddRange(await journal.ReadAsync(run, Token).ToListAsync(Token));
        var reported = new List<CompactProgress>();

        var compacted = await journal.CompactAsync(new Reporter(reported), Token);

        Assert.Equal(30, compacted.Runs);
        Assert.True(compacted.BytesAfter < compacted.BytesBefore * 0.9, $"{compacted.BytesBefore} to {compacted.BytesAfter}");
        Assert.Equal(new CompactProgress { Packed = 30, Total = 30 }, reported[^1]);
        var after = new List<RunEvent>();
        foreach (var run in runs)
            after.AddRange(await journal.ReadAsync(run, Token).ToListAsync(Token));
        Assert.Equal(before.Select(Text), after.Select(Text));
        Assert.Equal(0, (await journal.CompactAsync(cancellationToken: Token)).Runs);
    }

    [Fact]
    public async Task EncryptedFile_LongRun_ShowsNothingAndIsReadBack()
    {
        var key = Enumerable.Range(0, 32).Select(i => (byte)i).ToArray();
        await using var journal = new SqliteJournal(_folder["bot.db"], new SqliteJournalOptions { EncryptionKey = key, Durability = SqliteDurability.Normal });
        var run = await new LongRun(70, 300).RunAsync(journal, "s", Token);

        await using var again = new SqliteJournal(_folder["bot.db"], new SqliteJournalOptions { EncryptionKey = key });
        var messages = Texts((await again.Sessions.LoadAsync("s", Token)).Messages);
        var events = await journal.ReadAsync(run.RunId, Token).ToListAsync(Token);
        using (var outside = new Outside(_folder["bot.db"]))
            outside.Run("UPDATE packs SET data = (SELECT data FROM packs ORDER BY id DESC LIMIT 1) WHERE id = 1");
        var error = await Assert.ThrowsAsync<SqliteJournalException>(() => journal.ReadAsync(run.RunId, Token).ToListAsync(Token).AsTask());

        Assert.Equal(run.State.Version, events.Count);
        Assert.Equal(Texts(run.Messages), messages);
        Assert.Contains("was not written with its key and for its place", error.Message);
    }

    [Fact]
    public async Task EncryptedFile_LongRunPruned_LeavesItsMessagesSealed()
    {
        var options = new SqliteJournalOptions { EncryptionKey = new byte[32], Durability = SqliteDurability.Normal };
        await using var journal = new SqliteJournal(_folder["bot.db"], options);
        var run = await new LongRun(70, 300).RunAsync(journal, "s", Token);

        using (var outside = new Outside(_folder["bot.db"]))
            Assert.Equal(141, outside.Get<long>("SELECT count(*) FROM messages WHERE json_type(json, '$.from') IS NOT NULL"));
        await journal.PruneAsync(runsCompletedFor: TimeSpan.Zero, cancellationToken: Token);

        await using var again = new SqliteJournal(_folder["bot.db"], options);
        Assert.Equal(Texts(run.Messages), Texts((await again.Sessions.LoadAsync("s", Token)).Messages));
        using var after = new Outside(_folder["bot.db"]);
        Assert.Equal(142, after.Get<long>("SELECT count(*) FROM messages WHERE json_type(json, '$.sealed') IS NOT NULL AND json_type(json, '$.from') IS NULL"));
    }

    [Fact]
    public async Task EncryptedFile_SameInstructions_AreKeptOnceAndBelongToTheirRuns()
    {
        await using var journal = new SqliteJournal(_folder["bot.db"], new SqliteJournalOptions { EncryptionKey = new byte[32] });
        string[] instructions = ["Be kind.", "Be kind.", "Be brief."];
        for (var i = 0; i < instructions.Length; i++)
            await journal.AppendAsync(new RunAppend { RunId = $"r{i}", ExpectedVersion = 0, Events = [new RunStarted { At = Appends.Start, Agent = "bot", Instructions = instructions[i], Input = [] }] }, Token);

        var read = new List<string?>();
        for (var i = 0; i < instructions.Length; i++)
            read.Add(((RunStarted)await journal.ReadAsync($"r{i}", Token).FirstAsync(Token)).Instructions);
        using (var outside = new Outside(_folder["bot.db"]))
        {
            Assert.Equal(2, outside.Get<long>("SELECT count(*) FROM contents"));
            outside.Run("UPDATE events SET content = 3 - content");
        }
        var error = await Assert.ThrowsAsync<SqliteJournalException>(() => journal.ReadAsync("r0", Token).ToListAsync(Token).AsTask());

        Assert.Equal(instructions, read);
        Assert.Contains("Its event refers to another.", error.Message);
    }

    public void Dispose() => _folder.Dispose();

    private SqliteJournal Open(string name) => new(_folder[name], new SqliteJournalOptions { Durability = SqliteDurability.Normal });

    private static string Text(RunEvent runEvent) => System.Text.Encoding.UTF8.GetString(RunEventJson.Serialize(runEvent));

    private static IReadOnlyList<string> Texts(IEnumerable<ChatMessage> messages) =>
        [.. messages.Select(m => m.Text.Length > 0 ? m.Text : System.Text.Encoding.UTF8.GetString(RunEventJson.Serialize(m)))];

    private sealed class Reporter(List<CompactProgress> reported) : IProgress<CompactProgress>
    {
        public void Report(CompactProgress value) => reported.Add(value);
    }
}
