using AgentFlow.Agents;
using AgentFlow.Runs;
using AgentFlow.Testing;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;
using static AgentFlow.Tests.Agents.AgentTestExtensions;

namespace AgentFlow.Tests.Agents;

/// <summary>Every limit ends in an answer of the model, never in an exception.</summary>
public sealed class AgentLimitsTests
{
    private static readonly AIFunction Next = Tool.Create((int n) => n + 1, "next", effect: ToolEffect.Pure);

    [Fact]
    public async Task MaxIterations_LastCallAsksToConcludeWithoutTools()
    {
        var model = new ScriptedChatClient().Calls("next", """{"n":1}""").Calls("next", """{"n":2}""").Says("As far as I got: 3.");

        var result = await Agent(model, new RunLimits { MaxIterations = 3 }).RunAsync("count", cancellationToken: Token);

        Assert.Equal(RunOutcome.MaxIterations, result.Outcome);
        Assert.Equal("As far as I got: 3.", result.Text);
        Assert.Equal(ChatToolMode.None, model.Requests[2].Options!.ToolMode);
        Assert.Contains("The number of steps for this request is used up.", model.Requests[2].LastText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MaxTokens_Concludes()
    {
        var model = new ScriptedChatClient().Calls("next", """{"n":1}""").Says("Enough.");

        var result = await Agent(model, new RunLimits { MaxTokens = 15 }).RunAsync("count", cancellationToken: Token);

        Assert.Equal(RunOutcome.TokenBudget, result.Outcome);
    }

    [Fact]
    public async Task MaxToolCalls_CallsBeyondItAreNotRunAndTheModelConcludes()
    {
        var ran = 0;
        var tool = Tool.Create((int n) => Interlocked.Increment(ref ran), "next", effect: ToolEffect.Pure);
        var model = new ScriptedChatClient().CallsAll(("next", """{"n":1}""", "a"), ("next", """{"n":2}""", "b"), ("next", """{"n":3}""", "c")).Says("Two of three.");

        var result = await new Agent(model, new AgentOptions { Tools = [tool], Limits = new() { MaxToolCalls = 2 } }).RunAsync("count", cancellationToken: Token);

        Assert.Equal(2, ran);
        Assert.Equal(RunOutcome.CallBudget, result.Outcome);
        var results = model.Requests[1].Messages.Single(m => m.Role == ChatRole.Tool).Contents.Cast<FunctionResultContent>();
        Assert.Equal("'next' was not run: the budget of 2 tool calls for this request is used up. Answer with what you have.", results.Last().Result);
    }

    [Fact]
    public async Task MaxDuration_PassedBetweenSteps_Concludes()
    {
        var time = new ManualTimeProvider();
        var tool = Tool.Create(() => time.Advance(TimeSpan.FromSeconds(20)), "wait");
        var model = new ScriptedChatClient().Calls("wait").Says("Out of time.");

        var result = await new Agent(model, new AgentOptions { Tools = [tool], TimeProvider = time, Limits = new() { MaxDuration = TimeSpan.FromSeconds(15) } }).RunAsync("go", cancellationToken: Token);

        Assert.Equal(RunOutcome.TimeBudget, result.Outcome);
        Assert.Equal("Out of time.", result.Text);
    }

    [Fact]
    public async Task MaxDuration_PassedWhileTheModelTalks_CutsItOffAndConcludes()
    {
        var time = new ManualTimeProvider();
        var model = new ScriptedChatClient().Then((_, token) => Hang(time, token)).Says("Out of time.");

        var result = await new Agent(model, new AgentOptions { TimeProvider = time, Limits = new() { MaxDuration = TimeSpan.FromSeconds(15) } }).RunAsync("go", cancellationToken: Token);

        Assert.Equal(RunOutcome.TimeBudget, result.Outcome);
        Assert.Equal("Out of time.", result.Text);
    }

    [Fact]
    public async Task MaxDuration_ConclusionHangsToo_EndsWithAnAnswerOfOurOwn()
    {
        var time = new ManualTimeProvider();
        var model = new ScriptedChatClient().Then((_, token) => Hang(time, token)).Then((_, token) => Hang(time, token));

        var result = await new Agent(model, new AgentOptions { TimeProvider = time, Limits = new() { MaxDuration = TimeSpan.FromSeconds(15) } }).RunAsync("go", cancellationToken: Token);

        Assert.Equal(RunOutcome.TimeBudget, result.Outcome);
        Assert.Equal("I could not finish this request. The time for this request is used up.", result.Text);
    }

    [Fact]
    public async Task IdenticalCalls_FourthIsRefusedAndASecondRefusalConcludes()
    {
        var ran = 0;
        var tool = Tool.Create((int n) => Interlocked.Increment(ref ran), "next", effect: ToolEffect.Pure);
        var model = new ScriptedChatClient();
        for (var i = 0; i < 5; i++)
            model.Calls("next", i % 2 == 0 ? """{"n":1}""" : """{ "n": 1 }""");
        model.Says("I was going in circles.");

        var result = await new Agent(model, new AgentOptions { Tools = [tool] }).RunAsync("count", cancellationToken: Token);

        Assert.Equal(3, ran);
        Assert.Equal(RunOutcome.RepeatedCalls, result.Outcome);
        Assert.StartsWith("You have called 'next' with exactly these arguments 3 times already", model.Requests[4].LastText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EmptyAnswer_IsAskedForOnceMore()
    {
        var model = new ScriptedChatClient().Says("").Says("Here.");

        var result = await model.Agent().RunAsync("hi", cancellationToken: Token);

        Assert.Equal(RunOutcome.NoAnswer, result.Outcome);
        Assert.Equal("Here.", result.Text);
    }

    [Fact]
    public async Task WrapUp_ModelCallsAToolAllTheSame_CallIsDroppedAndTheRunEnds()
    {
        var model = new ScriptedChatClient().Calls("next", """{"n":1}""").Calls("next", """{"n":2}""");

        var result = await Agent(model, new RunLimits { MaxIterations = 2 }).RunAsync("count", cancellationToken: Token);

        Assert.Equal("I could not finish this request. The number of steps for this request is used up.", result.Text);
        Assert.Equal(2, model.Requests.Count);
    }

    [Fact]
    public async Task WrapUp_NoteToTheModel_DoesNotReachTheSession()
    {
        var model = new ScriptedChatClient().Calls("next", """{"n":1}""").Says("Stopped.");
        var agent = Agent(model, new RunLimits { MaxIterations = 2 });

        await agent.RunAsync("count", "s", Token);

        var session = await agent.Journal.Sessions.LoadAsync("s", Token);
        Assert.Equal(["user", "assistant", "tool", "assistant"], session.Messages.Select(m => m.Role.Value));
        Assert.Equal("Stopped.", session.Messages[^1].Text);
    }

    private static Agent Agent(ScriptedChatClient model, RunLimits limits) => new(model, new AgentOptions { Tools = [Next], Limits = limits });

    private static async IAsyncEnumerable<ChatResponseUpdate> Hang(ManualTimeProvider time, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken token)
    {
        yield return new ChatResponseUpdate(ChatRole.Assistant, "Well, ");
        var cancelled = new TaskCompletionSource();
        using var registration = token.Register(() => cancelled.SetCanceled(token));
        time.Advance(TimeSpan.FromSeconds(60));
        await cancelled.Task;
    }
}
