using System.Runtime.CompilerServices;
using AgentFlow.Agents.Middleware;
using AgentFlow.Agents.Teams;
using AgentFlow.Runs;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Agents;

/// <summary>
/// The calls of one answer: each is refused, put to a person, or run, several at a time. Started is journaled before a tool runs and
/// completed after it.
/// </summary>
internal sealed class ToolTurn(AgentDefinition agent, RunWriter writer, MiddlewareTurn middleware)
{
    private ChildBudgets? _budgets;
    private List<Task>? _early;

    /// <summary>Looks at every open call and returns when none of them can go on.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask RunAsync(CancellationToken cancellationToken)
    {
        var calls = writer.State.Calls;
        if (calls.Count == 1 && _early is null)
        {
            if (await PlanAsync(calls[0], null, 0, cancellationToken).ConfigureAwait(false) is { } only)
                await StartOneAsync(only, cancellationToken).ConfigureAwait(false);
            else
                await writer.FlushAsync().ConfigureAwait(false);
            return;
        }
        var toStart = new Queue<(ToolStarted Started, ToolSet.Entry Tool)>(calls.Count);
        for (var i = 0; i < calls.Count; i++)
        {
            if (await PlanAsync(calls[i], null, toStart.Count, cancellationToken).ConfigureAwait(false) is { } start)
                toStart.Enqueue(start);
        }
        await RunAllAsync(toStart, cancellationToken).ConfigureAwait(false);
        await AwaitEarlyAsync().ConfigureAwait(false);
        await writer.FlushAsync().ConfigureAwait(false);
    }

    /// <summary>Starts a call of an answer that is still streaming, if its tool is pure and a place is free.</summary>
    public void TryStartEarly(FunctionCallContent call, CancellationToken cancellationToken)
    {
        if (!agent.Middleware.AllowsEarlyCalls || agent.Tools.Find(call.Name) is not { Effect: ToolEffect.Pure, NeedsApproval: false } tool || RunningEarly >= agent.MaxParallelCalls)
            return;
        var check = agent.Gate.Check(writer.State, call, planned: 0);
        if (check.Refusal is not null)
            return;
        var started = Start(new ToolCallState { Call = call }, check, writer.State.Iterations);
        writer.Stage(started);
        (_early ??= []).Add(RunStartedAsync(started, tool, null, flushFirst: true, cancellationToken));
    }

    /// <summary>Waits for what was started early; to be called as well when the answer broke off, so that nothing runs on unseen.</summary>
    public async Task AwaitEarlyAsync()
    {
        if (_early is not { } running)
            return;
        _early = null;
        await Task.WhenAll(running).ConfigureAwait(false);
    }

    /// <summary>What a call may be started with, now; null when it has been refused or waits, of which the events are staged.</summary>
    /// <param name="state">The call, as far as it got.</param>
    /// <param name="nested">Its tool, when another tool makes the call; null when the model does.</param>
    /// <param name="planned">How many calls of the same answer are about to start.</param>
    /// <param name="cancellationToken">Stops a probe.</param>
    public async ValueTask<(ToolStarted Started, ToolSet.Entry Tool)?> PlanAsync(ToolCallState state, ToolSet.Entry? nested, int planned, CancellationToken cancellationToken)
    {
        var call = state.Call;
        switch (state.Phase)
        {
            case ToolCallPhase.Requested:
                var check = agent.Gate.Check(writer.State, call, planned, nested);
                return PlanRequested(state, check.Refusal is not null ? check : await middleware.BeforeToolAsync(call.CallId, check, cancellationToken).ConfigureAwait(false));
            case ToolCallPhase.Interrupted when state.Started!.Effect == ToolEffect.AtMostOnce && !await ProbeSaysAgainAsync(state, nested, cancellationToken).ConfigureAwait(false):
                return null;
            case ToolCallPhase.Cleared or ToolCallPhase.Interrupted:
                return PlanCleared(state, agent.Gate.Read(call, nested));
            default:
                return null;
        }
    }

    /// <summary>Runs a call that is journaled as started. Null when a call that its tool made waits for a person.</summary>
    public async ValueTask<ToolCompleted?> RunOneAsync(ToolStarted started, ToolSet.Entry tool, CancellationToken cancellationToken)
    {
        var revealed = agent.Middleware.Reveal.Length == 0 ? started
            : started with { Arguments = await middleware.RevealAsync(started.Tool, started.Arguments, cancellationToken).ConfigureAwait(false) };
        var context = Context(started, cancellationToken);
        var completed = await agent.Runner.RunAsync(tool, revealed, context, Remaining(), cancellationToken).ConfigureAwait(false);
        if (completed is null)
            return null;
        return await middleware.AfterToolAsync(started, WithTrust(completed, tool, context.Caller?.Child), cancellationToken).ConfigureAwait(false);
    }

    public ToolSet.Entry EntryOf(AIFunction tool) => agent.Tools.EntryOf(tool);

    public DateTimeOffset Now => agent.Time.GetUtcNow();

    private (ToolStarted, ToolSet.Entry)? PlanRequested(ToolCallState state, CheckedCall check)
    {
        var call = state.Call;
        if (check.Refusal is { } refusal)
            writer.Stage(agent.Runner.Settle(state, refusal.Outcome, refusal.Message));
        else if (check.Tool!.NeedsApproval || check.Question is not null)
            writer.Stage(Ask(state, check));
        else
            return (Start(state, check, writer.State.Iterations - 1), check.Tool);
        return null;
    }

    /// <summary>A call that a person let through, or that starts anew: with the arguments that the person saw, or that it was started with.</summary>
    private (ToolStarted, ToolSet.Entry)? PlanCleared(ToolCallState state, CheckedCall check)
    {
        if (state.Approval is { } approval && check.Refusal is null)
            check = check with { Arguments = approval.Arguments };
        if (check.Refusal is not { } refusal)
            return ((state.Started ?? Start(state, check, writer.State.Iterations - 1)) with { At = Now }, check.Tool!);
        writer.Stage(agent.Runner.Settle(state, refusal.Outcome, refusal.Message));
        return null;
    }

    /// <summary>Settles a call in doubt by its probe, or raises the doubt; true when the call surely had no effect and may run again.</summary>
    private async ValueTask<bool> ProbeSaysAgainAsync(ToolCallState state, ToolSet.Entry? nested, CancellationToken cancellationToken)
    {
        var started = state.Started!;
        if ((nested ?? agent.Tools.Find(started.Tool)) is not { Probe: { } probe } tool)
        {
            writer.Stage(Doubt(state, null));
            return false;
        }
        string? result;
        try
        {
            var arguments = await middleware.RevealAsync(started.Tool, started.Arguments, cancellationToken).ConfigureAwait(false);
            result = await probe(Context(started, null), arguments, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            // A probe that cannot tell throws, whatever it throws, a timeout of its own among them; then a person is asked.
            writer.Stage(Doubt(state, error.ToString()));
            return false;
        }
        // Where rails look at results, the result stands only in the ToolCompleted behind it, as they would have it.
        writer.Stage(new DoubtResolved { At = Now, CallId = started.CallId, Happened = result is not null, Result = agent.Middleware.AfterTool.Length == 0 ? result : null, By = "probe" });
        if (result is not null)
            writer.Stage(await middleware.AfterToolAsync(started, WithTrust(agent.Runner.Settle(state, ToolOutcome.Succeeded, result), tool), cancellationToken).ConfigureAwait(false));
        return result is null;
    }

    private DoubtRaised Doubt(ToolCallState state, string? problem) => new()
    {
        At = Now,
        CallId = state.Started!.CallId,
        Tool = state.Started.Tool,
        Arguments = state.Started.Arguments,
        IdempotencyKey = state.Started.IdempotencyKey,
        Error = problem,
        ParentCallId = state.ParentCallId,
    };

    private ApprovalRequested Ask(ToolCallState state, CheckedCall check) => new()
    {
        At = Now,
        CallId = state.Call.CallId,
        Tool = state.Call.Name,
        Arguments = check.Arguments,
        Reason = check.Question,
        ParentCallId = state.ParentCallId,
        CallHash = state.CallHash,
    };

    /// <summary>A result is as little trusted as its tool, and as anything that its tool, or the run of an agent that is called as one, got from others.</summary>
    private ToolCompleted WithTrust(ToolCompleted completed, ToolSet.Entry tool, RunState? child = null)
    {
        var isUntrusted = tool.IsUntrusted || child?.HasReadUntrusted == true;
        var nested = writer.State.NestedCalls;
        for (var i = 0; i < nested.Count && !isUntrusted; i++)
            isUntrusted = nested[i].ParentCallId == completed.CallId && nested[i].Completed is { Untrusted: true };
        return isUntrusted ? completed with { Untrusted = true } : completed;
    }

    private Task StartOneAsync((ToolStarted Started, ToolSet.Entry Tool) call, CancellationToken cancellationToken)
    {
        writer.Stage(call.Started);
        return RunStartedAsync(call.Started, call.Tool, null, flushFirst: true, cancellationToken);
    }

    private async Task RunAllAsync(Queue<(ToolStarted Started, ToolSet.Entry Tool)> queue, CancellationToken cancellationToken)
    {
        var first = new List<(ToolStarted Started, ToolSet.Entry Tool)>();
        while (queue.Count > 0 && first.Count < Math.Max(1, agent.MaxParallelCalls - RunningEarly))
        {
            first.Add(queue.Dequeue());
            writer.Stage(first[^1].Started);
        }
        await writer.FlushAsync().ConfigureAwait(false);
        await Task.WhenAll(first.ConvertAll(c => RunStartedAsync(c.Started, c.Tool, queue, flushFirst: false, cancellationToken))).ConfigureAwait(false);
    }

    /// <summary>Runs a call that is staged as started, and then others from the queue; the end of one and the start of the next are journaled together.</summary>
    private async Task RunStartedAsync(ToolStarted started, ToolSet.Entry tool, Queue<(ToolStarted Started, ToolSet.Entry Tool)>? queue, bool flushFirst, CancellationToken cancellationToken)
    {
        if (flushFirst)
            await writer.FlushAsync().ConfigureAwait(false);
        while (true)
        {
            if (await RunOneAsync(started, tool, cancellationToken).ConfigureAwait(false) is { } completed)
                writer.Stage(completed);
            var next = Dequeue(queue);
            if (next is not null)
                writer.Stage(next.Value.Started);
            await writer.FlushAsync().ConfigureAwait(false);
            if (next is null)
                return;
            (started, tool) = next.Value;
        }
    }

    private static (ToolStarted Started, ToolSet.Entry Tool)? Dequeue(Queue<(ToolStarted Started, ToolSet.Entry Tool)>? queue)
    {
        if (queue is null)
            return null;
        lock (queue)
            return queue.TryDequeue(out var next) ? next : null;
    }

    private ToolStarted Start(ToolCallState state, CheckedCall check, int iteration) => new()
    {
        At = Now,
        CallId = state.Call.CallId,
        Tool = state.Call.Name,
        Arguments = check.Arguments,
        Repairs = check.Repairs,
        IdempotencyKey = KeyOf(state, iteration),
        Effect = check.Tool!.Effect,
        ChildRunId = check.Tool.IsAgent ? AgentTool.ChildRunIdOf(writer.State.RunId, iteration, state.Call.CallId) : null,
        ParentCallId = state.ParentCallId,
        CallHash = state.CallHash,
    };

    private string KeyOf(ToolCallState state, int iteration) => $"{writer.State.RunId}/{iteration}/{state.Call.CallId}";

    /// <param name="started">The call.</param>
    /// <param name="run">Stops the calls that the tool makes; null when it cannot make any.</param>
    private ToolContext Context(ToolStarted started, CancellationToken? run) => new()
    {
        RunId = writer.State.RunId,
        SessionId = writer.State.Start.SessionId,
        User = writer.State.Start.User,
        Tenant = writer.State.Start.Tenant,
        CallId = started.CallId,
        IdempotencyKey = started.IdempotencyKey,
        Caller = started.ChildRunId is null ? null : new CallingRun(agent, writer, LazyInitializer.EnsureInitialized(ref _budgets, () => new ChildBudgets(agent)), started),
        StartedAt = writer.State.FindCall(started.CallId)?.FirstStartedAt ?? started.At,
        Nested = run is { } token && started.Effect == ToolEffect.Keyed ? new NestedCalls(this, writer, started, token) : null,
    };

    private TimeSpan? Remaining() => agent.Limits.MaxDuration - writer.State.Active;

    private int RunningEarly => _early?.Count(t => !t.IsCompleted) ?? 0;
}
