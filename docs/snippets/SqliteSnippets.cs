using System.Security.Cryptography;
using AgentFlow.Memory;
using AgentFlow.Sqlite;
using Microsoft.Extensions.AI;

namespace AgentFlow.Snippets;

public static class SqliteSnippets
{
    public static async Task Sessions()
    {
        var folder = Directory.CreateTempSubdirectory("agentflow-");
        var (db, file) = (Path.Combine(folder.FullName, "bot.db"), Path.Combine(folder.FullName, "ann.jsonl"));
        await using (var journal = new SqliteJournal(db))
        {
            await journal.Sessions.AppendAsync(new SessionAppend { SessionId = "ann", ExpectedVersion = 0, Messages = [new(ChatRole.User, "Is there a café in Paris?")] });

            // begin-snippet: sqlite-sessions
            // All of the words, in any order; case and accents do not count.
            foreach (var hit in await journal.SearchAsync("paris cafe", limit: 5))
                Console.WriteLine($"{hit.SessionId} {hit.Index}: {hit.Message.Text}");

            await using (var target = File.Create(file))
                await SessionJsonLines.ExportAsync(journal.Sessions, "ann", target);

            // Gone for good: messages, what memories made of them, and the session's runs.
            await journal.Sessions.DeleteAsync("ann");

            await using (var source = File.OpenRead(file))
                await SessionJsonLines.ImportAsync(journal.Sessions, source);

            // Nothing is deleted by age unless you ask for it.
            await journal.PruneAsync(sessionsUntouchedFor: TimeSpan.FromDays(365), runsCompletedFor: TimeSpan.FromDays(30));
            // end-snippet

            if ((await journal.Sessions.LoadAsync("ann")).Version != 1)
                throw new InvalidOperationException("The session did not come back.");
        }
        folder.Delete(recursive: true);
    }

    public static async Task Encryption()
    {
        var folder = Directory.CreateTempSubdirectory("agentflow-");
        var db = Path.Combine(folder.FullName, "bot.db");
        var key = RandomNumberGenerator.GetBytes(32);

        // begin-snippet: sqlite-encryption
        // 32 random bytes from where you keep secrets. Without them nobody can read the file again, you included.
        await using var journal = new SqliteJournal(db, new SqliteJournalOptions { EncryptionKey = key });
        // end-snippet

        await journal.Sessions.AppendAsync(new SessionAppend { SessionId = "ann", ExpectedVersion = 0, Messages = [new(ChatRole.User, "Hello")] });
        await using var other = new SqliteJournal(db);
        try
        {
            await other.Sessions.LoadAsync("ann");
            throw new InvalidOperationException("The file could be opened without its key.");
        }
        catch (SqliteKeyException)
        {
            // As the page says.
        }
        await journal.DisposeAsync();
        folder.Delete(recursive: true);
    }
}
