using AgentFlow.Agents;
using AgentFlow.Runs;
using AgentFlow.Testing;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;
using static AgentFlow.Tests.Agents.AgentTestExtensions;

namespace AgentFlow.Tests.Agents;

public sealed class AgentCompensationTests
{
    private readonly InMemoryJournal _journal = new();
    private readonly List<string> _done = [];
    private readonly List<string> _undone = [];

    [Fact]
    public async Task CompensateAsync_FailedRun_UndoesTheNewestFirstAndEndsTheRun()
    {
        await FailAsync(Agent(new ScriptedChatClient().Calls("book", """{"what":"flight"}""").Calls("book", """{"what":"hotel"}""").Throws(new TimeoutException("down"))));

        var result = await Agent(new ScriptedChatClient()).CompensateAsync("r", Token);

        Assert.Equal(["hotel", "flight"], _undone);
        Assert.True(result.IsComplete);
        var state = await Agent(new ScriptedChatClient()).LoadAsync("r", Token);
        Assert.Equal((RunStatus.Completed, RunOutcome.Compensated), (state.Status, state.Completed!.Outcome));
        Assert.Equal("The request was not carried out, and what had been done was undone. Calls undone: 2. Calls that could not be undone: 0.", state.Completed.Text);
    }

    [Fact]
    public async Task CompensateAsync_Twice_UndoesOnce()
    {
        await FailAsync(Agent(new ScriptedChatClient().Calls("book", """{"what":"flight"}""").Throws(new TimeoutException("down"))));
        await Agent(new ScriptedChatClient()).CompensateAsync("r", Token);

        var again = await Agent(new ScriptedChatClient()).CompensateAsync("r", Token);

        Assert.Equal(["flight"], _undone);
        Assert.Equal(UndoOutcome.Undone, Assert.Single(again.Calls).Outcome);
    }

    [Fact]
    public async Task CompensateAsync_RecordsWhatCannotBeUndone()
    {
        var model = new ScriptedChatClient().Calls("book", """{"what":"flight"}""").Calls("mail").Calls("look").Calls("stubborn").Calls("fail").Calls("book", """{"what":"hotel"}""").Throws(new TimeoutException("down"));
        await FailAsync(Agent(model));

        var result = await Agent(new ScriptedChatClient()).CompensateAsync("r", Token);

        Assert.False(result.IsComplete);
        Assert.Equal([("book", UndoOutcome.Undone), ("stubborn", UndoOutcome.Failed), ("mail", UndoOutcome.NoUndo), ("book", UndoOutcome.Undone)], result.Calls.Select(c => (c.Tool, c.Outcome)));
        Assert.Contains("cannot be recalled", result.Calls[1].Error, StringComparison.Ordinal);
        Assert.Equal(["hotel", "flight"], _undone);
    }

    [Theory]
    [InlineData(ToolEffect.AtMostOnce, UndoOutcome.InDoubt, 1)]
    [InlineData(ToolEffect.Keyed, UndoOutcome.Undone, 2)]
    public async Task CompensateAsync_CrashInTheMiddleOfAnUndo_RunsItAgainOnlyWhereItMay(ToolEffect effect, UndoOutcome expected, int times)
    {
        await FailAsync(Agent(new ScriptedChatClient().Calls("book", """{"what":"flight"}""").Calls("book", """{"what":"hotel"}""").Throws(new TimeoutException("down")), effect));
        using var crash = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Agent(new ScriptedChatClient(), effect, undoing: crash.Cancel).CompensateAsync("r", crash.Token));

        var result = await Agent(new ScriptedChatClient(), effect).ResumeAsync("r", cancellationToken: Token);

        Assert.Equal(RunOutcome.Compensated, result.Outcome);
        Assert.Equal(times, _undone.Count(u => u == "hotel"));
        Assert.Equal(1, _undone.Count(u => u == "flight"));
        Assert.Equal(expected, (await _journal.ReadAsync("r", Token).ToListAsync()).OfType<UndoCompleted>().First().Outcome);
    }

    [Fact]
    public async Task CompensateAsync_FromEveryPrefixOfItsJournal_EachCallIsSettledOnce()
    {
        await FailAsync(Agent(new ScriptedChatClient().Calls("book", """{"what":"flight"}""").Calls("book", """{"what":"hotel"}""").Throws(new TimeoutException("down")), ToolEffect.Keyed));
        var before = (await _journal.ReadAsync("r", Token).ToListAsync()).Count;
        await Agent(new ScriptedChatClient(), ToolEffect.Keyed).CompensateAsync("r", Token);
        var events = await _journal.ReadAsync("r", Token).ToListAsync();

        for (var length = before; length <= events.Count; length++)
        {
            var journal = new InMemoryJournal();
            await journal.AppendAsync(new RunAppend { RunId = "r", ExpectedVersion = 0, Events = events[..length] }, Token);
            var result = await Agent(new ScriptedChatClient(), ToolEffect.Keyed, journal: journal).CompensateAsync("r", Token);

            Assert.Equal([("hotel", UndoOutcome.Undone), ("flight", UndoOutcome.Undone)], result.Calls.Select(c => (c.IdempotencyKey.StartsWith("r/1", StringComparison.Ordinal) ? "hotel" : "flight", c.Outcome)));
            Assert.Equal(RunStatus.Completed, (await Agent(new ScriptedChatClient(), journal: journal).LoadAsync("r", Token)).Status);
        }
    }

    [Fact]
    public async Task CompensateAsync_CallInDoubt_AsksTheProbe()
    {
        await StopInBookingAsync();

        var result = await Agent(new ScriptedChatClient(), probe: (_, _, _) => ValueTask.FromResult<string?>("found")).CompensateAsync("r", Token);

        Assert.Equal(UndoOutcome.Undone, Assert.Single(result.Calls).Outcome);
        Assert.Equal(["flight"], _undone);
    }

    [Fact]
    public async Task CompensateAsync_CallInDoubtAndNobodyCanTell_RecordsTheDoubt()
    {
        await StopInBookingAsync();

        var result = await Agent(new ScriptedChatClient()).CompensateAsync("r", Token);

        Assert.Equal(UndoOutcome.InDoubt, Assert.Single(result.Calls).Outcome);
        Assert.Empty(_undone);
    }

    [Fact]
    public async Task CompensateAsync_RunThatEnded_StaysAsItIs()
    {
        var agent = Agent(new ScriptedChatClient().Calls("book", """{"what":"flight"}""").Says("Booked."));
        await agent.RunAsync(Request, Token);

        await agent.CompensateAsync("r", Token);

        Assert.Equal(["flight"], _undone);
        Assert.Equal((RunOutcome.Answered, "Booked."), ((await agent.LoadAsync("r", Token)).Completed!.Outcome, (await agent.ResumeAsync("r", cancellationToken: Token)).Text));
    }

    [Theory]
    [InlineData(CompensationTrigger.OnRequest, false, false)]
    [InlineData(CompensationTrigger.OnFailure, false, true)]
    [InlineData(CompensationTrigger.OnFailure, true, false)]
    [InlineData(CompensationTrigger.OnFailureOrCancellation, true, true)]
    public async Task Compensation_OfTheOptions_HappensByItself(CompensationTrigger trigger, bool isCancelled, bool isUndone)
    {
        using var source = new CancellationTokenSource();
        var model = new ScriptedChatClient().Calls("book", """{"what":"flight"}""").Then((_, token) =>
        {
            if (isCancelled)
                source.Cancel();
            token.ThrowIfCancellationRequested();
            throw new TimeoutException("down");
        });
        var agent = Agent(model, trigger: trigger);

        await Assert.ThrowsAnyAsync<Exception>(() => agent.RunAsync(Request, source.Token));

        Assert.Equal(isUndone ? ["flight"] : [], _undone);
        Assert.Equal(isUndone, (await agent.LoadAsync("r", Token)).Completed is { Outcome: RunOutcome.Compensated });
    }

    private static RunRequest Request => new() { Messages = [new(ChatRole.User, "go")], RunId = "r" };

    private static async Task FailAsync(Agent agent) => await Assert.ThrowsAsync<TimeoutException>(() => agent.RunAsync(Request, Token));

    /// <summary>The process ends while the tool is running.</summary>
    private async Task StopInBookingAsync()
    {
        using var crash = new CancellationTokenSource();
        var agent = Agent(new ScriptedChatClient().Calls("book", """{"what":"flight"}"""), booking: crash.Cancel);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => agent.RunAsync(Request, crash.Token));
        _undone.Clear();
    }

    private Agent Agent(
        ScriptedChatClient model, ToolEffect effect = ToolEffect.AtMostOnce, CompensationTrigger trigger = default, IRunJournal? journal = null, ToolProbe? probe = null, Action? booking = null, Action? undoing = null)
    {
        var book = Tool.Create((string what, CancellationToken token) =>
        {
            booking?.Invoke();
            token.ThrowIfCancellationRequested();
            _done.Add(what);
            return $"{what} booked";
        }, "book", probe: probe);
        var undo = new ToolUndo((_, arguments, _, token) =>
        {
            _undone.Add(arguments.GetProperty("what").GetString()!);
            undoing?.Invoke();
            token.ThrowIfCancellationRequested();
            return ValueTask.CompletedTask;
        });
        return new Agent(model, new AgentOptions
        {
            Journal = journal ?? _journal,
            Tools =
            [
                book.WithUndo(undo, effect),
                Tool.Create(() => "sent", "mail"),
                Tool.Create(() => "seen", "look", effect: ToolEffect.Pure),
                Tool.Create(() => "posted", "stubborn").WithUndo((_, _, _, _) => throw new InvalidOperationException("It cannot be recalled.")),
                Tool.Create(string () => throw new ToolException("It was not done."), "fail").WithUndo((_, _, _, _) => throw new InvalidOperationException("There is nothing to undo.")),
            ],
            ToolOptions = new() { Compensation = trigger },
        });
    }
}
