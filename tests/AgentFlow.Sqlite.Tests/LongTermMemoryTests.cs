using AgentFlow.Agents;
using AgentFlow.Memory;
using AgentFlow.Testing;

namespace AgentFlow.Sqlite.Tests;

public sealed class LongTermMemoryTests : IDisposable
{
    private const string Secret = "Rumpelstilzchen";

    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RecallAsync_AfterARestart_FindsItsUsersMemoriesOnly()
    {
        string[] users = ["anna", "Anna", "anna/", "anna%2F", "anna\0", "anna\0b", "\u0430nna", "anna ", "user/anna"];
        foreach (var user in users)
        {
            await using var journal = new SqliteJournal(_folder["bot.db"]);
            await new LongTermMemory(journal.KeyValues, user).RememberAsync($"The secret of {users.IndexOf(user)}", cancellationToken: Token);
        }

        await using var later = new SqliteJournal(_folder["bot.db"]);
        foreach (var user in users)
        {
            var found = await new LongTermMemory(later.KeyValues, user).RecallAsync("secret", Token);

            Assert.Equal([$"The secret of {users.IndexOf(user)}"], found.Select(f => f.Text));
        }
    }

    [Fact]
    public async Task DeleteAsync_SessionInWhichSomethingWasRemembered_StaysUntilItIsForgotten()
    {
        await using var journal = new SqliteJournal(_folder["bot.db"]);
        using var model = new ScriptedChatClient().Calls("remember", $$"""{"text":"Is called {{Secret}}"}""").Says("Yes.");
        var agent = new Agent(model, new AgentOptions { Journal = journal, Tools = [.. LongTermMemoryTools.Create(journal.KeyValues, _ => "anna")] });
        await agent.RunAsync("Remember my name.", "s", Token);
        var memory = new LongTermMemory(journal.KeyValues, "anna");

        await journal.Sessions.DeleteAsync("s", Token);
        var kept = await memory.RecallAsync("", Token);
        var forgotten = await memory.ForgetAsync(m => m.SessionId == "s", Token);

        Assert.Single(kept);
        Assert.Equal(1, forgotten);
        Assert.Empty(await memory.RecallAsync("", Token));
    }

    public void Dispose() => _folder.Dispose();
}
