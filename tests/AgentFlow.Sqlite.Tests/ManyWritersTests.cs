using AgentFlow.Memory;

namespace AgentFlow.Sqlite.Tests;

/// <summary>Sessions that many write at once. The long form, 1,000 sessions and 64 tasks, is in the benchmarks (<c>memory</c>).</summary>
public sealed class ManyWritersTests : IDisposable
{
    private const int Sessions = 40;
    private const int Tasks = 16;
    private const int Appends = 40;

    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task AppendAsync_ManyTasksRetryOnTheNewest_NothingIsLost(int journals)
    {
        var open = Enumerable.Range(0, journals).Select(_ => new SqliteJournal(_folder["bot.db"], new() { Durability = SqliteDurability.Normal })).ToList();

        await Task.WhenAll(Enumerable.Range(0, Tasks).Select(task => Task.Run(() => WriteAsync(open[task % journals].Sessions, task), Token)));

        List<string> said = [];
        for (var i = 0; i < Sessions; i++)
            said.AddRange((await open[0].Sessions.LoadAsync($"s{i}", Token)).Messages.Select(m => m.Text));
        var expected = Enumerable.Range(0, Tasks).SelectMany(t => Enumerable.Range(0, Appends).Select(n => $"{t}/{n}"));
        Assert.Equal(expected.Order(StringComparer.Ordinal), said.Order(StringComparer.Ordinal));
        foreach (var journal in open)
            await journal.DisposeAsync();
    }

    public void Dispose() => _folder.Dispose();

    private static async Task WriteAsync(ISessionStore store, int task)
    {
        var random = new Random(task);
        for (var n = 0; n < Appends; n++)
        {
            var sessionId = $"s{random.Next(Sessions)}";
            while (!await TryAppendAsync(store, sessionId, $"{task}/{n}"))
                Token.ThrowIfCancellationRequested();
        }
    }

    private static async Task<bool> TryAppendAsync(ISessionStore store, string sessionId, string text)
    {
        var newest = await store.LoadTailAsync(sessionId, new SessionTail { NeedsEarlier = _ => false }, Token);
        try
        {
            await store.AppendAsync(AgentFlow.Sqlite.Tests.Appends.Say(sessionId, newest.Version, text), Token);
            return true;
        }
        catch (SessionConflictException)
        {
            return false;
        }
    }
}
