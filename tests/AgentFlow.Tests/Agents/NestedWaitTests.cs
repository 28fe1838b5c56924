using System.Text.Json;
using AgentFlow.Agents;
using AgentFlow.Runs;
using AgentFlow.Testing;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;
using static AgentFlow.Tests.Agents.AgentTestExtensions;

namespace AgentFlow.Tests.Agents;

/// <summary>
/// A tool that waits for calls of another run. The seam is internal, for agents as tools; here it is tested alone, with a tool that plays the other run.
/// </summary>
public sealed class NestedWaitTests
{
    private readonly InMemoryJournal _journal = new();
    private readonly List<ToolDecision> _seen = [];

    [Fact]
    public async Task WaitFor_ToolSaysWhatItWaitsFor_TheRunShowsItUnderTheOuterCall()
    {
        var suspended = await Agent().RunAsync(Request(), Token);

        Assert.Equal(RunStatus.Suspended, suspended.Status);
        Assert.Equal(["c1/x:False", "c1/y:True"], suspended.Pending.Select(p => $"{p.CallId}:{p.InDoubt}"));
    }

    [Fact]
    public async Task Decisions_SomeWereGiven_TheToolFindsThemUnderTheirOwnIdsAndTheOthersGoOnWaiting()
    {
        var suspended = await Agent().RunAsync(Request(), Token);

        var half = await Agent().ResumeAsync("r1", [suspended.Pending[1].AlreadyDone("it was")], Token);
        var whole = await Agent().ResumeAsync("r1", [half.Pending[0].Deny("No.")], Token);

        Assert.Equal("c1/x", Assert.Single(half.Pending).CallId);
        Assert.Equal("Done.", whole.Text);
        Assert.Equal([("x", false, null, "No."), ("y", false, "it was", null)], _seen.Select(d => (d.CallId, d.Approved, d.Result, d.Reason)));
    }

    [Fact]
    public async Task Decisions_Denied_NoResultIsMadeUpForTheOtherRunsCall()
    {
        var suspended = await Agent().RunAsync(Request(), Token);

        await Agent().ResumeAsync("r1", [.. suspended.Pending.Select(p => p.InDoubt ? p.Approve() : p.Deny())], Token);

        var events = await _journal.ReadAsync("r1", Token).ToListAsync();
        Assert.Equal("c1", events.Single<ToolCompleted>().CallId);
        Assert.Equal(2, events.Count(e => e is ApprovalRequested or DoubtRaised));
    }

    private Agent Agent()
    {
        var waits = Tool.Create(string (ToolContext context) =>
        {
            var decisions = context.Nested!.Decisions;
            _seen.Clear();
            _seen.AddRange(decisions);
            var open = new[] { Pending("x", false), Pending("y", true) }.Where(p => decisions.All(d => d.CallId != p.CallId)).ToList();
            return open.Count > 0 ? throw context.Nested.WaitFor(open) : "all decided";
        }, "waits", effect: ToolEffect.Keyed);
        return new Agent(new ScriptedChatClient().Then((request, _) => request.Messages[^1].Role == ChatRole.Tool
            ? ScriptedChatClient.Updates(new ChatResponseUpdate(ChatRole.Assistant, "Done."))
            : ScriptedChatClient.Updates(new ChatResponseUpdate(ChatRole.Assistant, [ScriptedChatClient.Call("waits", "{}", "c1")]))), new AgentOptions { Journal = _journal, Tools = [waits] });
    }

    private static PendingCall Pending(string id, bool inDoubt) => new() { CallId = id, Tool = "pay", Arguments = JsonElement.Parse("{}"), InDoubt = inDoubt };

    private static RunRequest Request() => new() { Messages = [new ChatMessage(ChatRole.User, "go")], RunId = "r1" };
}
