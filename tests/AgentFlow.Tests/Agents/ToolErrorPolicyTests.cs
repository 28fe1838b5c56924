using AgentFlow.Agents;
using AgentFlow.Agents.Middleware;
using AgentFlow.Runs;
using AgentFlow.Testing;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;
using static AgentFlow.Tests.Agents.AgentTestExtensions;

namespace AgentFlow.Tests.Agents;

/// <summary>The table of docs/tool-errors.md: one test for each cell, in both ways of running.</summary>
public sealed class ToolErrorPolicyTests
{
    private static readonly AIFunction Echo = Tool.Create((string text) => text, "echo", effect: ToolEffect.Pure);

    private static readonly Dictionary<string, Case> Cases = new()
    {
        ["UnknownTool"] = new(ToolOutcome.UnknownTool, m => m.Calls("eco", """{"text":"a"}"""), e => e.UnknownTool = ToolErrorAction.FailRun, "Tool 'eco' is not registered. Did you mean 'echo'?"),
        ["MalformedArguments"] = new(ToolOutcome.MalformedArguments, m => m.Calls("echo", """{"text": """), e => e.BadArguments = ToolErrorAction.FailRun, "The arguments of 'echo' are not a JSON object"),
        ["InvalidArguments"] = new(ToolOutcome.InvalidArguments, m => m.Calls("echo", """{"txt":"a"}"""), e => e.BadArguments = ToolErrorAction.FailRun, "The arguments of 'echo'"),
        ["Failed"] = new(ToolOutcome.Failed, m => m.Calls("fail"), e => e.Failed = ToolErrorAction.FailRun, "Tool 'fail' failed: no"),
        ["TimedOut"] = new(ToolOutcome.TimedOut, m => m.Calls("slow"), e => e.TimedOut = ToolErrorAction.FailRun, "Tool 'slow' did not answer within 30 s"),
        ["Denied"] = new(ToolOutcome.Denied, m => m.Calls("secret"), e => e.Denied = ToolErrorAction.FailRun, "A person did not allow this call of 'secret'."),
        ["DeniedByRail"] = new(ToolOutcome.Denied, m => m.Calls("echo", """{"text":"refuse"}"""), e => e.Denied = ToolErrorAction.FailRun, "This call of 'echo' is not allowed: No."),
        ["Withheld"] = new(ToolOutcome.Withheld, m => m.Calls("echo", """{"text":"withhold"}"""), e => e.Withheld = ToolErrorAction.FailRun, "Tool 'echo' ran, but its result is withheld: No."),
        ["TooLarge"] = new(ToolOutcome.Succeeded, m => m.Calls("echo", $$"""{"text":"{{new string('x', 101)}}"}"""), e => e.TooLarge = ToolErrorAction.FailRun, new string('x', 100) + "\n"),
        ["OverBudget"] = new(ToolOutcome.OverBudget, m => m.CallsAll(("echo", """{"text":"a"}""", "a"), ("echo", """{"text":"b"}""", "b"), ("echo", """{"text":"c"}""", "c"), ("echo", """{"text":"d"}""", "d")), e => e.OverBudget = ToolErrorAction.FailRun, "'echo' was not run: the budget of 3 tool calls"),
        ["Repeated"] = new(ToolOutcome.Repeated, m => m.Calls("echo", """{"text":"a"}""").Calls("echo", """{"text":"a"}""").Calls("echo", """{"text":"a"}"""), e => e.Repeated = ToolErrorAction.FailRun, "You have called 'echo'"),
        ["GivenUp"] = new(ToolOutcome.GivenUp, m => m.Calls("echo").Calls("echo"), e => e.GivenUp = ToolErrorAction.FailRun, "'echo' was not run: its arguments were still wrong"),
    };

    private readonly ManualTimeProvider _time = new();

    public static TheoryData<string, bool> Cells
    {
        get
        {
            var cells = new TheoryData<string, bool>();
            foreach (var name in Cases.Keys)
            {
                cells.Add(name, false);
                cells.Add(name, true);
            }
            return cells;
        }
    }

    [Theory, MemberData(nameof(Cells))]
    public async Task TellModel_ModelGetsTheMessageAndTheRunGoesOn(string name, bool isStreamed)
    {
        var model = Cases[name].Script(new ScriptedChatClient()).Says("I see.");
        var agent = Agent(model, new ToolErrorPolicy());

        var events = await RunAsync(agent, isStreamed);

        Assert.Equal("I see.", events.Single<RunCompleted>().Text);
        var completed = events.OfType<ToolCompleted>().Last(c => c.Outcome == Cases[name].Outcome);
        Assert.StartsWith(Cases[name].Message, completed.Result, StringComparison.Ordinal);
        Assert.Contains(model.Requests[^1].Messages.SelectMany(m => m.Contents).OfType<FunctionResultContent>(), r => Equals(r.Result, completed.Result));
    }

    [Theory, MemberData(nameof(Cells))]
    public async Task FailRun_RunStopsAndAResumptionTellsTheModel(string name, bool isStreamed)
    {
        var model = Cases[name].Script(new ScriptedChatClient()).Says("I see.");
        var errors = new ToolErrorPolicy();
        Cases[name].Fail(errors);
        var agent = Agent(model, errors);

        var error = await Assert.ThrowsAsync<ToolCallException>(() => RunAsync(agent, isStreamed));
        var failed = await agent.LoadAsync("r", Token);
        var result = await agent.ResumeAsync("r", cancellationToken: Token);

        Assert.Equal(Cases[name].Outcome, error.Completed.Outcome);
        Assert.Equal((RunStatus.Failed, nameof(ToolCallException)), (failed.Status, failed.Failure!.Code));
        Assert.Equal("I see.", result.Text);
        Assert.Contains(model.Requests[^1].Messages.SelectMany(m => m.Contents).OfType<FunctionResultContent>(), r => Equals(r.Result, error.Completed.Result));
    }

    [Fact]
    public async Task FailRun_OtherCallsOfTheAnswerHaveEnded()
    {
        var model = new ScriptedChatClient().CallsAll(("fail", "{}", "a"), ("echo", """{"text":"a"}""", "b"));
        var agent = Agent(model, new ToolErrorPolicy { Failed = ToolErrorAction.FailRun });

        await Assert.ThrowsAsync<ToolCallException>(() => RunAsync(agent, isStreamed: false));

        Assert.Equal(2, (await agent.EventsAsync("r")).OfType<ToolCompleted>().Count());
    }

    private Agent Agent(ScriptedChatClient model, ToolErrorPolicy errors)
    {
        var slow = Tool.Create(async () =>
        {
            var never = new TaskCompletionSource();
            _time.Advance(TimeSpan.FromSeconds(30));
            await never.Task;
        }, "slow");
        var agent = new Agent(model, new AgentOptions
        {
            Tools = [Echo, slow, Tool.Create(string () => throw new ToolException("no"), "fail"), Tool.Create(() => "s", "secret").WithApproval()],
            ToolOptions = new() { Errors = errors, MaxResultLength = 100, MaxIdenticalCalls = 2, MaxRepairs = 1 },
            Limits = new() { MaxToolCalls = 3 },
            TimeProvider = _time,
        });
        return agent.Use(new AgentMiddleware
        {
            Name = "rail",
            BeforeTool = (a, _) => new(a.Arguments.GetRawText().Contains("refuse", StringComparison.Ordinal) ? Verdict.Block("No.") : Verdict.Pass),
            AfterTool = (a, _) => new(a.Completed.Result == "withhold" ? Verdict.Block("No.") : Verdict.Pass),
        });
    }

    /// <summary>Runs, and refuses whatever waits for consent.</summary>
    private static async Task<List<RunEvent>> RunAsync(Agent agent, bool isStreamed)
    {
        var request = new RunRequest { Messages = [new(ChatRole.User, "go")], RunId = "r" };
        var events = isStreamed ? await agent.StreamAsync(request, Token).ToListAsync() : await agent.EventsAsync((await agent.RunAsync(request, Token)).RunId);
        var pending = (await agent.LoadAsync("r", Token)).Pending;
        if (pending.Count == 0)
            return events;
        ToolDecision[] decisions = [.. pending.Select(p => p.Deny())];
        if (isStreamed)
            return [.. events, .. await agent.StreamResumeAsync("r", decisions, Token).ToListAsync()];
        await agent.ResumeAsync("r", decisions, Token);
        return await agent.EventsAsync("r");
    }

    private sealed record Case(ToolOutcome Outcome, Func<ScriptedChatClient, ScriptedChatClient> Script, Action<ToolErrorPolicy> Fail, string Message);
}
