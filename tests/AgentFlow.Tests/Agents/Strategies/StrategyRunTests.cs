using AgentFlow.Agents;
using AgentFlow.Runs;
using AgentFlow.Tests.Agents.Planning;
using Microsoft.Extensions.AI;
using static AgentFlow.Tests.Agents.AgentTestExtensions;

namespace AgentFlow.Tests.Agents.Strategies;

/// <summary>What holds for every strategy, because the agent's loop carries it.</summary>
public sealed class StrategyRunTests
{
    public static TheoryData<string> Names => [.. StrategyCase.All];

    [Theory, MemberData(nameof(Names))]
    public async Task RunAsync_StrategyRunsThrough_AnswersAndTheSessionHasOnlyWhatWasSaid(string name)
    {
        var @case = StrategyCase.Of(name);
        var journal = new InMemoryJournal();

        var result = await @case.Agent(journal).RunAsync("the question", "s1", Token);

        var session = await journal.Sessions.LoadAsync("s1", Token);
        Assert.Equal((RunOutcome.Answered, @case.Answer), (result.Outcome, result.Text));
        Assert.Equal(@case.Answer, session.Messages[^1].Text);
        Assert.Equal("height of Everest", @case.Searched.First());
        Assert.All(session.Messages.SkipLast(1).Skip(1), m => Assert.Contains(m.Contents, c => c is FunctionCallContent or FunctionResultContent));
    }

    [Theory, MemberData(nameof(Names))]
    public async Task StreamAsync_SameModel_HasTheEventsOfRunAsyncAndTheAnswerAsText(string name)
    {
        var journal = new InMemoryJournal();
        var ran = await StrategyCase.Of(name).Agent(journal).RunAsync("the question", cancellationToken: Token);

        var streamed = await StrategyCase.Of(name).Agent(new InMemoryJournal()).StreamAsync("the question", cancellationToken: Token).ToListAsync();

        var kinds = (await journal.ReadAsync(ran.RunId, Token).ToListAsync()).Select(e => e.GetType());
        Assert.Equal(kinds, streamed.Where(e => e is not TextDelta).Select(e => e.GetType()));
        Assert.Equal(ran.Text, string.Concat(streamed.OfType<TextDelta>().Select(d => d.Text)));
        Assert.Equal(ran.Text, streamed.Single<RunCompleted>().Text);
    }

    [Theory, MemberData(nameof(Names))]
    public async Task ResumeAsync_StoppedAfterEveryAppend_SameAnswerAndNoFinishedCallOrTurnAgain(string name)
    {
        var points = 0;
        var whole = await StrategyCase.Of(name).Agent(new InMemoryJournal()).RunAsync("the question", cancellationToken: Token);
        for (var appends = 1; ; appends++)
        {
            var memory = new WritingJournal(new InMemoryJournal());
            var stopping = new StoppingJournal(memory, appends);
            await Record.ExceptionAsync(() => StrategyCase.Of(name).Agent(stopping).RunAsync(Request(), Token));
            if (!stopping.HasStopped)
                break;
            points++;
            var before = await memory.ReadAsync("r1", Token).ToListAsync();
            var second = StrategyCase.Of(name);

            var result = await second.Agent(memory).ResumeAsync("r1", cancellationToken: Token);

            var finished = before.OfType<ToolCompleted>().Count();
            Assert.Equal((RunOutcome.Answered, whole.Text), (result.Outcome, result.Text));
            Assert.Equal(whole.State.Iterations, result.State.Iterations);
            Assert.Equal(whole.State.ToolCalls - finished, second.Searched.Count);
            Assert.Equal(whole.State.Tokens, result.State.Tokens);
        }
        Assert.True(points >= 3, $"The run was stopped at {points} places only.");
    }

    [Theory, MemberData(nameof(Names))]
    public async Task RunAsync_ToolNeedsApproval_WaitsAtTheTopAndGoesOnWhenApproved(string name)
    {
        var @case = StrategyCase.Of(name);
        var journal = new InMemoryJournal();
        var result = await @case.Agent(journal, needsApproval: true).RunAsync(Request(), Token);
        Assert.Equal(RunStatus.Suspended, result.Status);
        Assert.Empty(@case.Searched);

        while (result.Status == RunStatus.Suspended)
            result = await StrategyCase.Of(name).Agent(journal, needsApproval: true).ResumeAsync("r1", [.. result.Pending.Select(p => p.Approve())], Token);

        Assert.Equal(@case.Answer, result.Text);
    }

    [Theory, MemberData(nameof(Names))]
    public async Task RunAsync_TurnsRunOut_ConcludesWithWhatThereIs(string name)
    {
        var @case = StrategyCase.Of(name);
        @case.Model.When(_ => true, _ => [new TextContent("I do not know.")]);
        for (var most = 2; most <= 8; most++)
        {
            var result = await @case.Agent(new InMemoryJournal(), limits: new RunLimits { MaxIterations = most }).RunAsync("the question", cancellationToken: Token);

            Assert.InRange(result.State.Iterations, 1, most);
            Assert.False(string.IsNullOrWhiteSpace(result.Text));
            Assert.True(result.Outcome is RunOutcome.MaxIterations or RunOutcome.Answered, result.Outcome.ToString());
        }
    }

    [Theory, MemberData(nameof(Names))]
    public async Task RunAsync_TokensRunOut_Concludes(string name)
    {
        var @case = StrategyCase.Of(name);
        @case.Model.When(_ => true, _ => [new TextContent("I do not know.")]);

        var result = await @case.Agent(new InMemoryJournal(), limits: new RunLimits { MaxTokens = 10 }).RunAsync("the question", cancellationToken: Token);

        Assert.Equal(RunOutcome.TokenBudget, result.Outcome);
    }

    [Theory, MemberData(nameof(Names))]
    public async Task RunAsync_Cancelled_StopsAndCanBeResumed(string name)
    {
        var journal = new InMemoryJournal();
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var @case = StrategyCase.Of(name);
        await foreach (var e in @case.Agent(journal).StreamAsync(Request(), source.Token))
        {
            if (e is ModelResponded)
                break;
        }

        var result = await StrategyCase.Of(name).Agent(journal).ResumeAsync("r1", cancellationToken: Token);

        Assert.Equal(@case.Answer, result.Text);
    }

    [Theory, MemberData(nameof(Names))]
    public async Task RunAsync_SecondRunOfASession_BeginsAnewAndSeesTheFirst(string name)
    {
        var @case = StrategyCase.Of(name);
        var agent = @case.Agent(new InMemoryJournal());
        var first = await agent.RunAsync("the question", "s1", Token);
        var asked = @case.Model.Requests.Count;

        var second = await agent.RunAsync("the question", "s1", Token);

        Assert.Equal(first.Text, second.Text);
        Assert.Equal(asked, @case.Model.Requests.Count - asked);
        Assert.Contains(@case.Model.Requests[asked].Messages, m => m.Role == ChatRole.Assistant && m.Text.Contains(first.Text, StringComparison.Ordinal));
    }

    [Theory, InlineData("rewoo"), InlineData("reflection"), InlineData("task-queue")]
    public async Task RunAsync_MemoryThatLeavesOutAlmostAll_StrategyStillKnowsWhereItStands(string name)
    {
        var @case = StrategyCase.Of(name);
        var agent = @case.Agent(new InMemoryJournal(), memory: new NewestOnly());

        var result = await agent.RunAsync("the question", "s1", Token);

        Assert.Equal((RunOutcome.Answered, @case.Answer), (result.Outcome, result.Text));
    }

    /// <summary>Shows the newest user's message and what stands behind the last call.</summary>
    private sealed class NewestOnly : IChatReducer
    {
        public Task<IEnumerable<ChatMessage>> ReduceAsync(IEnumerable<ChatMessage> messages, CancellationToken cancellationToken)
        {
            List<ChatMessage> all = [.. messages];
            var asked = all.FindLastIndex(m => m.Role == ChatRole.User);
            var call = all.FindLastIndex(m => m.Contents.Any(c => c is FunctionCallContent));
            return Task.FromResult<IEnumerable<ChatMessage>>([all[asked], .. call > asked ? all[call..] : []]);
        }
    }

    private static RunRequest Request() => new() { Messages = [new ChatMessage(ChatRole.User, "the question")], RunId = "r1" };
}
