using AgentFlow.Agents;
using AgentFlow.Agents.Planning;
using AgentFlow.Runs;
using AgentFlow.Testing;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Tests.Runs.History;

public sealed class ForkTests
{
    private readonly InMemoryJournal _journal = new();
    private readonly List<(string Account, string Key)> _paid = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ForkAsync_BehindASideEffect_KeepsItsResultAndDoesNotRepeatIt()
    {
        using var model = new ScriptedChatClient().Calls("pay", """{"account":"a"}""", "c1").Says("Paid.").Says("Paid, as I said.");
        var agent = Create(model);
        var original = await agent.RunAsync("Pay a.", cancellationToken: Token);
        var events = await EventsAsync(original.RunId);
        var at = 1 + events.FindIndex(e => e is ToolCompleted);

        var fork = await _journal.ForkAsync(original.RunId, at, cancellationToken: Token);
        var result = await agent.ResumeAsync(fork, cancellationToken: Token);

        Assert.Equal("Paid, as I said.", result.Text);
        Assert.Single(_paid);
        Assert.Equal(new ForkedFrom { RunId = original.RunId, Version = at }, result.State.Start.ForkedFrom);
        Assert.Equal("Paid.", (await agent.LoadAsync(original.RunId, Token)).Completed!.Text);
    }

    [Fact]
    public async Task ForkAsync_BeforeASideEffect_IsANewCallWithANewKey()
    {
        using var model = new ScriptedChatClient().Calls("pay", """{"account":"a"}""", "c1").Says("Paid.").Says("Paid again.");
        var agent = Create(model);
        var original = await agent.RunAsync("Pay a.", cancellationToken: Token);
        var at = (await EventsAsync(original.RunId)).FindIndex(e => e is ToolStarted);

        await agent.ResumeAsync(await _journal.ForkAsync(original.RunId, at, cancellationToken: Token), cancellationToken: Token);

        Assert.Equal(2, _paid.Count);
        Assert.Equal(2, _paid.Select(p => p.Key).Distinct().Count());
    }

    [Fact]
    public async Task ForkAsync_BetweenStartAndEndOfASideEffect_PutsItToAPerson()
    {
        using var model = new ScriptedChatClient().Calls("pay", """{"account":"a"}""", "c1").Says("Paid.").Says("It was paid.");
        var agent = Create(model);
        var original = await agent.RunAsync("Pay a.", cancellationToken: Token);
        var at = 1 + (await EventsAsync(original.RunId)).FindIndex(e => e is ToolStarted);

        var waiting = await agent.ResumeAsync(await _journal.ForkAsync(original.RunId, at, cancellationToken: Token), cancellationToken: Token);
        var call = Assert.Single(waiting.Pending);
        var result = await agent.ResumeAsync(waiting.RunId, [call.AlreadyDone("paid")], Token);

        Assert.True(call.InDoubt);
        Assert.Equal("It was paid.", result.Text);
        Assert.Single(_paid);
    }

    [Fact]
    public async Task ForkAsync_BeforeAnApproval_AsksAgainAndSiblingsAreIndependent()
    {
        using var model = new ScriptedChatClient().Calls("pay", """{"account":"a"}""", "c1").Says("Paid.").Says("Not paid.").Says("Paid in the copy.");
        var agent = Create(model, withApproval: true);
        var asked = await agent.RunAsync("Pay a.", cancellationToken: Token);
        var original = await agent.ResumeAsync(asked.RunId, [asked.Pending[0].Approve()], Token);
        var at = (await EventsAsync(original.RunId)).FindIndex(e => e is ApprovalDecided);

        var denied = await agent.ResumeAsync(await _journal.ForkAsync(original.RunId, at, cancellationToken: Token), cancellationToken: Token);
        var approved = await agent.ResumeAsync(await _journal.ForkAsync(original.RunId, 1 + at - 2, cancellationToken: Token), cancellationToken: Token);
        Assert.Equal([RunStatus.Suspended, RunStatus.Suspended], [denied.Status, approved.Status]);
        denied = await agent.ResumeAsync(denied.RunId, [denied.Pending[0].Deny()], Token);
        approved = await agent.ResumeAsync(approved.RunId, [approved.Pending[0].Approve()], Token);

        Assert.Equal(("Not paid.", "Paid in the copy.", "Paid."), (denied.Text, approved.Text, (await agent.LoadAsync(original.RunId, Token)).Completed!.Text));
        Assert.Equal(2, _paid.Count);
    }

    [Fact]
    public async Task ForkAsync_AtTheEnd_IsACopyInWhichNothingHappens()
    {
        using var model = new ScriptedChatClient().Says("Hello.");
        var agent = Create(model);
        var original = await agent.RunAsync("Hi", cancellationToken: Token);

        var fork = await agent.ResumeAsync(await _journal.ForkAsync(original.RunId, original.State.Version, cancellationToken: Token), cancellationToken: Token);

        Assert.Equal("Hello.", fork.Text);
        Assert.Equal(original.State.Version, fork.State.Version);
    }

    [Fact]
    public async Task ForkAsync_MessageAndInstructions_AreWhatTheModelGets()
    {
        using var model = new ScriptedChatClient().Says("Hello.").Says("Bonjour.");
        var agent = Create(model);
        var original = await agent.RunAsync("Hi", cancellationToken: Token);

        var fork = await _journal.ForkAsync(original.RunId, 1, new ForkEdits { Message = "Salut", Instructions = "Answer in French." }, "copy", cancellationToken: Token);
        await agent.ResumeAsync(fork, cancellationToken: Token);

        Assert.Equal("copy", fork);
        Assert.Equal("Salut", Assert.Single(model.Requests[1].Messages).Text);
        Assert.Equal("Answer in French.", model.Requests[1].Options!.Instructions);
    }

    [Fact]
    public async Task ForkAsync_ResultOfATool_IsWhatTheModelSees()
    {
        using var model = new ScriptedChatClient().Calls("pay", """{"account":"a"}""", "c1").Says("Paid.").Says("Refused.");
        var agent = Create(model);
        var original = await agent.RunAsync("Pay a.", cancellationToken: Token);
        var at = (await EventsAsync(original.RunId)).FindIndex(e => e is ToolCompleted);

        var edits = new ForkEdits { Results = new Dictionary<long, string> { [at] = "the account is closed" } };
        await agent.ResumeAsync(await _journal.ForkAsync(original.RunId, at + 1, edits, cancellationToken: Token), cancellationToken: Token);

        var seen = Assert.IsType<FunctionResultContent>(model.Requests[2].Messages[^1].Contents[0]);
        Assert.Equal("the account is closed", seen.Result);
    }

    [Fact]
    public async Task ForkAsync_AnswerOfTheModel_IsActedOn()
    {
        using var model = new ScriptedChatClient().Calls("pay", """{"account":"a"}""", "c1").Says("Paid.").Says("Paid b.");
        var agent = Create(model);
        var original = await agent.RunAsync("Pay a.", cancellationToken: Token);
        var at = 1 + (await EventsAsync(original.RunId)).FindIndex(e => e is ModelResponded);

        var answer = new ChatMessage(ChatRole.Assistant, [new FunctionCallContent("c9", "pay", new Dictionary<string, object?> { ["account"] = "b" })]);
        await agent.ResumeAsync(await _journal.ForkAsync(original.RunId, at, new ForkEdits { Answer = answer }, cancellationToken: Token), cancellationToken: Token);

        Assert.Equal(["a", "b"], _paid.Select(p => p.Account));
    }

    [Fact]
    public async Task ForkAsync_RunOfASession_SeesItAndAddsNothing()
    {
        using var model = new ScriptedChatClient().Says("Hello, Ann.").Says("You are Ann.").Says("Ann, of course.");
        var agent = Create(model);
        await agent.RunAsync("I am Ann.", "s", Token);
        var original = await agent.RunAsync("Who am I?", "s", Token);

        var fork = await agent.ResumeAsync(await _journal.ForkAsync(original.RunId, 1, cancellationToken: Token), cancellationToken: Token);

        Assert.Equal("Ann, of course.", fork.Text);
        Assert.Equal(["I am Ann.", "Hello, Ann.", "Who am I?"], model.Requests[2].Messages.Select(m => m.Text));
        Assert.Equal(4, (await _journal.Sessions.LoadAsync("s", Token)).Version);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(99)]
    public async Task ForkAsync_NoSuchEvent_IsRefused(long at)
    {
        using var model = new ScriptedChatClient().Says("Hello.");
        var original = await Create(model).RunAsync("Hi", cancellationToken: Token);

        var error = await Assert.ThrowsAsync<ArgumentException>(() => _journal.ForkAsync(original.RunId, at, cancellationToken: Token));

        Assert.Contains($"'{at}': it has 3 events. Give a number from 1 to 3.", error.Message);
    }

    [Fact]
    public async Task ForkAsync_EditsThatDoNotFit_AreReportedTogether()
    {
        using var model = new ScriptedChatClient().Says("Hello.");
        var original = await Create(model).RunAsync("Hi", cancellationToken: Token);

        var edits = new ForkEdits { Message = " ", Answer = new ChatMessage(ChatRole.Assistant, "x"), Results = new Dictionary<long, string> { [0] = "a", [7] = "b" } };
        var error = await Assert.ThrowsAsync<ArgumentException>(() => _journal.ForkAsync(original.RunId, 1, edits, cancellationToken: Token));

        Assert.Contains("replace event 0, which is RunStarted and not ToolCompleted", error.Message);
        Assert.Contains("replace event 7, but 1 events are copied", error.Message);
        Assert.Contains("An answer is to replace event 0", error.Message);
        Assert.Contains("The message is empty.", error.Message);
    }

    [Fact]
    public async Task ForkAsync_PlanWithAStepUnderWay_CopiesItsChildAndKeepsFinishedSteps()
    {
        var time = new ManualTimeProvider();
        using var planner = new ScriptedChatClient()
            .Says("""{"goal":"g","steps":[{"id":"a","task":"first"},{"id":"b","task":"second","dependsOn":["a"]}]}""")
            .Says("""{"claims":[{"text":"done","steps":["b"]}]}""").Says("""{"claims":[{"text":"done in the copy","steps":["b"]}]}""");
        using var worker = new ScriptedChatClient().Says("A is done.").Calls("pay", """{"account":"b"}""", "c1").Says("B is done.").Says("B is done in the copy.");
        var pay = Pay().WithApproval();
        var executor = new Agent(worker, new AgentOptions { Name = "worker", Tools = [pay], TimeProvider = time });
        var agent = new PlanAndExecuteAgent(planner, new PlanAndExecuteOptions { Executors = [executor], Journal = _journal, TimeProvider = time });
        var asked = await agent.RunAsync(new PlanRequest { Goal = "g", RunId = "r" }, Token);
        var at = asked.State.Version;
        await agent.ResumeAsync("r", [asked.Pending[0].Approve()], cancellationToken: Token);

        var fork = await agent.ResumeAsync(await _journal.ForkAsync("r", at, copyId: "copy", cancellationToken: Token), cancellationToken: Token);
        Assert.Equal(RunStatus.Suspended, fork.Status);
        fork = await agent.ResumeAsync("copy", [fork.Pending[0].Approve()], cancellationToken: Token);

        Assert.Equal(RunStatus.Completed, fork.Status);
        Assert.Contains("done in the copy", fork.Text);
        var children = await _journal.ListAsync(new RunQuery { ParentRunId = "copy" }, Token).Select(r => r.RunId).ToListAsync(Token);
        Assert.Contains("copy.b.2", children);
        Assert.DoesNotContain("copy.a.1", children);
        Assert.Equal(0, planner.Remaining + worker.Remaining);
    }

    private Agent Create(ScriptedChatClient model, bool withApproval = false) =>
        new(model, new AgentOptions { Journal = _journal, Instructions = "Be kind.", Tools = [withApproval ? Pay().WithApproval() : Pay()] });

    private AIFunction Pay() => Tool.Create((string account, ToolContext context) =>
    {
        _paid.Add((account, context.IdempotencyKey));
        return "paid";
    }, "pay");

    private async Task<List<RunEvent>> EventsAsync(string runId) => await _journal.ReadAsync(runId, Token).ToListAsync(Token);
}
