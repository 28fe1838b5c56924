using AgentFlow.Memory;
using AgentFlow.Runs;

namespace AgentFlow.Sqlite.Tests;

/// <summary>Two journals on one file: a worker and a command line, say.</summary>
public sealed class SharedFileTests : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly SqliteJournal _one;
    private readonly SqliteJournal _other;

    public SharedFileTests()
    {
        _one = new SqliteJournal(_folder["bot.db"]);
        _other = new SqliteJournal(_folder["bot.db"]);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AppendAsync_AfterTheOther_Conflicts()
    {
        await _one.AppendAsync(Appends.Begin("r1"), Token);
        await _other.AppendAsync(Appends.Next("r1", 1), Token);

        var conflict = await Assert.ThrowsAsync<RunConflictException>(() => _one.AppendAsync(Appends.Next("r1", 1), Token).AsTask());

        Assert.Equal(2, conflict.ActualVersion);
        Assert.Equal(2, await _one.ReadAsync("r1", Token).CountAsync(Token));
    }

    [Fact]
    public async Task AppendAsync_Race_OneWinsPerVersion()
    {
        await _one.AppendAsync(Appends.Begin("r1"), Token);

        var wins = await Task.WhenAll(new[] { _one, _other }.Select(journal => Task.Run(() => RaceAsync(journal), Token)));

        Assert.Equal(200, wins.Sum());
        Assert.Equal(201, await _other.ReadAsync("r1", Token).CountAsync(Token));
    }

    [Fact]
    public async Task LoadAsync_TheOtherAppended_ReadsOnlyWhatIsNew()
    {
        await _one.Sessions.AppendAsync(Appends.Say("s1", 0, "one"), Token);
        var before = await _one.Sessions.LoadAsync("s1", Token);
        await _other.Sessions.AppendAsync(Appends.Say("s1", 1, "two", "three"), Token);

        var after = await _one.Sessions.LoadAsync("s1", Token);

        Assert.Equal(["one", "two", "three"], after.Messages.Select(m => m.Text));
        Assert.Same(before.Messages.Lineage, after.Messages.Lineage);
        await Assert.ThrowsAsync<SessionConflictException>(() => _one.Sessions.AppendAsync(Appends.Say("s1", 1, "late"), Token).AsTask());
    }

    [Fact]
    public async Task SetAsync_InOne_IsSeenByTheOther()
    {
        await _one.KeyValues.SetAsync("notes", "colour", "blue", Token);
        await _other.KeyValues.SetAsync("notes", "colour", "red", Token);

        Assert.Equal("red", await _one.KeyValues.GetAsync("notes", "colour", Token));
    }

    [Fact]
    public async Task DisposeAsync_OfOne_LeavesTheOtherAtWork()
    {
        await _one.AppendAsync(Appends.Begin("r1"), Token);
        await _other.AppendAsync(Appends.Next("r1", 1), Token);
        await _one.DisposeAsync();

        await _other.AppendAsync(Appends.Next("r1", 2), Token);

        Assert.Equal(3, await _other.ReadAsync("r1", Token).CountAsync(Token));
    }

    public async ValueTask DisposeAsync()
    {
        await _one.DisposeAsync();
        await _other.DisposeAsync();
        _folder.Dispose();
    }

    private static async Task<int> RaceAsync(SqliteJournal journal)
    {
        var wins = 0;
        for (var version = 1L; version <= 200;)
        {
            try
            {
                await journal.AppendAsync(Appends.Next("r1", version), Token);
                wins++;
                version++;
            }
            catch (RunConflictException conflict)
            {
                Assert.True(conflict.ActualVersion > version);
                version = conflict.ActualVersion;
            }
        }
        return wins;
    }
}
