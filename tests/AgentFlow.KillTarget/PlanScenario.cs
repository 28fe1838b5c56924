using System.Runtime.CompilerServices;
using AgentFlow.Agents;
using AgentFlow.Agents.Planning;
using AgentFlow.Runs;
using AgentFlow.Testing;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.KillTarget;

/// <summary>A plan that is killed and resumed: steps at the same time, one that fails and is replaced, and every other with one effect in the world outside.</summary>
public static class PlanScenario
{
    /// <summary>The steps that leave a line behind, each one; <c>b</c> fails, and the replanner puts <c>d</c> in its place.</summary>
    public static readonly IReadOnlyList<string> StepsWithEffect = ["a", "c", "d"];

    public static PlanAndExecuteAgent CreateAgent(IRunJournal journal, Effects effects, KillPoints points)
    {
        // The key is made of the child run's id: a finished step that was done again would leave a line of its own.
        var charge = Tool.Create((ToolContext context) =>
        {
            points.Pass();
            if (!effects.Happened("charge", context.IdempotencyKey))
                effects.Happen("charge", context.IdempotencyKey);
            points.Pass();
            return "charged";
        }, "charge", effect: ToolEffect.Keyed);
        var worker = new Agent(new PlanModel(), new AgentOptions { Name = "worker", Tools = [charge] });
        return new PlanAndExecuteAgent(new PlanModel(), new PlanAndExecuteOptions { Executors = [worker], Journal = journal, PlanLimits = new() { MaxStepRetries = 0 } });
    }

    /// <summary>Runs plans until the process is killed.</summary>
    public static async Task RunAsync(PlanAndExecuteAgent agent)
    {
        var begun = await ResumeAllAsync(agent);
        for (var n = begun + 1; ; n++)
        {
            await agent.RunAsync(new PlanRequest { Goal = "the goal", RunId = $"p-{n}" });
            if (n == begun + 1)
                Console.WriteLine("warm");
        }
    }

    /// <summary>Resumes what a kill cut off, and returns how many plans there are.</summary>
    public static async Task<int> ResumeAllAsync(PlanAndExecuteAgent agent, CancellationToken token = default)
    {
        List<RunSummary> plans = [];
        await foreach (var run in agent.Journal.ListAsync(new RunQuery { Agent = agent.Name, OldestFirst = true, Limit = 10_000 }, token))
            plans.Add(run);
        foreach (var run in plans.Where(p => p.Status != RunStatus.Completed))
            await agent.ResumeAsync(run.RunId, cancellationToken: token);
        return plans.Count;
    }

    /// <summary>What it says follows from the messages alone.</summary>
    private sealed class PlanModel : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            var all = messages.ToList();
            var prompt = all[0].Text;
            AIContent content = prompt switch
            {
                _ when all[^1].Role == ChatRole.Tool => new TextContent("charged"),
                _ when prompt.StartsWith("Make a plan", StringComparison.Ordinal) => new TextContent(
                    """{"goal":"g","steps":[{"id":"a","task":"pay a"},{"id":"b","task":"fail"},{"id":"c","task":"pay c","dependsOn":["a"]}]}"""),
                _ when prompt.StartsWith("Some steps", StringComparison.Ordinal) => new TextContent("""{"drop":["b"],"add":[{"id":"d","task":"pay d","dependsOn":["a"]}]}"""),
                _ when prompt.StartsWith("Answer with what", StringComparison.Ordinal) => new TextContent("""{"claims":[{"text":"Paid.","steps":["a","c","d"]}]}"""),
                _ when prompt.Contains("Your step: fail", StringComparison.Ordinal) => new TextContent("CANNOT: it never can"),
                _ => ScriptedChatClient.Call("charge", "{}", "call"),
            };
            yield return new ChatResponseUpdate(ChatRole.Assistant, [content]);
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
