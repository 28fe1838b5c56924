using System.Text;
using AgentFlow.Agents;
using AgentFlow.Memory;
using AgentFlow.Testing;

namespace AgentFlow.Sqlite.Tests;

public sealed class DeletionTests : IDisposable
{
    private const string Secret = "Rumpelstilzchen";

    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task DeleteAsync_SessionWithRunsAndMemories_IsNowhereInTheFiles()
    {
        await using var journal = new SqliteJournal(_folder["bot.db"]);
        using var summarizer = new ScriptedChatClient().Says($"The user is called {Secret}.");
        using var model = new ScriptedChatClient().Says($"Hello, {Secret}.").Says("Yes.").Says("Hello, Ann.");
        var agent = new Agent(model, new AgentOptions { Journal = journal, Instructions = "Be kind.", Memory = new ConversationSummaryMemory(summarizer, new() { Store = journal.KeyValues }) });
        var one = await agent.RunAsync($"My name is {Secret}.", "s", Token);
        await agent.RunAsync("Do you know it?", "s", Token);
        var other = await agent.RunAsync("My name is Ann.", "other", Token);
        Assert.True(IsInFiles(Secret));

        await journal.Sessions.DeleteAsync("s", Token);

        Assert.False(IsInFiles(Secret));
        Assert.Empty(await journal.SearchAsync(Secret, cancellationToken: Token));
        Assert.Empty(await journal.ReadAsync(one.RunId, Token).ToListAsync(Token));
        Assert.Equal("Be kind.", (await agent.LoadAsync(other.RunId, Token)).Start.Instructions);
        Assert.Equal(2, (await journal.Sessions.LoadAsync("other", Token)).Version);
    }

    [Fact]
    public async Task DeleteAsync_NameThatBeginsAnother_LeavesTheOther()
    {
        await using var journal = new SqliteJournal(_folder["bot.db"]);
        foreach (var id in new[] { "a", "a/b", "ab", "a%2Fb", "A" })
            await journal.KeyValues.SetAsync(SessionScope.Of(id, "notes"), "k", id, Token);

        await journal.Sessions.DeleteAsync("a", Token);

        var left = new List<string?>();
        foreach (var id in new[] { "a", "a/b", "ab", "a%2Fb", "A" })
            left.Add(await journal.KeyValues.GetAsync(SessionScope.Of(id, "notes"), "k", Token));
        Assert.Equal([null, "a/b", "ab", "a%2Fb", "A"], left);
    }

    public void Dispose() => _folder.Dispose();

    private bool IsInFiles(string text) => new[] { "bot.db", "bot.db-wal" }.Select(f => _folder[f]).Where(File.Exists).Any(f => Read(f).AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0
        || Read(f).AsSpan().IndexOf(Encoding.UTF8.GetBytes(text.ToLowerInvariant())) >= 0);

    private static byte[] Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
