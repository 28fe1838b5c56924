using System.Runtime.CompilerServices;
using AgentFlow.Agents;
using AgentFlow.Runs;
using AgentFlow.Sandbox;
using AgentFlow.Testing;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.KillTarget;

/// <summary>An agent with code mode that is killed in the middle of its script and resumed: inner tools of each effect class, in parallel and one after the other.</summary>
public static class CodeScenario
{
    /// <summary>What a run's answer is, however often its script was run.</summary>
    public const string Answer = """{"seen":[2,4,6],"charged":["sent","sent","sent"],"mailed":"sent","sent":["sent","sent"]}""";

    private const string Script = """
        const seen = await Promise.all([1, 2, 3].map(n => tools.look({ n })));
        const charged = await Promise.all(seen.map(n => tools.charge({ n })));
        const mailed = await tools.mail({ n: 1 });
        const sent = [];
        for (const n of [1, 2]) sent.push(await tools.send({ n }));
        return { seen, charged, mailed, sent };
        """;

    /// <summary>What one finished run leaves behind: lines per tool.</summary>
    public static readonly IReadOnlyDictionary<string, int> EffectsOfARun = new Dictionary<string, int> { ["charge"] = 3, ["mail"] = 1, ["send"] = 2 };

    public static Agent CreateAgent(IRunJournal journal, Effects effects, KillPoints points)
    {
        var look = Tool.Create((int n) => n * 2, "look", effect: ToolEffect.Pure);
        var charge = Tool.Create((int n, ToolContext context) => Act("charge", context, isOnce: true), "charge", effect: ToolEffect.Keyed);
        var mail = Tool.Create((int n, ToolContext context) => Act("mail", context, isOnce: false), "mail");
        var send = Tool.Create((int n, ToolContext context) => Act("send", context, isOnce: false), "send", effect: ToolEffect.AtMostOnce,
            probe: (context, _, _) => ValueTask.FromResult(effects.Happened("send", context.IdempotencyKey) ? "sent" : null));
        return new Agent(new CoderModel(), new AgentOptions { Name = "coder", Tools = [CodeMode.Create([look, charge, mail, send])], Journal = journal });

        async Task<string> Act(string tool, ToolContext context, bool isOnce)
        {
            await Task.Yield();
            points.Pass();
            if (!isOnce || !effects.Happened(tool, context.IdempotencyKey))
                effects.Happen(tool, context.IdempotencyKey);
            points.Pass();
            return "sent";
        }
    }

    /// <summary>Runs scripts until the process is killed.</summary>
    public static async Task RunAsync(Agent agent, Effects effects)
    {
        var begun = 0;
        await foreach (var run in agent.Journal.ListAsync(new RunQuery { Limit = 10_000 }))
            begun++;
        await ResumeAllAsync(agent, effects);
        for (var n = begun + 1; ; n++)
        {
            await agent.RunAsync(new RunRequest { Messages = [new ChatMessage(ChatRole.User, $"question {n}")], RunId = $"c-{n}" });
            if (n == begun + 1)
                Console.WriteLine("warm");
        }
    }

    /// <summary>Resumes what a kill cut off; a person who is asked looks at the world first. Returns how many runs were resumed and how often the person was asked.</summary>
    public static async Task<(int Resumed, int Asked)> ResumeAllAsync(Agent agent, Effects effects, CancellationToken token = default)
    {
        var (resumed, asked) = (0, 0);
        var cutOff = new List<string>();
        await foreach (var run in agent.Journal.ListAsync(new RunQuery { OldestFirst = true, Limit = 10_000 }, token))
        {
            if (run.Status != RunStatus.Completed)
                cutOff.Add(run.RunId);
        }
        foreach (var runId in cutOff)
        {
            resumed++;
            var result = await agent.ResumeAsync(runId, cancellationToken: token);
            while (result.Status == RunStatus.Suspended)
            {
                asked++;
                result = await agent.ResumeAsync(runId, [.. result.Pending.Select(p => Decide(runId, p, effects))], token);
            }
        }
        return (resumed, asked);
    }

    /// <summary>Only the tool that nobody but a person can speak for may ask.</summary>
    private static ToolDecision Decide(string runId, PendingCall pending, Effects effects) => pending is not { InDoubt: true, Tool: "mail" }
        ? throw new InvalidOperationException($"Nobody should be asked about {pending.Tool}.")
        : effects.Happened("mail", $"{runId}/0/{pending.CallId}") ? pending.AlreadyDone("sent") : pending.Approve();

    /// <summary>Writes the script, and answers with what it gave.</summary>
    private sealed class CoderModel : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            var last = messages.Last();
            yield return last.Role == ChatRole.Tool
                ? new ChatResponseUpdate(ChatRole.Assistant, last.Contents.OfType<FunctionResultContent>().Single().Result!.ToString())
                : new ChatResponseUpdate(ChatRole.Assistant, [ScriptedChatClient.Call("run_code", new System.Text.Json.Nodes.JsonObject { ["code"] = Script }.ToJsonString(), "call")]);
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
