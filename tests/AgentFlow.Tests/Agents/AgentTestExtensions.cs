using AgentFlow.Agents;
using AgentFlow.Runs;
using AgentFlow.Testing;
using Microsoft.Extensions.AI;

namespace AgentFlow.Tests.Agents;

internal static class AgentTestExtensions
{
    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public static Agent Agent(this ScriptedChatClient model, params AIFunction[] tools) => new(model, new AgentOptions { Tools = tools });

    public static async Task<List<RunEvent>> ToListAsync(this IAsyncEnumerable<RunEvent> events)
    {
        var list = new List<RunEvent>();
        await foreach (var e in events)
            list.Add(e);
        return list;
    }

    public static async Task<List<RunEvent>> EventsAsync(this Agent agent, string runId) => await agent.Journal.ReadAsync(runId, Token).ToListAsync();

    public static T Single<T>(this IEnumerable<RunEvent> events) where T : RunEvent => Assert.Single(events.OfType<T>());
}
