using AgentFlow.Memory;
using AgentFlow.Sqlite.Driver;
using AgentFlow.Sqlite.Reading;
using Microsoft.Extensions.AI;

namespace AgentFlow.Sqlite.Tests;

public sealed class SearchTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SearchAsync_AllWords_FindsTheMessagesThatHaveThem()
    {
        await using var journal = await FillAsync();

        var hits = await journal.SearchAsync("CAFE paris", cancellationToken: Token);

        var hit = Assert.Single(hits);
        Assert.Equal(("s1", 1L, "Das Café in Paris."), (hit.SessionId, hit.Index, hit.Message.Text));
        Assert.True(hit.Score > 0);
    }

    [Fact]
    public async Task SearchAsync_OneSession_LeavesOutTheOthers()
    {
        await using var journal = await FillAsync();

        Assert.Equal(2, (await journal.SearchAsync("paris", cancellationToken: Token)).Count);
        Assert.Equal("s2", Assert.Single(await journal.SearchAsync("paris", "s2", cancellationToken: Token)).SessionId);
        Assert.Single(await journal.SearchAsync("paris", limit: 1, cancellationToken: Token));
    }

    [Theory]
    [InlineData("paris OR")]
    [InlineData("\"")]
    [InlineData("paris AND (")]
    [InlineData("text: paris*")]
    [InlineData("NEAR(paris,")]
    [InlineData("-- ' ; DROP TABLE messages")]
    [InlineData("\0")]
    [InlineData("")]
    public async Task SearchAsync_WhatUsersType_IsNeverAQuery(string words)
    {
        await using var journal = await FillAsync();

        Assert.Empty(await journal.SearchAsync(words, cancellationToken: Token));
    }

    [Fact]
    public async Task SearchAsync_FileOfVersionOne_FindsWhatWasWrittenBefore()
    {
        using (var database = Database.Open(_folder["bot.db"], TimeSpan.FromSeconds(5), readOnly: false))
        {
            Schema.Migrate(database, _folder["bot.db"], [Schema.Migrations[0]]);
            database.RunScript("""
                INSERT INTO sessions(id, session_id, version, updated_at) VALUES(1, 's', 2, 0);
                INSERT INTO messages(session, seq, json) VALUES(1, 0, '{"role":"user","contents":[{"$type":"text","text":"An old question"}]}');
                INSERT INTO messages(session, seq, json) VALUES(1, 1, '{"role":"system","contents":[{"$type":"text","text":"An old rule"}]}');
                """);
        }
        await using var journal = new SqliteJournal(_folder["bot.db"]);

        var hits = await journal.SearchAsync("old question", cancellationToken: Token);
        await journal.Sessions.AppendAsync(new SessionAppend { SessionId = "s", ExpectedVersion = 2, Messages = [new ChatMessage(ChatRole.User, "newest")] }, Token);
        var tail = await journal.Sessions.LoadTailAsync("s", new SessionTail { NeedsEarlier = _ => false }, Token);

        Assert.Equal(0, Assert.Single(hits).Index);
        Assert.Equal(["newest"], tail.Messages.Select(m => m.Text));
        Assert.Equal(["An old rule"], tail.Messages.Pinned.Select(m => m.Text));
    }

    [Fact]
    public async Task LoadTailAsync_LongSession_ReadsNoMoreThanItsEnd()
    {
        await using var journal = new SqliteJournal(_folder["bot.db"]);
        await journal.Sessions.AppendAsync(Appends.Say("s", 0, [.. Enumerable.Range(0, 5000).Select(i => $"message {i}")]), Token);

        var session = await journal.Sessions.LoadTailAsync("s", new SessionTail { NeedsEarlier = m => m.Text != "message 4990" }, Token);

        Assert.Equal((4990, 10), (session.Messages.FirstIndex, session.Messages.Count));
    }

    // How SQLite finds the rows does not show in what is found.
    [Theory]
    [InlineData(TailReader.SelectBackwards, "sqlite_autoindex_messages_1 (session=? AND seq<?)")]
    [InlineData(TailReader.SelectPinned, "messages_of_system (session=? AND seq<?)")]
    public async Task LoadTailAsync_ItsStatements_ReadByIndexWithoutScanOrSort(string sql, string index)
    {
        await using (var journal = await FillAsync())
            Assert.Equal(2, (await journal.Sessions.LoadAsync("s1", Token)).Version);
        using var database = Database.Open(_folder["bot.db"], TimeSpan.FromSeconds(5), readOnly: true);
        using var plan = database.Prepare("EXPLAIN QUERY PLAN " + sql);

        List<string> steps = [];
        while (plan.Step())
            steps.Add(plan.GetString(3).Replace("SEARCH TABLE", "SEARCH", StringComparison.Ordinal)); // as older releases of SQLite say

        Assert.Equal([$"SEARCH messages USING INDEX {index}"], steps);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<SqliteJournal> FillAsync()
    {
        var journal = new SqliteJournal(_folder["bot.db"]);
        await journal.Sessions.AppendAsync(Appends.Say("s1", 0, "Where shall we go?", "Das Café in Paris."), Token);
        await journal.Sessions.AppendAsync(Appends.Say("s2", 0, "Paris is far.", "The cafe in Rome is near."), Token);
        return journal;
    }
}
