using System.Collections.Concurrent;
using AgentFlow.Agents;
using AgentFlow.Agents.Teams;
using AgentFlow.Runs;
using AgentFlow.Testing;
using AgentFlow.Tests.Agents.Planning;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;
using static AgentFlow.Tests.Agents.AgentTestExtensions;
using static AgentFlow.Tests.Agents.Teams.TeamTestExtensions;

namespace AgentFlow.Tests.Agents.Teams;

/// <summary>Three levels of agents: the one at the top asks a middle one, which asks the deepest, which pays twice with calls of the same id.</summary>
public sealed class AgentToolResumeTests
{
    private readonly ConcurrentBag<string> _paid = [];

    [Fact]
    public async Task RunAsync_ApprovalThreeLevelsDeep_ReachesTheTopAndTheDecisionFlowsDown()
    {
        var journal = new InMemoryJournal();

        var waiting = await Top(journal).RunAsync(Ask("Pay."), Token);
        var second = await Top(journal).ResumeAsync("r1", [waiting.Pending[0].Approve()], Token);
        var result = await Top(journal).ResumeAsync("r1", [second.Pending[0].Approve()], Token);

        Assert.Equal(RunStatus.Suspended, waiting.Status);
        Assert.Equal("c1/c1/c1 pay {\"n\":1}", Show(Assert.Single(waiting.Pending)));
        Assert.Equal("c1/c1/c1~2 pay {\"n\":2}", Show(Assert.Single(second.Pending)));
        Assert.Equal("top: middle: paid 1, paid 2", result.Text);
        Assert.Equal(2, _paid.Count);
        Assert.Equal(["Completed", "Completed", "Completed"], (await journal.RunsAsync()).Select(r => r.Status.ToString()));
    }

    [Fact]
    public async Task StreamResumeAsync_Denied_TheDeepestModelHearsTheReason()
    {
        var journal = new InMemoryJournal();
        var waiting = await Top(journal).RunAsync(Ask("Pay."), Token);

        var events = await Top(journal).StreamResumeAsync("r1", [waiting.Pending[0].Deny("Too much.")], Token).ToListAsync();

        Assert.IsType<RunSuspended>(events[^1]);
        Assert.Equal("c1/c1/c1~2", Assert.Single((await Top(journal).LoadAsync("r1", Token)).Pending).CallId);
        var deepest = await Top(journal).LoadAsync("r1.0.c1.0.c1", Token);
        Assert.Contains(deepest.Messages, m => m.Contents.OfType<FunctionResultContent>().Any(r => r.Result!.ToString()!.Contains("Too much.", StringComparison.Ordinal)));
        Assert.Empty(_paid);
    }

    [Fact]
    public async Task ResumeAsync_DecisionThatDoesNotFit_ThrowsAndTheRunIsAsItWas()
    {
        var journal = new InMemoryJournal();
        await Top(journal).RunAsync(Ask("Pay."), Token);

        var error = await Assert.ThrowsAsync<ArgumentException>(() => Top(journal).ResumeAsync("r1", [new ToolDecision { CallId = "c1", Approved = true }], Token));

        Assert.Contains("c1/c1/c1 (pay)", error.Message, StringComparison.Ordinal);
        Assert.Equal(RunStatus.Suspended, (await Top(journal).LoadAsync("r1", Token)).Status);
    }

    [Fact]
    public async Task ResumeAsync_StoppedAfterEveryAppend_NothingIsPaidTwiceAndEveryDecisionIsTakenOnce()
    {
        var points = 0;
        for (var appends = 1; ; appends++)
        {
            var memory = new InMemoryJournal();
            _paid.Clear();
            var stopping = new StoppingJournal(memory, appends);
            // The process lives for so many appends, through the decisions; what it has left is finished by another.
            await Record.ExceptionAsync(() => FinishAsync(stopping, ["c1/c1/c1", "c1/c1/c1~2"]));
            if (!stopping.HasStopped)
                break;
            points++;

            var result = await FinishAsync(memory, ["c1/c1/c1", "c1/c1/c1~2"]);

            Assert.Equal("top: middle: paid 1, paid 2", result.Text);
            Assert.Equal(["r1.0.c1.0.c1/0/c1", "r1.0.c1.0.c1/1/c1"], _paid.Distinct().Order());
            var deepest = await memory.ReadAsync("r1.0.c1.0.c1", Token).ToListAsync();
            Assert.Equal(2, deepest.Count(e => e is ApprovalDecided));
            Assert.Equal(2, deepest.Count(e => e is ToolCompleted));
            Assert.Equal(3, (await memory.RunsAsync()).Count);
        }
        Assert.True(points > 30, $"The run was stopped at {points} places only.");
    }

    [Fact]
    public async Task ResumeAsync_TwoChildrenWait_OneIsDecidedAndTheOtherGoesOnWaiting()
    {
        var journal = new InMemoryJournal();
        Agent Payer(string name) => By(m => m[^1].Role == ChatRole.Tool ? Text($"{name} paid") : Call("pay", """{"n":1}""")).Named(name, Pay());
        Agent Boss() => new(
            new ScriptedChatClient().Then((request, _) => ScriptedChatClient.Updates(request.Messages[^1].Role == ChatRole.Tool
                ? new ChatResponseUpdate(ChatRole.Assistant, string.Join(", ", request.Messages[^1].Contents.OfType<FunctionResultContent>().Select(r => r.Result)))
                : new ChatResponseUpdate(ChatRole.Assistant, [Call("a", """{"task":"x"}""", "1"), Call("b", """{"task":"x"}""", "2")]))),
            new AgentOptions { Journal = journal, Tools = [Payer("a").AsTool(null, "A."), Payer("b").AsTool(null, "B.")] });

        var both = await Boss().RunAsync(Ask("Pay."), Token);
        var one = await Boss().ResumeAsync("r1", [both.Pending.Single(p => p.CallId == "2/c1").Approve()], Token);
        var paidThen = _paid.Count;
        var result = await Boss().ResumeAsync("r1", [one.Pending[0].Approve()], Token);

        Assert.Equal(["1/c1", "2/c1"], both.Pending.Select(p => p.CallId).Order());
        Assert.Equal("1/c1", Assert.Single(one.Pending).CallId);
        Assert.Equal(1, paidThen);
        Assert.Equal("a paid, b paid", result.Text);
    }

    [Fact]
    public async Task ResumeAsync_EffectInDoubtInAChild_ReachesTheTopAndIsSettledThere()
    {
        var journal = new InMemoryJournal();
        using var source = new CancellationTokenSource();
        var sent = 0;
        var send = Tool.Create(
            (CancellationToken token) =>
            {
                sent++;
                source.Cancel();
                token.ThrowIfCancellationRequested();
                return "sent";
            },
            "send");
        Agent Boss() => new(
            By(m => m[^1].Role == ChatRole.Tool ? Text("done") : Call("clerk", """{"task":"x"}""")),
            new AgentOptions { Journal = journal, Tools = [By(m => m[^1].Role == ChatRole.Tool ? Text(Result(m)) : Call("send")).Named("clerk", send).AsTool(null, "Sends.")] });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Boss().RunAsync(Ask("Send."), source.Token));

        var waiting = await Boss().ResumeAsync("r1", cancellationToken: Token);
        var result = await Boss().ResumeAsync("r1", [waiting.Pending[0].AlreadyDone("It went out.")], Token);

        Assert.Equal(("c1/c1", true), (waiting.Pending[0].CallId, waiting.Pending[0].InDoubt));
        Assert.Equal("done", result.Text);
        Assert.Equal(1, sent);
        Assert.Equal("It went out.", (await Boss().EventsAsync("r1")).Single<ToolCompleted>().Result);
    }

    [Theory]
    [InlineData("router")]
    [InlineData("debate")]
    [InlineData("group-chat")]
    [InlineData("handoff")]
    [InlineData("supervisor")]
    public async Task RunAsync_ApprovalInAMemberOfATeam_ReachesTheTopAndIsDecidedThere(string kind)
    {
        var journal = new InMemoryJournal();
        var options = new AgentOptions { Name = kind, Journal = journal };

        var waiting = await Make().RunAsync(Ask("Pay.", "s"), Token);
        var result = await Make().ResumeAsync("r1", [waiting.Pending[0].Approve()], Token);

        Assert.Equal("payer/c1", Assert.Single(waiting.Pending).CallId);
        Assert.Equal("paid 1", result.Text);
        Assert.Equal("paid 1", (await Make().SaidAsync("s")).Last());

        Agent Make()
        {
            IList<TeamMember> members = [By(m => m[^1].Role == ChatRole.Tool ? Text(Result(m)) : Call("pay", """{"n":1}""")).Member("payer", Pay())];
            return kind switch
            {
                "router" => RouterAgent.Create(Always("""{"name":"payer","reason":"?"}"""), new RouterOptions { Members = members }, options),
                "debate" => DebateAgent.Create(new DebateOptions { Members = members }, options),
                "group-chat" => GroupChatAgent.Create(new GroupChatOptions { Members = members, MaxTurns = 1 }, options),
                "handoff" => HandoffAgent.Create(new HandoffOptions { Members = members }, options),
                _ => SupervisorAgent.Create(By(m => m[^1].Role == ChatRole.Tool ? Text(Result(m)) : Call("payer", """{"task":"x"}""", "payer")), new TeamOptions { Members = members }, options),
            };
        }
    }

    [Fact]
    public async Task RunAsync_TeamAsAToolOfAnAgent_WorksAtAnyDepth()
    {
        var journal = new InMemoryJournal();
        var router = RouterAgent.Create(Always("""{"name":"payer","reason":"?"}"""), new RouterOptions { Members = [By(m => m[^1].Role == ChatRole.Tool ? Text(Result(m)) : Call("pay", """{"n":1}""")).Member("payer", Pay())] });
        var agent = new Agent(By(m => m[^1].Role == ChatRole.Tool ? Text(Result(m)) : Call("router", """{"task":"Pay."}""")), new AgentOptions { Journal = journal, Tools = [router.AsTool(null, "Routes.")] });

        var waiting = await agent.RunAsync(Ask("Pay."), Token);
        var result = await agent.ResumeAsync("r1", [waiting.Pending[0].Approve()], Token);

        Assert.Equal("c1/payer/c1", waiting.Pending[0].CallId);
        Assert.Equal("paid 1", result.Text);
    }

    [Fact]
    public async Task CallAsync_AgentCalledByAnotherTool_WaitsAndGoesOnLikeOneCalledByTheModel()
    {
        var journal = new InMemoryJournal();
        var attempts = 0;
        Agent Boss()
        {
            var clerk = By(m => m[^1].Role == ChatRole.Tool ? Text(Result(m)) : Call("pay", """{"n":1}""")).Named("clerk", Pay()).AsTool(null, "Pays.");
            var script = Tool.Create(
                async (ToolContext context, CancellationToken token) =>
                {
                    attempts++;
                    var first = await context.CallAsync(clerk, System.Text.Json.JsonElement.Parse("""{"task":"Pay."}"""), token);
                    return $"{first.Outcome}: {first.Result}";
                },
                "script",
                effect: ToolEffect.Keyed);
            return new Agent(By(m => m[^1].Role == ChatRole.Tool ? Text(Result(m)) : Call("script")), new AgentOptions { Journal = journal, Tools = [script] });
        }

        var waiting = await Boss().RunAsync(Ask("Pay."), Token);
        var result = await Boss().ResumeAsync("r1", [waiting.Pending[0].Approve()], Token);

        Assert.Equal("c1/1/c1", Assert.Single(waiting.Pending).CallId);
        Assert.Equal("Succeeded: \"paid 1\"", result.Text);
        Assert.Equal(2, attempts);
        Assert.Equal(RunStatus.Completed, (await Boss().LoadAsync("r1.0.c1.1", Token)).Status);
        Assert.Equal(40, result.State.Tokens);
    }

    private Agent Top(IRunJournal journal)
    {
        var deepest = By(m => m.Count(x => x.Role == ChatRole.Tool) switch
        {
            0 => Call("pay", """{"n":1}"""),
            1 => Call("pay", """{"n":2}"""),
            _ => Text(string.Join(", ", m.SelectMany(x => x.Contents).OfType<FunctionResultContent>().Select(r => r.Result))),
        }).Named("deepest", Pay());
        var middle = By(m => m[^1].Role == ChatRole.Tool ? Text("middle: " + Result(m)) : Call("deepest", """{"task":"x"}""")).Named("middle", deepest.AsTool(null, "Pays."));
        return new Agent(
            By(m => m[^1].Role == ChatRole.Tool ? Text("top: " + Result(m)) : Call("middle", """{"task":"x"}""")),
            new AgentOptions { Name = "top", Journal = journal, Tools = [middle.AsTool(null, "Has somebody pay.")] });
    }

    /// <summary>Runs or resumes, and approves whatever waits, in the order that is expected.</summary>
    private async Task<RunResult> FinishAsync(IRunJournal journal, string[] expected)
    {
        var begun = (await journal.ReadAsync("r1", Token).ToListAsync()).Count > 0;
        var result = begun ? await Top(journal).ResumeAsync("r1", cancellationToken: Token) : await Top(journal).RunAsync(Ask("Pay."), Token);
        while (result.Status == RunStatus.Suspended)
        {
            Assert.Contains(Assert.Single(result.Pending).CallId, expected);
            result = await Top(journal).ResumeAsync("r1", [result.Pending[0].Approve()], Token);
        }
        return result;
    }

    private AIFunction Pay() => Tool.Create(
        (int n, ToolContext context) =>
        {
            _paid.Add(context.IdempotencyKey);
            return $"paid {n}";
        },
        "pay",
        effect: ToolEffect.Keyed).WithApproval();

    private static string Result(IReadOnlyList<ChatMessage> messages) => messages[^1].Contents.OfType<FunctionResultContent>().Last().Result!.ToString()!;

    private static string Show(PendingCall call) => $"{call.CallId} {call.Tool} {call.Arguments.GetRawText()}";
}
