using AgentFlow.Agents;
using AgentFlow.Agents.Teams;
using AgentFlow.Runs;
using AgentFlow.Testing;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;
using static AgentFlow.Tests.Agents.AgentTestExtensions;
using static AgentFlow.Tests.Agents.Teams.TeamTestExtensions;

namespace AgentFlow.Tests.Agents.Teams;

/// <summary>Copying and undoing the run of an agent whose work was done in runs of others.</summary>
public sealed class AgentToolHistoryTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly InMemoryJournal _journal;
    private readonly List<string> _paid = [];
    private readonly List<string> _undone = [];

    public AgentToolHistoryTests() => _journal = new InMemoryJournal(_time);

    [Fact]
    public async Task ForkAsync_AgentTwoLevelsDownWaits_CopyAndOriginalAreIndependent()
    {
        var waiting = await Top().RunAsync(Ask("Pay."), Token);
        _time.Advance(TimeSpan.FromSeconds(1));
        var original = await Top().ResumeAsync("r1", [waiting.Pending[0].Deny("No.")], Token);

        await _journal.ForkAsync("r1", waiting.State.Version, copyId: "copy", cancellationToken: Token);
        var fork = await Top().ResumeAsync("copy", cancellationToken: Token);
        fork = await Top().ResumeAsync("copy", [Assert.Single(fork.Pending).Approve()], Token);

        Assert.Equal((RunStatus.Completed, RunStatus.Completed), (original.Status, fork.Status));
        Assert.Equal(["a"], _paid);
        Assert.Equal(["copy", "copy.0.c1", "copy.0.c1.0.c1", "r1", "r1.0.c1", "r1.0.c1.0.c1"], (await _journal.RunsAsync()).Select(r => r.RunId).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task CompensateAsync_AgentTwoLevelsDownPaid_IsUndoneOnce()
    {
        var waiting = await Top().RunAsync(Ask("Pay."), Token);
        await Top().ResumeAsync("r1", [waiting.Pending[0].Approve()], Token);

        var result = await Top().CompensateAsync("r1", Token);
        await Top().CompensateAsync("r1", Token);

        Assert.True(result.IsComplete);
        Assert.Equal([("middle", UndoOutcome.Undone)], result.Calls.Select(c => (c.Tool, c.Outcome)));
        Assert.Equal(["a"], _undone);
    }

    [Fact]
    public async Task CompensateAsync_AgentDidWhatCannotBeUndone_SaysWhatIsLeft()
    {
        var clerk = By(m => m[^1].Role == ChatRole.Tool ? Text("Sent.") : Call("send")).Named("clerk", Tool.Create(() => "sent", "send"));
        var boss = new Agent(By(m => m[^1].Role == ChatRole.Tool ? Text("Done.") : Call("clerk", """{"task":"x"}""")), new AgentOptions { Journal = _journal, Tools = [clerk.AsTool(null, "Sends.")] });
        await boss.RunAsync(Ask("Go."), Token);

        var result = await boss.CompensateAsync("r1", Token);

        var left = Assert.Single(result.Calls);
        Assert.Equal((UndoOutcome.NoUndo, "Not all of run 'r1.0.c1' is undone: send (NoUndo)."), (left.Outcome, left.Error));
    }

    private Agent Top()
    {
        var pay = Tool.Create((string to) => { _paid.Add(to); return "paid"; }, "pay").WithUndo((_, arguments, _, _) =>
        {
            _undone.Add(arguments.GetProperty("to").GetString()!);
            return ValueTask.CompletedTask;
        }).WithApproval();
        var deepest = By(m => m[^1].Role == ChatRole.Tool ? Text("paid") : Call("pay", """{"to":"a"}"""));
        var middle = By(m => m[^1].Role == ChatRole.Tool ? Text("done") : Call("deepest", """{"task":"x"}"""));
        var model = By(m => m[^1].Role == ChatRole.Tool ? Text("Done.") : Call("middle", """{"task":"x"}"""));
        return Named("top", model, Named("middle", middle, Named("deepest", deepest, pay).AsTool(null, "Pays.")).AsTool(null, "Asks the deepest."));
    }

    private Agent Named(string name, IChatClient model, AIFunction tool) => new(model, new AgentOptions { Name = name, Journal = _journal, Tools = [tool], TimeProvider = _time });
}
