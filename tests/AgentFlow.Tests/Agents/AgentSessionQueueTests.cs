using AgentFlow.Agents;
using AgentFlow.Runs;
using AgentFlow.Testing;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;
using static AgentFlow.Tests.Agents.AgentTestExtensions;

namespace AgentFlow.Tests.Agents;

public sealed class AgentSessionQueueTests
{
    [Fact]
    public async Task RunAsync_TwoRequestsAtOnce_TheSecondSeesTheAnswerToTheFirst()
    {
        var gate = new TaskCompletionSource();
        var model = new ScriptedChatClient().Then((_, _) => Late(gate, "one")).Says("two");
        var agent = model.Agent();

        var first = agent.RunAsync("first", "s", Token);
        var second = agent.RunAsync("second", "s", Token);
        Assert.Single(model.Requests);
        gate.SetResult();
        await Task.WhenAll(first, second);

        Assert.Equal(["first", "one", "second"], model.Requests[1].Messages.Select(m => m.Text));
    }

    [Fact]
    public async Task RunAsync_OtherSessionAndNone_DoNotWait()
    {
        var gate = new TaskCompletionSource();
        var agent = new ScriptedChatClient().Then((_, _) => Late(gate, "late")).Says("b").Says("c").Agent();

        var first = agent.RunAsync("first", "s", Token);
        await agent.RunAsync("other", "t", Token);
        await agent.RunAsync("alone", cancellationToken: Token);

        Assert.False(first.IsCompleted);
        gate.SetResult();
        await first;
    }

    [Fact]
    public async Task RunAsync_HundredRequestsFromTwentyTasks_AreAnsweredInTheirOrderAndNeverInterleave()
    {
        var journal = new InMemoryJournal();
        var model = new EchoClient();
        Agent[] agents = [new(model, new() { Journal = journal }), new(model, new() { Name = "other", Journal = journal })];
        var gate = new Lock();
        var asked = new List<string>();
        async Task AskAsync(int task)
        {
            for (var i = 0; i < 5; i++)
            {
                Task<RunResult> run;
                lock (gate)
                {
                    asked.Add($"{task}.{i}");
                    run = agents[task % 2].RunAsync($"{task}.{i}", "s", Token);
                }
                await run;
            }
        }

        await Task.WhenAll(Enumerable.Range(0, 20).Select(t => Task.Run(() => AskAsync(t), Token)));

        var said = (await journal.Sessions.LoadAsync("s", Token)).Messages.Select(m => m.Text).ToList();
        Assert.Equal(asked.SelectMany(a => new[] { a, "re " + a }), said);
        Assert.Equal(Enumerable.Range(0, 100).Select(i => 2 * i + 1), model.Seen);
        Assert.Equal(1, model.MostAtOnce);
    }

    [Fact]
    public async Task StreamAsync_AndRunAsync_ShareTheQueue()
    {
        var gate = new TaskCompletionSource();
        var model = new ScriptedChatClient().Then((_, _) => Late(gate, "one")).Says("two").Says("three");
        var agent = model.Agent();

        var first = agent.RunAsync("first", "s", Token);
        var second = agent.StreamAsync("second", "s", Token).ToListAsync();
        var third = agent.RunAsync("third", "s", Token);
        gate.SetResult();
        await Task.WhenAll(first, second, third);

        Assert.Equal(["first", "one", "second", "two", "third"], model.Requests[2].Messages.Select(m => m.Text));
    }

    [Fact]
    public async Task RunAsync_CancelledWhileItWaits_LeavesTheQueueAndNoRun()
    {
        var gate = new TaskCompletionSource();
        var agent = new ScriptedChatClient().Then((_, _) => Late(gate, "one")).Says("three").Agent();
        using var source = new CancellationTokenSource();
        var first = agent.RunAsync("first", "s", Token);
        var second = agent.RunAsync("second", "s", source.Token);
        var third = agent.RunAsync("third", "s", Token);

        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        gate.SetResult();
        await Task.WhenAll(first, third);

        Assert.Equal(["first", "one", "third", "three"], (await agent.Journal.Sessions.LoadAsync("s", Token)).Messages.Select(m => m.Text));
    }

    [Fact]
    public async Task RunAsync_RunBeforeItFails_GetsItsTurn()
    {
        var agent = new ScriptedChatClient().Throws(new HttpRequestException("down")).Says("hello").Agent();

        var first = agent.RunAsync("first", "s", Token);
        var second = agent.RunAsync("second", "s", Token);

        await Assert.ThrowsAsync<HttpRequestException>(() => first);
        Assert.Equal("hello", (await second).Text);
    }

    [Fact]
    public async Task RunAsync_RunBeforeItWaitsForAPerson_GetsItsTurnAndTheOtherItsLater()
    {
        var agent = new ScriptedChatClient().Calls("pay").Says("Hello.").Says("Paid.").Agent(Tool.Create(() => "ok", "pay").WithApproval());

        var waiting = await agent.RunAsync("pay", "s", Token);
        await agent.RunAsync("hi", "s", Token);
        await agent.ResumeAsync(waiting.RunId, [waiting.Pending[0].Approve()], Token);

        Assert.Equal(["hi", "Hello.", "pay", "", "", "Paid."], (await agent.Journal.Sessions.LoadAsync("s", Token)).Messages.Select(m => m.Text));
    }

    [Fact]
    public async Task StreamAsync_ResumedWithinTheLoop_DoesNotWaitForItsOwnTurn()
    {
        var agent = new ScriptedChatClient().Calls("pay").Says("Paid.").Agent(Tool.Create(() => "ok", "pay").WithApproval());
        RunResult? result = null;

        await foreach (var e in agent.StreamAsync(new RunRequest { Messages = [new(ChatRole.User, "pay")], SessionId = "s", RunId = "r" }, Token))
        {
            if (e is RunSuspended)
                result = await agent.ResumeAsync("r", [new ToolDecision { CallId = "call_1", Approved = true }], Token);
        }

        Assert.Equal("Paid.", result!.Text);
    }

    [Fact]
    public async Task ResumeAsync_QueuedRuns_EachSeesWhatTheOnesBeforeItSaid()
    {
        var model = new ScriptedChatClient().Says("one").Calls("pay").Says("two");
        var agent = model.Agent(Tool.Create(() => "ok", "pay").WithApproval());
        var first = await agent.EnqueueAsync(RunRequest.FromText("first", "s"), Token);
        var second = await agent.EnqueueAsync(RunRequest.FromText("second", "s"), Token);

        await agent.ResumeAsync(first, cancellationToken: Token);
        var waiting = await agent.ResumeAsync(second, cancellationToken: Token);
        await agent.ResumeAsync(second, [waiting.Pending[0].Approve()], Token);

        Assert.Equal(["first", "one", "second"], model.Requests[1].Messages.Select(m => m.Text));
        Assert.Equal(["first", "one", "second", "", ""], model.Requests[2].Messages.Select(m => m.Text));
        Assert.Equal(["second", "", "", "two"], (await agent.LoadAsync(second, Token)).NewMessages.Select(m => m.Text));
    }

    private static async IAsyncEnumerable<ChatResponseUpdate> Late(TaskCompletionSource gate, string text)
    {
        await gate.Task;
        yield return new ChatResponseUpdate(ChatRole.Assistant, text);
    }

    /// <summary>Says the question again, and notes how long each conversation was and how many were going on.</summary>
    private sealed class EchoClient : IChatClient
    {
        private int _running;

        public List<int> Seen { get; } = [];

        public int MostAtOnce { get; private set; }

        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _running));
            var all = messages.ToList();
            Seen.Add(all.Count);
            await Task.Yield();
            Interlocked.Decrement(ref _running);
            yield return new ChatResponseUpdate(ChatRole.Assistant, "re " + all[^1].Text);
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
