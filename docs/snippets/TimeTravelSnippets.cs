using AgentFlow.Agents;
using AgentFlow.Models;
using AgentFlow.Runs;
using AgentFlow.Sqlite;
using AgentFlow.Tools;

namespace AgentFlow.Snippets;

public static class TimeTravelSnippets
{
    public static async Task TimeTravel()
    {
        var folder = Directory.CreateTempSubdirectory("agentflow-");
        await using (var journal = new SqliteJournal(Path.Combine(folder.FullName, "bot.db")))
        {
            using var client = ModelClient.Create("offline");
            var agent = new Agent(client, new AgentOptions { Journal = journal, Instructions = "Be brief.", Tools = [CalculatorTool.Create()] });
            var run = await agent.RunAsync("What is 6 * 7?");

            // begin-snippet: time-travel-fork
            // Event 0 is the start of the run. What comes behind it goes anew, with another question.
            var copy = await journal.ForkAsync(run.RunId, at: 1, new ForkEdits { Message = "What is 6 * 8?" });
            var other = await agent.ResumeAsync(copy);
            // end-snippet

            // begin-snippet: time-travel-diff
            var diff = await journal.DiffAsync(run.RunId, copy);
            Console.WriteLine($"First: {diff.First?.LeftText} / {diff.First?.RightText}");
            Console.WriteLine(diff);
            // end-snippet

            // begin-snippet: time-travel-replay
            // Calls neither the model nor a tool, and writes nothing.
            var replay = await agent.ReplayAsync(run.RunId);
            if (replay.Difference is { } difference)
                Console.WriteLine($"Then: {difference.LeftText}. Now: {difference.RightText}.");
            // end-snippet

            // begin-snippet: time-travel-compact
            await journal.PruneAsync(runsCompletedFor: TimeSpan.FromDays(30));
            var compacted = await journal.CompactAsync();
            Console.WriteLine($"{compacted.BytesBefore} to {compacted.BytesAfter} bytes.");
            // end-snippet

            if (!other.Text.Contains("48", StringComparison.Ordinal) || replay.Difference is not null)
                throw new InvalidOperationException("The copy did not go the other way, or the replay did not go the same.");
        }
        folder.Delete(recursive: true);
    }
}
