using AgentFlow.Runs;

namespace AgentFlow.Sqlite.Tests;

public sealed class SqliteJournalTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AppendAsync_ThenReopen_EventsAreThere()
    {
        await using (var journal = new SqliteJournal(_folder["bot.db"]))
        {
            await journal.AppendAsync(Appends.Begin("r1", "Be kind."), Token);
            await journal.AppendAsync(Appends.Next("r1", 1), Token);
        }

        await using var reopened = new SqliteJournal(_folder["bot.db"]);
        var events = await reopened.ReadAsync("r1", Token).ToListAsync(Token);

        Assert.Equal(["RunStarted", "RunFailed"], events.Select(e => e.GetType().Name));
        Assert.Equal("Be kind.", Assert.IsType<RunStarted>(events[0]).Instructions);
    }

    public void Dispose() => _folder.Dispose();
}
