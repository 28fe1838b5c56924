using System.Runtime.CompilerServices;
using System.Text.Json;
using AgentFlow.Agents;
using AgentFlow.Memory;
using AgentFlow.Runs;
using AgentFlow.Testing;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;
using static AgentFlow.Tests.Agents.AgentTestExtensions;

namespace AgentFlow.Tests.Agents;

/// <summary>
/// The process "ends" at every append to the journal in turn, before it or after it: from then on nothing is written any more. What it left is resumed by
/// another agent, and the effects are counted.
/// </summary>
public sealed class NestedCallCrashTests
{
    private readonly List<string> _effects = [];

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task ResumeAsync_AfterACrashAtAnyAppend_HasEveryEffectOnceAndTheSameResult(bool isParallel, bool isStreamed)
    {
        var expected = await RunThroughAsync(isParallel);
        var crashes = 0;

        for (var crashAt = 1; crashAt <= 40; crashAt++)
        {
            _effects.Clear();
            var journal = new InMemoryJournal();
            var broken = new BreakingJournal(journal, crashAt);

            crashes += await BreaksAsync(Agent(broken, isParallel), isStreamed) ? 1 : 0;
            var result = await FinishAsync(Agent(journal, isParallel));

            Assert.Equal("Done.", result.Text);
            Assert.Equal(expected, await OuterResultAsync(journal));
            Assert.Equal(["mail r1/0/c1/4", "pay r1/0/c1/1", "pay r1/0/c1/2", "send r1/0/c1/3"], _effects.Order());
        }

        Assert.InRange(crashes, 12, 39);
    }

    private async Task<string> RunThroughAsync(bool isParallel)
    {
        var journal = new InMemoryJournal();
        await FinishAsync(Agent(journal, isParallel), start: true);
        return await OuterResultAsync(journal);
    }

    /// <summary>A person who is asked looks at the world first.</summary>
    private async Task<RunResult> FinishAsync(Agent agent, bool start = false)
    {
        RunResult result;
        try
        {
            result = start ? await agent.RunAsync(Request(), Token) : await agent.ResumeAsync("r1", cancellationToken: Token);
        }
        catch (RunNotFoundException)
        {
            result = await agent.RunAsync(Request(), Token);
        }
        while (result.Status == RunStatus.Suspended)
        {
            result = await agent.ResumeAsync("r1", [.. result.Pending.Select(p =>
                p.InDoubt && _effects.Contains($"{p.Tool} r1/0/{p.CallId}") ? p.AlreadyDone($"\"{p.Tool}\"") : p.Approve())], Token);
        }
        return result;
    }

    private static async Task<bool> BreaksAsync(Agent agent, bool isStreamed)
    {
        try
        {
            if (isStreamed)
                await agent.StreamAsync(Request(), Token).ToListAsync();
            else
                await agent.RunAsync(Request(), Token);
            return false; // It waits for the person, which needed fewer appends.
        }
        catch (IOException)
        {
            return true;
        }
    }

    private Agent Agent(IRunJournal journal, bool isParallel)
    {
        var pay = Tool.Create((int n, ToolContext context) => Act("pay", context, isKeyed: true), "pay", effect: ToolEffect.Keyed);
        var send = Tool.Create((ToolContext context) => Act("send", context, isKeyed: false), "send").WithApproval();
        var mail = Tool.Create((ToolContext context) => Act("mail", context, isKeyed: false), "mail", effect: ToolEffect.AtMostOnce,
            probe: (context, _, _) => ValueTask.FromResult(_effects.Contains($"mail {context.IdempotencyKey}") ? "\"mail\"" : null));
        var outer = Tool.Create(async (ToolContext context) =>
        {
            List<Func<Task<ToolCompleted>>> calls = [() => Call(pay, """{"n":1}"""), () => Call(pay, """{"n":2}"""), () => Call(send, "{}"), () => Call(mail, "{}")];
            if (isParallel)
                return string.Join(' ', (await Task.WhenAll(calls.Select(c => c()))).Select(c => c.Result));
            var results = new List<string>();
            foreach (var call in calls)
                results.Add((await call()).Result);
            return string.Join(' ', results);

            Task<ToolCompleted> Call(AIFunction tool, string arguments) => context.CallAsync(tool, JsonElement.Parse(arguments), Token);
        }, "outer", effect: ToolEffect.Keyed);
        return new Agent(new AnyModel(), new AgentOptions { Journal = journal, Tools = [outer] });
    }

    private string Act(string tool, ToolContext context, bool isKeyed)
    {
        lock (_effects)
        {
            if (!isKeyed || !_effects.Contains($"{tool} {context.IdempotencyKey}"))
                _effects.Add($"{tool} {context.IdempotencyKey}");
        }
        return tool;
    }

    private static RunRequest Request() => new() { Messages = [new ChatMessage(ChatRole.User, "go")], RunId = "r1" };

    private static async Task<string> OuterResultAsync(InMemoryJournal journal) =>
        (await journal.ReadAsync("r1", Token).ToListAsync()).OfType<ToolCompleted>().Single(c => c.ParentCallId is null).Result;

    /// <summary>Says the same to whatever process resumes a run.</summary>
    private sealed class AnyModel : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            yield return messages.Last().Role == ChatRole.Tool
                ? new ChatResponseUpdate(ChatRole.Assistant, "Done.")
                : new ChatResponseUpdate(ChatRole.Assistant, [ScriptedChatClient.Call("outer", "{}", "c1")]);
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }

    /// <summary>Odd numbers: dies before the append; even ones: after it.</summary>
    private sealed class BreakingJournal(IRunJournal inner, int crashAt) : IRunJournal
    {
        private int _appends;

        public ISessionStore Sessions => inner.Sessions;

        public async ValueTask AppendAsync(RunAppend append, CancellationToken cancellationToken = default)
        {
            var append2 = 2 * Interlocked.Increment(ref _appends);
            if (append2 > crashAt)
                throw new IOException("The process has ended.");
            await inner.AppendAsync(append, cancellationToken);
            if (append2 == crashAt)
                throw new IOException("The process has ended.");
        }

        public IAsyncEnumerable<RunEvent> ReadAsync(string runId, CancellationToken cancellationToken = default) => inner.ReadAsync(runId, cancellationToken);

        public IAsyncEnumerable<RunSummary> ListAsync(RunQuery query, CancellationToken cancellationToken = default) => inner.ListAsync(query, cancellationToken);
    }
}
