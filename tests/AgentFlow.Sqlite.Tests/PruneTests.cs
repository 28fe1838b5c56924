using AgentFlow.Agents;
using AgentFlow.Memory;
using AgentFlow.Runs;
using AgentFlow.Testing;
using AgentFlow.Tools;

namespace AgentFlow.Sqlite.Tests;

public sealed class PruneTests : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ManualTimeProvider _time = new();
    private readonly SqliteJournal _journal;

    public PruneTests() => _journal = new SqliteJournal(_folder["bot.db"], new() { TimeProvider = _time });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PruneAsync_Sessions_DeletesThoseUntouchedForLong()
    {
        await TalkAsync("old");
        await _journal.KeyValues.SetAsync(SessionScope.Of("old", "notes"), "k", "v", Token);
        _time.Advance(TimeSpan.FromDays(10));
        await TalkAsync("new");

        var pruned = await _journal.PruneAsync(sessionsUntouchedFor: TimeSpan.FromDays(5), cancellationToken: Token);

        Assert.Equal((1, 0), (pruned.Sessions, pruned.Runs));
        Assert.Equal(["new"], await _journal.Sessions.ListAsync(Token).Select(s => s.Id).ToListAsync(Token));
        Assert.Equal(["new"], await _journal.ListAsync(new RunQuery(), Token).Select(r => r.SessionId).ToListAsync(Token));
        Assert.Null(await _journal.KeyValues.GetAsync(SessionScope.Of("old", "notes"), "k", Token));
        Assert.Equal(0, (await _journal.Sessions.LoadAsync("old", Token)).Version);
        Assert.Empty(await _journal.SearchAsync("hello", "old", cancellationToken: Token));
        Assert.Single(await _journal.SearchAsync("hello", "new", cancellationToken: Token));
    }

    [Fact]
    public async Task PruneAsync_Runs_DeletesThoseCompletedLongAgoAndKeepsWhatWasSaid()
    {
        await TalkAsync("s");
        var waiting = await WaitAsync("t");
        _time.Advance(TimeSpan.FromDays(10));
        await TalkAsync("s");

        var pruned = await _journal.PruneAsync(runsCompletedFor: TimeSpan.FromDays(5), cancellationToken: Token);

        Assert.Equal((0, 1), (pruned.Sessions, pruned.Runs));
        Assert.Equal(4, (await _journal.Sessions.LoadAsync("s", Token)).Version);
        Assert.Contains(waiting, await _journal.ListAsync(new RunQuery(), Token).Select(r => r.RunId).ToListAsync(Token));
    }

    [Fact]
    public async Task PruneAsync_SessionWithARunUnderWay_IsTouched()
    {
        await TalkAsync("s");
        _time.Advance(TimeSpan.FromDays(10));
        await WaitAsync("s");

        var pruned = await _journal.PruneAsync(TimeSpan.FromDays(5), cancellationToken: Token);

        Assert.Equal(0, pruned.Sessions);
    }

    [Fact]
    public async Task PruneAsync_NothingAsked_DeletesNothing()
    {
        await TalkAsync("s");
        _time.Advance(TimeSpan.FromDays(1000));

        var pruned = await _journal.PruneAsync(cancellationToken: Token);

        Assert.Equal((0, 0), (pruned.Sessions, pruned.Runs));
        Assert.Equal(2, (await _journal.Sessions.LoadAsync("s", Token)).Version);
    }

    public async ValueTask DisposeAsync()
    {
        await _journal.DisposeAsync();
        _folder.Dispose();
    }

    private async Task TalkAsync(string sessionId)
    {
        using var model = new ScriptedChatClient().Says("Good day.");
        await new Agent(model, new AgentOptions { Journal = _journal, Instructions = "Be kind.", TimeProvider = _time }).RunAsync("Hello", sessionId, Token);
    }

    private async Task<string> WaitAsync(string sessionId)
    {
        using var model = new ScriptedChatClient().Calls("pay", """{"amount":5}""", "c1");
        var pay = Tool.Create((int amount) => "paid", "pay").WithApproval();
        return (await new Agent(model, new AgentOptions { Journal = _journal, Tools = [pay], TimeProvider = _time }).RunAsync("Pay", sessionId, Token)).RunId;
    }
}
