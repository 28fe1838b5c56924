using System.ComponentModel;
using AgentFlow.Agents;
using AgentFlow.Runs;
using AgentFlow.Testing;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;
using static AgentFlow.Tests.Agents.AgentTestExtensions;

namespace AgentFlow.Tests.Agents;

public sealed class AgentRunTests
{
    [Fact]
    public async Task RunAsync_PlainAnswer_CompletesWithTextAndUsage()
    {
        var model = new ScriptedChatClient().Says("Hello Ada.", inputTokens: 7, outputTokens: 3);

        var result = await model.Agent().RunAsync("Hi", cancellationToken: Token);

        Assert.Equal(RunStatus.Completed, result.Status);
        Assert.Equal(RunOutcome.Answered, result.Outcome);
        Assert.Equal("Hello Ada.", result.Text);
        Assert.Equal(10, result.State.Tokens);
    }

    [Fact]
    public async Task RunAsync_Instructions_AreSentUnchangedAndNothingIsAdded()
    {
        var model = new ScriptedChatClient().Says("ok");
        var agent = new Agent(model, new AgentOptions { Instructions = "Be brief." });

        await agent.RunAsync("Hi", cancellationToken: Token);

        Assert.Equal("Be brief.", model.Requests[0].Options!.Instructions);
        Assert.Equal("Hi", Assert.Single(model.Requests[0].Messages).Text);
    }

    [Fact]
    public async Task RunAsync_ToolCall_RunsItAndGivesTheModelItsResult()
    {
        var model = new ScriptedChatClient().Calls("add", """{"a":2,"b":3}""").Says("It is 5.");
        var add = Tool.Create((int a, int b) => a + b, "add", "Adds.", ToolEffect.Pure);

        var result = await model.Agent(add).RunAsync("2+3?", cancellationToken: Token);

        Assert.Equal("It is 5.", result.Text);
        Assert.Equal("5", model.Requests[1].LastText);
        Assert.Equal(["user", "assistant", "tool", "assistant"], result.Messages.Select(m => m.Role.Value));
    }

    [Fact]
    public async Task RunAsync_EveryStep_IsJournaledBeforeAndAfter()
    {
        var model = new ScriptedChatClient().Calls("add", """{"a":2,"b":3}""").Says("5");
        var agent = model.Agent(Tool.Create((int a, int b) => a + b, "add"));

        var result = await agent.RunAsync("2+3?", cancellationToken: Token);

        var events = await agent.EventsAsync(result.RunId);
        Assert.Equal(
            [typeof(RunStarted), typeof(ModelResponded), typeof(ToolStarted), typeof(ToolCompleted), typeof(ModelResponded), typeof(RunCompleted)],
            events.Select(e => e.GetType()));
    }

    [Fact]
    public async Task RunAsync_ToolStarted_IsInTheJournalWhileTheToolRuns()
    {
        var journal = new InMemoryJournal();
        var seen = new List<RunEvent>();
        var spy = Tool.Create(async (ToolContext context) => seen.AddRange(await journal.ReadAsync(context.RunId, Token).ToListAsync()), "spy");
        var model = new ScriptedChatClient().Calls("spy").Says("done");

        await new Agent(model, new AgentOptions { Tools = [spy], Journal = journal }).RunAsync("go", cancellationToken: Token);

        Assert.Equal("spy", seen.Single<ToolStarted>().Tool);
        Assert.Empty(seen.OfType<ToolCompleted>());
    }

    [Fact]
    public async Task RunAsync_ParallelCalls_RunAtOnceWithinTheBoundAndAnswerInCallOrder()
    {
        var running = 0;
        var most = 0;
        var gate = new TaskCompletionSource();
        var tool = Tool.Create(async (int n) =>
        {
            InterlockedMax(ref most, Interlocked.Increment(ref running));
            if (n == 3)
                gate.SetResult();
            await gate.Task;
            Interlocked.Decrement(ref running);
            return $"result {n}";
        }, "work");
        var model = new ScriptedChatClient().CallsAll([.. Enumerable.Range(0, 6).Select(n => ("work", $"{{\"n\":{n}}}", $"c{n}"))]).Says("done");

        var result = await model.Agent(tool).RunAsync("go", cancellationToken: Token);

        Assert.Equal("done", result.Text);
        Assert.Equal(4, most);
        Assert.Equal("result 0\nresult 1\nresult 2\nresult 3\nresult 4\nresult 5", model.Requests[1].LastText);
    }

    [Fact]
    public async Task RunAsync_RepeatedCallIdInOneAnswer_BothCallsGetTheirOwnResult()
    {
        var model = new ScriptedChatClient().CallsAll(("echo", """{"s":"a"}""", "x"), ("echo", """{"s":"b"}""", "x")).Says("done");

        await model.Agent(Tool.Create((string s) => s, "echo")).RunAsync("go", cancellationToken: Token);

        Assert.Equal("a\nb", model.Requests[1].LastText);
        Assert.Equal(2, model.Requests[1].Messages[^1].Contents.Cast<FunctionResultContent>().Select(r => r.CallId).Distinct().Count());
    }

    [Fact]
    public async Task RunAsync_LongResult_IsCutWithANote()
    {
        var model = new ScriptedChatClient().Calls("long").Says("done");
        var agent = new Agent(model, new AgentOptions { Tools = [Tool.Create(() => new string('x', 500), "long")], ToolOptions = new() { MaxResultLength = 100 } });

        var result = await agent.RunAsync("go", cancellationToken: Token);

        Assert.Equal(new string('x', 100) + "\n[Cut: the first 100 of 500 characters. Ask for less if you need the rest.]", model.Requests[1].LastText);
        Assert.Equal(500, (await agent.EventsAsync(result.RunId)).Single<ToolCompleted>().TruncatedFrom);
    }

    [Fact]
    public async Task RunAsync_ModelThrows_RunFailsInTheJournalAndTheCallerGetsTheException()
    {
        var model = new ScriptedChatClient().Throws(new HttpRequestException("server is down")).Says("back again");
        var agent = model.Agent();

        var error = await Assert.ThrowsAsync<HttpRequestException>(() => agent.RunAsync(new RunRequest { Messages = [new(ChatRole.User, "hi")], RunId = "r1" }, Token));

        Assert.Equal("server is down", error.Message);
        var failure = (await agent.EventsAsync("r1")).Single<RunFailed>();
        Assert.Equal(nameof(HttpRequestException), failure.Code);

        var resumed = await agent.ResumeAsync("r1", cancellationToken: Token);
        Assert.Equal("back again", resumed.Text);
    }

    [Fact]
    public async Task RunAsync_ModelClientTimesOutByItself_IsAFailureInTheJournalAndNoCancellation()
    {
        var agent = new ScriptedChatClient().Throws(new TaskCanceledException("the client's own timeout")).Agent();

        await Assert.ThrowsAsync<TaskCanceledException>(() => agent.RunAsync(new RunRequest { Messages = [new(ChatRole.User, "hi")], RunId = "r1" }, Token));

        Assert.Equal(nameof(TaskCanceledException), (await agent.EventsAsync("r1")).Single<RunFailed>().Code);
    }

    [Fact]
    public async Task RunAsync_Cancelled_PassesThroughAndTheRunCanBeResumed()
    {
        using var source = new CancellationTokenSource();
        var model = new ScriptedChatClient().Calls("stop").Says("finished later");
        var agent = model.Agent(Tool.Create(() => source.Cancel(), "stop", effect: ToolEffect.Pure));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => agent.RunAsync(new RunRequest { Messages = [new(ChatRole.User, "hi")], RunId = "r1" }, source.Token));
        var resumed = await agent.ResumeAsync("r1", cancellationToken: Token);

        Assert.Equal("finished later", resumed.Text);
    }

    [Fact]
    public async Task RunAsync_RunIdThatExists_ThrowsConflict()
    {
        var agent = new ScriptedChatClient().Says("a").Says("b").Agent();
        var request = new RunRequest { Messages = [new(ChatRole.User, "hi")], RunId = "r1" };
        await agent.RunAsync(request, Token);

        await Assert.ThrowsAsync<RunConflictException>(() => agent.RunAsync(request, Token));
    }

    [Fact]
    public async Task RunAsync_ToolReadsItsKey_WhichNamesRunIterationAndCall()
    {
        var keys = new List<string>();
        var tool = Tool.Create((ToolContext context) => keys.Add(context.IdempotencyKey), "note");
        var model = new ScriptedChatClient().Calls("note", callId: "same").Calls("note", callId: "same").Says("done");

        await model.Agent(tool).RunAsync(new RunRequest { Messages = [new(ChatRole.User, "hi")], RunId = "r1" }, Token);

        Assert.Equal(["r1/0/same", "r1/1/same"], keys);
    }

    [Fact]
    public void Create_ToolContextParameter_IsNotShownToTheModel()
    {
        var tool = Tool.Create(([Description("what to say")] string text, ToolContext context) => text, "say");

        Assert.DoesNotContain("context", tool.JsonSchema.GetRawText(), StringComparison.Ordinal);
        Assert.Contains("what to say", tool.JsonSchema.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_BadOptions_ReportsAllProblemsTogether()
    {
        var options = new AgentOptions { Name = " ", Limits = new() { MaxIterations = 0 }, ToolOptions = new() { MaxParallelCalls = 0 } };

        var error = Assert.Throws<ArgumentException>(() => new Agent(new ScriptedChatClient(), options));

        Assert.Contains("Name must not be empty", error.Message, StringComparison.Ordinal);
        Assert.Contains("MaxIterations is '0'", error.Message, StringComparison.Ordinal);
        Assert.Contains("MaxParallelCalls is '0'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_TwoToolsOfOneName_Throws()
    {
        var error = Assert.Throws<ArgumentException>(() => new ScriptedChatClient().Agent(Tool.Create(() => 1, "a"), Tool.Create(() => 2, "a")));

        Assert.Contains("'a'", error.Message, StringComparison.Ordinal);
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref target)) < value && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }
}
