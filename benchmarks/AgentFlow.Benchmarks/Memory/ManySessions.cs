using System.Diagnostics;
using AgentFlow.Memory;
using AgentFlow.Sqlite;
using Microsoft.Extensions.AI;

namespace AgentFlow.Benchmarks.Memory;

/// <summary>
/// Many sessions written by many tasks at once, each append to a session that the task picks by lot: on a conflict it looks at the newest
/// version and tries again. Afterwards every acknowledged message must be there, once.
/// </summary>
internal static class ManySessions
{
    public static async Task<(double PerSecond, long Conflicts, long Lost)> WriteAsync(string path, SqliteDurability durability, int sessions, int tasks, int appends)
    {
        await using var journal = new SqliteJournal(path, new SqliteJournalOptions { Durability = durability });
        long conflicts = 0;
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, tasks).Select(task => Task.Run(async () =>
        {
            var random = new Random(task);
            for (var n = 0; n < appends; n++)
                Interlocked.Add(ref conflicts, await AppendAsync(journal.Sessions, $"s{random.Next(sessions)}", $"{task}/{n}"));
        })));
        var rate = tasks * appends / clock.Elapsed.TotalSeconds;
        var said = new HashSet<string>(StringComparer.Ordinal);
        long messages = 0;
        for (var i = 0; i < sessions; i++)
        {
            foreach (var message in (await journal.Sessions.LoadAsync($"s{i}")).Messages)
            {
                said.Add(message.Text);
                messages++;
            }
        }
        return (rate, conflicts, Math.Abs(messages - tasks * appends) + (tasks * appends - said.Count));
    }

    private static async Task<int> AppendAsync(ISessionStore store, string sessionId, string text)
    {
        for (var conflicts = 0; ; conflicts++)
        {
            var session = await store.LoadTailAsync(sessionId, new SessionTail { NeedsEarlier = _ => false });
            try
            {
                await store.AppendAsync(new SessionAppend { SessionId = sessionId, ExpectedVersion = session.Version, Messages = [new(ChatRole.User, text)] });
                return conflicts;
            }
            catch (SessionConflictException)
            {
                // Somebody else was first: once more, on the newest.
            }
        }
    }
}
