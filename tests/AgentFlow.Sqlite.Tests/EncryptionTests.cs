using System.Text;
using AgentFlow.Agents;
using AgentFlow.Memory;
using AgentFlow.Runs;
using AgentFlow.Testing;
using AgentFlow.Testing.Conformance;
using AgentFlow.Tools;

namespace AgentFlow.Sqlite.Tests;

public sealed class EncryptionTests : IDisposable
{
    private const string Secret = "Rumpelstilzchen";

    private static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    private readonly TempFolder _folder = new();

    public static TheoryData<string> JournalCases => [.. RunJournalConformance.Cases.Select(c => c.Name)];

    public static TheoryData<string> SessionCases => [.. SessionStoreConformance.Cases.Select(c => c.Name)];

    public static TheoryData<string> KeyValueCases => [.. KeyValueStoreConformance.Cases.Select(c => c.Name)];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(JournalCases))]
    public async Task Journal_Conforms(string name)
    {
        await using var journal = Open();

        await RunJournalConformance.Cases.Single(c => c.Name == name).RunAsync(journal, Token);
    }

    [Theory]
    [MemberData(nameof(SessionCases))]
    public async Task Sessions_Conform(string name)
    {
        await using var journal = new SqliteJournal(_folder["bot.db"], new() { EncryptionKey = Key, CachedSessions = 0 });

        await SessionStoreConformance.Cases.Single(c => c.Name == name).RunAsync(journal.Sessions, Token);
    }

    [Theory]
    [MemberData(nameof(KeyValueCases))]
    public async Task KeyValues_Conform(string name)
    {
        await using var journal = Open();

        await KeyValueStoreConformance.Cases.Single(c => c.Name == name).RunAsync(journal.KeyValues, Token);
    }

    [Fact]
    public async Task EncryptionKey_EverythingThatIsSaid_IsNotInTheFiles()
    {
        await using (var journal = Open())
        {
            await TalkAsync(journal);
            Assert.False(IsInFiles(Secret));
        }

        Assert.False(IsInFiles(Secret));
        await using var plain = new SqliteJournal(_folder["plain.db"]);
        await TalkAsync(plain);
        Assert.True(IsInFiles(Secret));
    }

    [Fact]
    public async Task EncryptionKey_Reopened_HasEverything()
    {
        string runId;
        await using (var journal = Open())
            runId = await TalkAsync(journal);

        await using var again = Open();

        var state = RunState.Fold(runId, await again.ReadAsync(runId, Token).ToListAsync(Token));
        Assert.Equal($"You serve {Secret}.", state.Start.Instructions);
        Assert.Contains(Secret, (await again.Sessions.LoadAsync("s", Token)).Messages[0].Text, StringComparison.Ordinal);
        Assert.Contains(Secret, await again.KeyValues.GetAsync(SessionScope.Of("s", "summary"), "state", Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_OtherKeyOrNone_IsATypedError()
    {
        await using (var journal = Open())
            await journal.Sessions.AppendAsync(Appends.Say("s", 0, Secret), Token);
        await using var other = new SqliteJournal(_folder["bot.db"], new() { EncryptionKey = new byte[32] });
        await using var none = new SqliteJournal(_folder["bot.db"]);

        var otherError = await Assert.ThrowsAsync<SqliteKeyException>(async () => await other.Sessions.LoadAsync("s", Token));
        var noneError = await Assert.ThrowsAsync<SqliteKeyException>(async () => await none.Sessions.AppendAsync(Appends.Say("s", 1, "plain"), Token));

        Assert.Contains("another key", otherError.Message, StringComparison.Ordinal);
        Assert.Contains("EncryptionKey", noneError.Message, StringComparison.Ordinal);
        await using var right = Open();
        Assert.Equal([Secret], (await right.Sessions.LoadAsync("s", Token)).Messages.Select(m => m.Text));
    }

    [Fact]
    public async Task Open_KeyForAPlainFile_IsRefusedAndLeavesIt()
    {
        await using (var plain = new SqliteJournal(_folder["bot.db"]))
            await plain.Sessions.AppendAsync(Appends.Say("s", 0, "Hello"), Token);
        await using var sealing = Open();

        var error = await Assert.ThrowsAsync<SqliteKeyException>(async () => await sealing.Sessions.LoadAsync("s", Token));

        Assert.Contains("begun without encryption", error.Message, StringComparison.Ordinal);
        await using var again = new SqliteJournal(_folder["bot.db"]);
        Assert.Equal(1, (await again.Sessions.LoadAsync("s", Token)).Version);
    }

    [Theory]
    [InlineData("UPDATE messages SET json = (SELECT json FROM messages WHERE seq = 0) WHERE seq = 1")]
    [InlineData("UPDATE messages SET json = '{\"role\":\"user\",\"contents\":[]}' WHERE seq = 1")]
    [InlineData("UPDATE messages SET json = '{\"role\":\"user\",\"sealed\":\"AAAA\"}' WHERE seq = 1")]
    [InlineData("PRAGMA foreign_keys = OFF; UPDATE messages SET session = session + 2; UPDATE messages SET session = 5 - session")]
    public async Task Load_RowChangedOrMoved_IsFound(string change)
    {
        await using (var journal = Open())
        {
            await journal.Sessions.AppendAsync(Appends.Say("s", 0, "one", "two"), Token);
            await journal.Sessions.AppendAsync(Appends.Say("t", 0, "three", "four"), Token);
        }
        using (var outside = new Outside(_folder["bot.db"]))
            outside.Run(change);
        await using var again = Open();

        var error = await Assert.ThrowsAsync<SqliteJournalException>(async () => await again.Sessions.LoadAsync("s", Token));

        Assert.Contains("was changed, or comes from elsewhere", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SearchAsync_EncryptedJournal_IsRefused()
    {
        await using var journal = Open();

        var error = await Assert.ThrowsAsync<NotSupportedException>(async () => await journal.SearchAsync("word", cancellationToken: Token));

        Assert.Contains("encrypted", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EncryptionKey_OtherLength_IsRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => new SqliteJournal(_folder["bot.db"], new() { EncryptionKey = new byte[16] }));

        Assert.Contains("16 bytes; it must have 32", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private SqliteJournal Open() => new(_folder["bot.db"], new() { EncryptionKey = Key });

    /// <summary>Two turns with instructions, a tool, a summary and a note, all about the secret.</summary>
    private static async Task<string> TalkAsync(SqliteJournal journal)
    {
        using var summarizer = new ScriptedChatClient().Says($"The user is called {Secret}.");
        using var model = new ScriptedChatClient().Calls("look", $$"""{"name":"{{Secret}}"}""", "c1").Says($"Hello, {Secret}.").Says("Yes.");
        var agent = new Agent(model, new AgentOptions
        {
            Journal = journal,
            Instructions = $"You serve {Secret}.",
            Tools = [Tool.Create((string name) => $"{name} is here", "look")],
            Memory = new ConversationSummaryMemory(summarizer, new() { Store = journal.KeyValues }),
        });
        var result = await agent.RunAsync($"My name is {Secret}.", "s", Token);
        await agent.RunAsync("Do you know it?", "s", Token);
        await journal.KeyValues.SetAsync("notes", "name", Secret, Token);
        return result.RunId;
    }

    private bool IsInFiles(string text) => Directory.GetFiles(Path.GetDirectoryName(_folder["bot.db"])!).Any(f => Read(f).AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0
        || Read(f).AsSpan().IndexOf(Encoding.UTF8.GetBytes(text.ToLowerInvariant())) >= 0);

    private static byte[] Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
