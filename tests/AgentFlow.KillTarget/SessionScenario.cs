using System.Globalization;
using System.Runtime.CompilerServices;
using AgentFlow.Agents;
using AgentFlow.Runs;
using AgentFlow.Sqlite;
using Microsoft.Extensions.AI;

namespace AgentFlow.KillTarget;

/// <summary>Several processes that talk in one session. The model says how many questions it has seen, so that two runs that did not wait for each other say the same.</summary>
public static class SessionScenario
{
    public const string Session = "shared";
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(3);

    public static SqliteJournal Open(string database) => new(database, new() { Durability = SqliteDurability.Normal, SessionLease = Lease });

    public static Agent CreateAgent(IRunJournal journal) => new(new CountingModel(), new AgentOptions { Name = "counter", Journal = journal });

    /// <summary>Asks all at once; a COUNT of 0 asks one thing that the model never answers.</summary>
    public static async Task RunAsync(string database, string name, int count)
    {
        await using var journal = Open(database);
        var agent = CreateAgent(journal);
        Console.WriteLine("started");
        if (count == 0)
            await agent.RunAsync(new RunRequest { RunId = name, SessionId = Session, Messages = [new(ChatRole.User, "hang")] });
        await AskAsync(agent, name, count);
    }

    public static Task AskAsync(Agent agent, string name, int count) => Task.WhenAll(Enumerable.Range(0, count).Select(n =>
        agent.RunAsync(string.Create(CultureInfo.InvariantCulture, $"{name} {n}"), Session)));

    private sealed class CountingModel : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            var all = messages.ToList();
            var seen = all.Count(m => m.Role == ChatRole.User);
            if (all[^1].Text == "hang")
            {
                Console.WriteLine("inside");
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
            await Task.Delay(5, cancellationToken);
            yield return new ChatResponseUpdate(ChatRole.Assistant, seen.ToString(CultureInfo.InvariantCulture));
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
