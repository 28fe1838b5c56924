using AgentFlow.Agents;
using AgentFlow.Runs;
using AgentFlow.Testing;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;
using static AgentFlow.Tests.Agents.AgentTestExtensions;

namespace AgentFlow.Tests.Agents;

public sealed class AgentApprovalTests
{
    private readonly List<string> _done = [];
    private readonly InMemoryJournal _journal = new();

    [Fact]
    public async Task RunAsync_ToolNeedsApproval_SuspendsWithTheCallPending()
    {
        var agent = Agent(new ScriptedChatClient().Calls("pay", """{"amount":5}"""));

        var result = await agent.RunAsync("pay 5", cancellationToken: Token);

        Assert.Equal(RunStatus.Suspended, result.Status);
        var pending = Assert.Single(result.Pending);
        Assert.Equal("pay", pending.Tool);
        Assert.Equal(5, pending.Arguments.GetProperty("amount").GetInt32());
        Assert.Empty(_done);
    }

    [Fact]
    public async Task RunAsync_OtherCallsOfTheSameTurn_GoOn()
    {
        var agent = Agent(new ScriptedChatClient().CallsAll(("pay", """{"amount":5}""", "a"), ("look", "{}", "b")));

        var result = await agent.RunAsync("go", cancellationToken: Token);

        Assert.Equal(["look"], _done);
        Assert.Equal("a", Assert.Single(result.Pending).CallId);
    }

    [Fact]
    public async Task ResumeAsync_Approved_ByAnotherAgentObject_RunsTheToolOnceAndFinishes()
    {
        var suspended = await Agent(new ScriptedChatClient().CallsAll(("pay", """{"amount":5}""", "a"), ("look", "{}", "b"))).RunAsync("go", cancellationToken: Token);
        var model = new ScriptedChatClient().Says("Paid.");

        var result = await Agent(model).ResumeAsync(suspended.RunId, [suspended.Pending[0].Approve()], Token);

        Assert.Equal("Paid.", result.Text);
        Assert.Equal(["look", "pay 5"], _done);
        Assert.Equal("paid 5\nlooked", model.Requests[0].LastText);
    }

    [Fact]
    public async Task ResumeAsync_Denied_TheModelIsToldWhy()
    {
        var suspended = await Agent(new ScriptedChatClient().Calls("pay", """{"amount":5}""")).RunAsync("go", cancellationToken: Token);
        var model = new ScriptedChatClient().Says("Not paid.");

        var result = await Agent(model).ResumeAsync(suspended.RunId, [suspended.Pending[0].Deny("Too much")], Token);

        Assert.Equal("Not paid.", result.Text);
        Assert.Empty(_done);
        Assert.Equal("A person did not allow this call of 'pay'. Reason: Too much Do not try it again unless they ask for it.", model.Requests[0].LastText);
    }

    [Fact]
    public async Task ResumeAsync_OneOfTwoDecided_WaitsForTheOther()
    {
        var agent = Agent(new ScriptedChatClient().CallsAll(("pay", """{"amount":1}""", "a"), ("pay", """{"amount":2}""", "b")).Says("done"));
        var suspended = await agent.RunAsync("go", cancellationToken: Token);

        var half = await agent.ResumeAsync(suspended.RunId, [suspended.Pending[1].Approve()], Token);
        var whole = await agent.ResumeAsync(suspended.RunId, [half.Pending[0].Approve()], Token);

        Assert.Equal(RunStatus.Suspended, half.Status);
        Assert.Equal("a", Assert.Single(half.Pending).CallId);
        Assert.Equal("done", whole.Text);
        Assert.Equal(["pay 2", "pay 1"], _done);
    }

    [Fact]
    public async Task ResumeAsync_NoDecision_ChangesNothing()
    {
        var agent = Agent(new ScriptedChatClient().Calls("pay", """{"amount":5}"""));
        var suspended = await agent.RunAsync("go", cancellationToken: Token);

        var again = await agent.ResumeAsync(suspended.RunId, cancellationToken: Token);

        Assert.Equal(suspended.State.Version, again.State.Version);
        Assert.Single(again.Pending);
    }

    [Fact]
    public async Task ResumeAsync_DecisionForAnUnknownCall_ThrowsAndNamesThoseThatWait()
    {
        var agent = Agent(new ScriptedChatClient().Calls("pay", """{"amount":5}""", "a"));
        var suspended = await agent.RunAsync("go", cancellationToken: Token);

        var error = await Assert.ThrowsAsync<ArgumentException>(() => agent.ResumeAsync(suspended.RunId, [new ToolDecision { CallId = "zzz", Approved = true }], Token));

        Assert.Contains("These do: a (pay).", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResumeAsync_ApprovedTwice_SecondIsRefused()
    {
        var agent = Agent(new ScriptedChatClient().Calls("pay", """{"amount":5}""").Says("done"));
        var suspended = await agent.RunAsync("go", cancellationToken: Token);
        await agent.ResumeAsync(suspended.RunId, [suspended.Pending[0].Approve()], Token);

        await Assert.ThrowsAsync<ArgumentException>(() => agent.ResumeAsync(suspended.RunId, [suspended.Pending[0].Approve()], Token));

        Assert.Equal(["pay 5"], _done);
    }

    [Fact]
    public async Task ResumeAsync_InvalidArgumentsOfAToolThatNeedsApproval_AreRefusedWithoutAskingAnyone()
    {
        var model = new ScriptedChatClient().Calls("pay", """{"amount":"much"}""").Says("sorry");

        var result = await Agent(model).RunAsync("go", cancellationToken: Token);

        Assert.Equal("sorry", result.Text);
    }

    private Agent Agent(ScriptedChatClient model) => new(model, new AgentOptions { Tools = [Pay(), Look()], Journal = _journal });

    private AIFunction Pay() => Tool.Create((int amount) =>
    {
        _done.Add($"pay {amount}");
        return $"paid {amount}";
    }, "pay").WithApproval();

    private AIFunction Look() => Tool.Create(() =>
    {
        _done.Add("look");
        return "looked";
    }, "look", effect: ToolEffect.Pure);
}
