using System.Diagnostics;
using AgentFlow.Agents;
using AgentFlow.Chains;
using AgentFlow.Runs;
using AgentFlow.Testing;

namespace AgentFlow.Tests.Chains;

public sealed class ObservationTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task InvokeAsync_WithAJournal_IsARunWithStepsTimesAndTheModelsAnswer()
    {
        var clock = new ManualTimeProvider();
        var journal = new InMemoryJournal(clock);
        using var model = new ScriptedChatClient().Says("Bonjour");
        var chain = Chain.From((string word) => { clock.Advance(TimeSpan.FromSeconds(2)); return word; }, "prepare").Then(model).AsText().WithConfig("translate", ["fast"]);

        await chain.InvokeAsync("hello", new ChainContext { TimeProvider = clock, Journal = journal, RunId = "r1" }, Token);
        var events = await journal.ReadAsync("r1", Token).ToListAsync(Token);

        Assert.Equal(
            ["RunStarted", "> translate", "> prepare", "< prepare 2", "> model", "ModelResponded", "< model 0", "> text", "< text 0", "< translate 2", "RunCompleted Bonjour"],
            events.Select(Text));
        Assert.Equal(1, ((StepStarted)events[2]).Parent);
        Assert.All(events.OfType<StepStarted>(), e => Assert.Equal(["fast"], e.Tags));
        var state = RunState.Fold("r1", events);
        Assert.Equal((RunStatus.Completed, 15, "translate"), (state.Status, state.Tokens, state.Start.Agent));
    }

    [Fact]
    public async Task StreamAsync_WithAListener_ShowsTheSameEventsWhileItStreams()
    {
        using var model = new ScriptedChatClient().Says("one two");
        List<string> seen = [];
        var chain = Chain.From((string word) => word, "prepare").Then(model).AsText();

        await foreach (var update in chain.StreamAsync("x", new ChainContext { TimeProvider = new ManualTimeProvider(), Listener = e => seen.Add(Text(e)) }, Token))
            seen.Add(update.IsFinal ? "final" : $"'{update.TextDelta}'");

        Assert.Equal(
            ["RunStarted", "> prepare", "< prepare 0", "> model", "> text", "'one '", "'two'", "''", "ModelResponded", "< model 0", "< text 0", "RunCompleted one two", "final"],
            seen);
    }

    [Fact]
    public async Task InvokeAsync_StepFails_RunStandsAsFailed()
    {
        List<RunEvent> seen = [];
        var chain = Chain.From<int, int>(Fail, "fails").WithRetry(new() { MaxAttempts = 2, Delay = TimeSpan.Zero });

        await Assert.ThrowsAsync<ChainException>(async () => await chain.InvokeAsync(1, new ChainContext { Listener = seen.Add }, Token));

        Assert.Equal(["fails: Down.", "fails: Down.", "retry: Down."], seen.OfType<StepFailed>().Select(e => $"{e.Name}: {e.Message}"));
        Assert.Equal(nameof(IOException), Assert.IsType<RunFailed>(seen[^1]).Code);

        static int Fail(int x) => throw new IOException("Down.");
    }

    [Fact]
    public async Task StreamAsync_LeftEarly_RunStandsAsFailed()
    {
        List<RunEvent> seen = [];
        using var model = new ScriptedChatClient().Says("one two three");
        var chain = Chain.Passthrough<string>().Then(model).AsText();

        await foreach (var _ in chain.StreamAsync("x", new ChainContext { Listener = seen.Add }, Token))
            break;

        Assert.Equal(["model", "text"], seen.OfType<StepFailed>().Select(e => e.Name).Order());
        Assert.Contains("left before its end", Assert.IsType<RunFailed>(seen[^1]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResumeAsync_RunOfAChain_IsRefused()
    {
        var journal = new InMemoryJournal();
        await Chain.Passthrough<string>().InvokeAsync("x", new ChainContext { Journal = journal, RunId = "r1" }, Token);
        using var model = new ScriptedChatClient();
        var agent = new Agent(model, new AgentOptions { Journal = journal });

        var error = await Assert.ThrowsAsync<ArgumentException>(() => agent.ResumeAsync("r1", cancellationToken: Token));

        Assert.Contains("'passthrough'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Activities_InvokedAndStreamed_NestAsTheStepsDo()
    {
        var chain = Chain.From(async (int x, CancellationToken _) => { await Task.Yield(); return Activity.Current!.OperationName == "inner" ? x : -1; }, "inner")
            .WithConfig("outer", ["tagged"]).Then(Chain.From((int x) => x, "last"));
        using var root = new Activity("test").Start();
        List<Activity> ended = [];
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Chain.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> options) => options.Parent.TraceId == root.TraceId ? ActivitySamplingResult.AllData : ActivitySamplingResult.None,
            ActivityStopped = ended.Add,
        };
        ActivitySource.AddActivityListener(listener);

        var invoked = await chain.InvokeAsync(1, Token);
        var streamed = await chain.StreamAsync(1, Token).FinalAsync(Token);

        Assert.Equal((1, 1), (invoked, streamed));
        Assert.Equal(["inner", "outer", "last", "inner", "outer", "last"], ended.Select(a => a.OperationName));
        Assert.Equal(["outer", "test", "test", "outer", "test", "test"], ended.Select(a => ended.Find(p => p.SpanId == a.ParentSpanId)?.OperationName ?? "test"));
        Assert.Equal("tagged", ended[0].GetTagItem("agentflow.chain.tags"));
        Assert.Equal("outer/inner", ended[0].GetTagItem("agentflow.chain.step"));
    }

    private static string Text(RunEvent e) => e switch
    {
        StepStarted s => $"> {s.Name}",
        StepCompleted s => $"< {s.Name} {s.Duration.TotalSeconds}",
        RunCompleted c => $"RunCompleted {c.Text}",
        _ => e.GetType().Name,
    };
}
