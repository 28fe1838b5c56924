using AgentFlow.Agents;
using AgentFlow.Memory;
using AgentFlow.Runs;
using AgentFlow.Sqlite;
using Microsoft.Extensions.AI;

namespace AgentFlow.KillTarget;

/// <summary>
/// Does one thing to sessions again and again until it is killed from outside, and says on its output what it was told is written: whatever it
/// has said must be there afterwards.
/// </summary>
public static class MemoryVictim
{
    public static Task RunAsync(string what, string database) => what switch
    {
        "append" => AppendAsync(database),
        "summary" => SummarizeAsync(database),
        "pack" => PackVictim.RunAsync(database),
        _ => OpenAsync(database),
    };

    /// <summary>An agent whose memory summarises everything before the newest question, in the journal's file.</summary>
    public static Agent CreateAgent(SqliteJournal journal) => new(new SummaryModel(), new AgentOptions
    {
        Name = "victim",
        Journal = journal,
        Memory = new ConversationSummaryMemory(new SummaryModel(), new() { Store = journal.KeyValues }),
    });

    private static async Task AppendAsync(string database)
    {
        await using var journal = new SqliteJournal(database);
        for (var version = (await journal.Sessions.LoadAsync("s")).Version; ;)
        {
            version = await journal.Sessions.AppendAsync(new SessionAppend
            {
                SessionId = "s",
                ExpectedVersion = version,
                Messages = [new(ChatRole.User, $"message {version}"), new(ChatRole.Assistant, $"message {version + 1}")],
            });
            Console.WriteLine(version);
        }
    }

    private static async Task SummarizeAsync(string database)
    {
        await using var journal = new SqliteJournal(database);
        var agent = CreateAgent(journal);
        for (var n = (await journal.Sessions.LoadAsync("s")).Version / 2 + 1; ; n++)
        {
            await agent.RunAsync($"question {n}", "s");
            Console.WriteLine(n * 2);
        }
    }

    /// <summary>Opens the file, which brings an older one forward.</summary>
    private static async Task OpenAsync(string database)
    {
        Console.WriteLine("opening");
        await using var journal = new SqliteJournal(database);
        await journal.ListAsync(new RunQuery()).CountAsync();
        Console.WriteLine("open");
        await Task.Delay(Timeout.Infinite);
    }
}
