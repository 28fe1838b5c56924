using System.Runtime.CompilerServices;
using AgentFlow.Agents;
using AgentFlow.Runs;
using AgentFlow.Testing;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AgentFlow.KillTarget;

/// <summary>A worker process, one of several on a journal; each run charges twice, and leaves a line for it in the world outside.</summary>
public static class WorkerScenario
{
    public const string AgentName = "worker-victim";
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(2);

    public static async Task RunAsync(string database, Effects effects)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton<IChatClient>(new ChargingModel());
        builder.Services.AddAgentFlow(flow => flow
            .UseSqlite(database)
            .AddAgent(AgentName, (_, options) => options.Tools = Tools(effects))
            .AddWorker(options =>
            {
                options.PollInterval = TimeSpan.FromMilliseconds(100);
                options.MaxConcurrentRuns = 2;
                options.LeaseDuration = Lease;
            }));
        using var host = builder.Build();
        await host.StartAsync();
        Console.WriteLine("started");
        await Task.Delay(Timeout.Infinite);
    }

    /// <summary>The agent for a process that only puts runs into the queue and looks at them.</summary>
    public static Agent CreateAgent(IRunJournal journal, Effects effects) => new(new ChargingModel(), new AgentOptions { Name = AgentName, Journal = journal, Tools = Tools(effects) });

    private static List<AIFunction> Tools(Effects effects) =>
    [
        Tool.Create(async (ToolContext context) =>
        {
            // Long enough that a kill finds runs in the middle of it.
            await Task.Delay(100);
            if (!effects.Happened("charge", context.IdempotencyKey))
                effects.Happen("charge", context.IdempotencyKey);
            return "charged";
        }, "charge", effect: ToolEffect.Keyed),
    ];

    private sealed class ChargingModel : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            var turn = messages.Count(m => m.Role == ChatRole.Tool);
            AIContent content = turn == 2 ? new TextContent("Both charged.") : ScriptedChatClient.Call("charge", "{}", $"call{turn}");
            yield return new ChatResponseUpdate(ChatRole.Assistant, [content]);
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
