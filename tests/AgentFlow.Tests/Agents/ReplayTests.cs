using AgentFlow.Agents;
using AgentFlow.Runs;
using AgentFlow.Testing;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Tests.Agents;

public sealed class ReplayTests
{
    private readonly InMemoryJournal _journal = new();
    private readonly ManualTimeProvider _time = new();
    private int _calls;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReplayAsync_SameAgent_FindsNothingAndCallsNothing()
    {
        using var model = new ScriptedChatClient().CallsAll(("add", """{"a":1,"b":2}""", "c1"), ("add", """{"a":3}""", "c2"), ("nobody", "{}", "c3")).Calls("add", """{"a":3,"b":4}""").Says("ten");
        var run = await Create(model).RunAsync("Add.", cancellationToken: Token);
        var made = _calls;

        var replay = await Create(new ScriptedChatClient()).ReplayAsync(run.RunId, cancellationToken: Token);

        Assert.Null(replay.Difference);
        Assert.Equal((3, 2), (replay.ModelAnswers, replay.ToolResults));
        Assert.Equal(made, _calls);
        Assert.Equal(run.State.Version, (await Create(model).LoadAsync(run.RunId, Token)).Version);
    }

    [Fact]
    public async Task ReplayAsync_FromTheFinalEvent_DoesNothing()
    {
        using var model = new ScriptedChatClient().Calls("add", """{"a":1,"b":2}""").Says("three");
        var run = await Create(model).RunAsync("Add.", cancellationToken: Token);

        var replay = await Create(new ScriptedChatClient(), instructions: "Be unkind.").ReplayAsync(run.RunId, run.State.Version, Token);

        Assert.Equal((0, 0), (replay.ModelAnswers, replay.ToolResults));
        Assert.Null(replay.Difference);
    }

    [Fact]
    public async Task ReplayAsync_OtherInstructions_AreTheFirstDifference()
    {
        using var model = new ScriptedChatClient().Says("Hello.");
        var run = await Create(model).RunAsync("Hi", cancellationToken: Token);

        var replay = await Create(new ScriptedChatClient(), instructions: "Be brief.").ReplayAsync(run.RunId, cancellationToken: Token);

        Assert.Equal(("instructions: Be kind.", "instructions: Be brief."), (replay.Difference!.LeftText, replay.Difference.RightText));
    }

    [Fact]
    public async Task ReplayAsync_ToolThatNowNeedsConsent_AsksWhereItStarted()
    {
        using var model = new ScriptedChatClient().Calls("add", """{"a":1,"b":2}""").Says("three");
        var run = await Create(model).RunAsync("Add.", cancellationToken: Token);

        var replay = await Create(new ScriptedChatClient(), withApproval: true).ReplayAsync(run.RunId, cancellationToken: Token);

        Assert.Equal(("started add: {\"a\":1,\"b\":2}", "asked for consent to add: {\"a\":1,\"b\":2}"), (replay.Difference!.LeftText, replay.Difference.RightText));
    }

    [Fact]
    public async Task ReplayAsync_OtherSchema_ShowsWhatTheModelWouldBeTold()
    {
        using var model = new ScriptedChatClient().Calls("add", """{"a":1,"b":2}""").Says("three");
        var run = await Create(model).RunAsync("Add.", cancellationToken: Token);
        var other = new Agent(new ScriptedChatClient(), new AgentOptions { Journal = _journal, Instructions = "Be kind.", Tools = [Tool.Create((string city) => city, "add")] });

        var replay = await other.ReplayAsync(run.RunId, cancellationToken: Token);

        Assert.StartsWith("started add", replay.Difference!.LeftText);
        Assert.StartsWith("completed add: InvalidArguments", replay.Difference.RightText);
    }

    [Fact]
    public async Task ReplayAsync_LowerLimit_ConcludesEarlier()
    {
        using var model = new ScriptedChatClient().Calls("add", """{"a":1,"b":2}""").Calls("add", """{"a":1,"b":3}""").Calls("add", """{"a":1,"b":4}""").Says("done");
        var run = await Create(model).RunAsync("Add.", cancellationToken: Token);

        var replay = await Create(new ScriptedChatClient(), new RunLimits { MaxToolCalls = 2 }).ReplayAsync(run.RunId, cancellationToken: Token);

        Assert.Equal("concluding early: CallBudget", replay.Difference!.RightText);
    }

    [Fact]
    public async Task ReplayAsync_ApprovalsDenialsAndRejectedAnswers_AreRepeated()
    {
        using var model = new ScriptedChatClient().CallsAll(("add", """{"a":1,"b":2}""", "c1"), ("add", """{"a":3,"b":4}""", "c2")).Says("no json").Says("""{"sum":3}""");
        var agent = Create(model, withApproval: true);
        var schema = System.Text.Json.JsonElement.Parse("""{"type":"object","properties":{"sum":{"type":"integer"}},"required":["sum"]}""");
        var asked = await agent.RunAsync(new RunRequest { Messages = [new(ChatRole.User, "Add.")], OutputSchema = schema }, Token);
        await agent.ResumeAsync(asked.RunId, [asked.Pending[0].Approve()], Token);
        var run = await agent.ResumeAsync(asked.RunId, [asked.Pending[1].Deny("no")], Token);
        Assert.Equal(RunStatus.Completed, run.Status);

        var replay = await Create(new ScriptedChatClient(), withApproval: true).ReplayAsync(run.RunId, cancellationToken: Token);

        Assert.Null(replay.Difference);
        Assert.Equal((3, 1), (replay.ModelAnswers, replay.ToolResults));
    }

    [Fact]
    public async Task ReplayAsync_RunThatWaits_IsReplayedAsFarAsItGot()
    {
        using var model = new ScriptedChatClient().Calls("add", """{"a":1,"b":2}""", "c1");
        var asked = await Create(model, withApproval: true).RunAsync("Add.", cancellationToken: Token);

        var replay = await Create(new ScriptedChatClient(), withApproval: true).ReplayAsync(asked.RunId, cancellationToken: Token);

        Assert.Null(replay.Difference);
        Assert.Equal(1, replay.ModelAnswers);
    }

    [Fact]
    public async Task ReplayAsync_BudgetOfTimeThatEndedInAnAnswer_EndsThereAgain()
    {
        using var model = new ScriptedChatClient().Then((_, token) => Hang(token)).Says("In a hurry.");
        var limits = new RunLimits { MaxDuration = TimeSpan.FromSeconds(30) };
        var run = await Create(model, limits).RunAsync("Hi", cancellationToken: Token);
        Assert.Equal(RunOutcome.TimeBudget, run.Outcome);

        var replay = await Create(new ScriptedChatClient(), limits).ReplayAsync(run.RunId, cancellationToken: Token);

        Assert.Null(replay.Difference);
        Assert.Equal(1, replay.ModelAnswers);
    }

    [Fact]
    public async Task ReplayAsync_FromTheMiddle_TakesWhatIsBeforeAsItIs()
    {
        using var model = new ScriptedChatClient().Calls("add", """{"a":1,"b":2}""").Calls("add", """{"a":1,"b":3}""").Says("done");
        var run = await Create(model).RunAsync("Add.", cancellationToken: Token);

        var replay = await Create(new ScriptedChatClient()).ReplayAsync(run.RunId, 4, Token);

        Assert.Null(replay.Difference);
        Assert.Equal((2, 1), (replay.ModelAnswers, replay.ToolResults));
    }

    [Fact]
    public async Task ReplayAsync_UnknownRunOrEvent_IsRefused()
    {
        using var model = new ScriptedChatClient().Says("Hello.");
        var agent = Create(model);
        var run = await agent.RunAsync("Hi", cancellationToken: Token);

        await Assert.ThrowsAsync<RunNotFoundException>(() => agent.ReplayAsync("nobody", cancellationToken: Token));
        await Assert.ThrowsAsync<ArgumentException>(() => agent.ReplayAsync(run.RunId, 4, Token));
    }

    private Agent Create(ScriptedChatClient model, RunLimits? limits = null, string instructions = "Be kind.", bool withApproval = false)
    {
        var add = Tool.Create((int a, int b) =>
        {
            Interlocked.Increment(ref _calls);
            return a + b;
        }, "add");
        return new(model, new AgentOptions { Journal = _journal, Instructions = instructions, Tools = [withApproval ? add.WithApproval() : add], Limits = limits ?? new(), TimeProvider = _time });
    }

    private async IAsyncEnumerable<ChatResponseUpdate> Hang([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken token)
    {
        _time.Advance(TimeSpan.FromSeconds(31));
        await Task.Delay(Timeout.InfiniteTimeSpan, _time, token);
        yield break;
    }
}
