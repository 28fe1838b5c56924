using System.Runtime.CompilerServices;
using AgentFlow.Agents.Middleware;
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
    private List<Task>? _early;

    /// <summary>Looks at every open call and returns when none of them can go on.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask RunAsync(CancellationToken cancellationToken)
    {
        var calls = writer.State.Calls;
        if (calls.Count == 1 && _early is null)
        {
            if (await PlanAsync(calls[0], 0, cancellationToken).ConfigureAwait(false) is { } only)
                await StartOneAsync(only, cancellationToken).ConfigureAwait(false);
            else
                await writer.FlushAsync().ConfigureAwait(false);
            return;
        }
        var toStart = new Queue<(ToolStarted Started, ToolSet.Entry Tool)>(calls.Count);
        for (var i = 0; i < calls.Count; i++)
        {
            if (await PlanAsync(calls[i], toStart.Count, cancellationToken).ConfigureAwait(false) is { } start)
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
        var started = Start(call, check, writer.State.Iterations);
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

    private async ValueTask<(ToolStarted, ToolSet.Entry)?> PlanAsync(ToolCallState state, int planned, CancellationToken cancellationToken)
    {
        var call = state.Call;
        switch (state.Phase)
        {
            case ToolCallPhase.Requested:
                var check = agent.Gate.Check(writer.State, call, planned);
                return PlanRequested(call, check.Refusal is not null ? check : await middleware.BeforeToolAsync(call.CallId, check, cancellationToken).ConfigureAwait(false));
            case ToolCallPhase.Interrupted when state.Started!.Effect == ToolEffect.AtMostOnce && !await ProbeSaysAgainAsync(state, cancellationToken).ConfigureAwait(false):
                return null;
            case ToolCallPhase.Cleared or ToolCallPhase.Interrupted:
                return PlanCleared(state, agent.Gate.Read(call));
            default:
                return null;
        }
    }

    private (ToolStarted, ToolSet.Entry)? PlanRequested(FunctionCallContent call, CheckedCall check)
    {
        if (check.Refusal is { } refusal)
            writer.Stage(agent.Runner.Settle(call.CallId, call.Name, refusal.Outcome, refusal.Message));
        else if (check.Tool!.NeedsApproval || check.Question is not null)
            writer.Stage(new ApprovalRequested { At = Now, CallId = call.CallId, Tool = call.Name, Arguments = check.Arguments, Reason = check.Question });
        else
            return (Start(call, check, writer.State.Iterations - 1), check.Tool);
        return null;
    }

    /// <summary>A call that a person let through, or that starts anew: with the arguments that the person saw, or that it was started with.</summary>
    private (ToolStarted, ToolSet.Entry)? PlanCleared(ToolCallState state, CheckedCall check)
    {
        if (state.Approval is { } approval && check.Refusal is null)
            check = check with { Arguments = approval.Arguments };
        if (check.Refusal is not { } refusal)
            return ((state.Started ?? Start(state.Call, check, writer.State.Iterations - 1)) with { At = Now }, check.Tool!);
        writer.Stage(agent.Runner.Settle(state.Call.CallId, state.Call.Name, refusal.Outcome, refusal.Message));
        return null;
    }

    /// <summary>Settles a call in doubt by its probe, or raises the doubt; true when the call surely had no effect and may run again.</summary>
    private async ValueTask<bool> ProbeSaysAgainAsync(ToolCallState state, CancellationToken cancellationToken)
    {
        var started = state.Started!;
        string? problem = null;
        if (agent.Tools.Find(started.Tool)?.Probe is { } probe)
        {
            try
            {
                var result = await probe(Context(started), await middleware.RevealAsync(started.Tool, started.Arguments, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
                // The result itself stands in the ToolCompleted behind it, as the middleware would have it.
                writer.Stage(new DoubtResolved { At = Now, CallId = started.CallId, Happened = result is not null, Result = agent.Middleware.AfterTool.Length == 0 ? result : null, By = "probe" });
                if (result is not null)
                    writer.Stage(await FoundAsync(started, result, cancellationToken).ConfigureAwait(false));
                return result is null;
            }
            catch (Exception error) when (!cancellationToken.IsCancellationRequested)
            {
                // A probe that cannot tell throws, whatever it throws, a timeout of its own among them; then a person is asked.
                problem = error.ToString();
            }
        }
        writer.Stage(new DoubtRaised { At = Now, CallId = started.CallId, Tool = started.Tool, Arguments = started.Arguments, IdempotencyKey = started.IdempotencyKey, Error = problem });
        return false;
    }

    /// <summary>A result that a probe found is as much the tool's as one that it returned.</summary>
    private ValueTask<ToolCompleted> FoundAsync(ToolStarted started, string result, CancellationToken cancellationToken)
    {
        var completed = agent.Runner.Settle(started.CallId, started.Tool, ToolOutcome.Succeeded, result) with { Untrusted = agent.Tools.Find(started.Tool)!.IsUntrusted };
        return middleware.AfterToolAsync(started, completed, cancellationToken);
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
            writer.Stage(await RunToolAsync(tool, started, cancellationToken).ConfigureAwait(false));
            var next = Dequeue(queue);
            if (next is not null)
                writer.Stage(next.Value.Started);
            await writer.FlushAsync().ConfigureAwait(false);
            if (next is null)
                return;
            (started, tool) = next.Value;
        }
    }

    private async ValueTask<ToolCompleted> RunToolAsync(ToolSet.Entry tool, ToolStarted started, CancellationToken cancellationToken)
    {
        var revealed = await middleware.RevealAsync(started.Tool, started.Arguments, cancellationToken).ConfigureAwait(false);
        var completed = await agent.Runner.RunAsync(tool, started with { Arguments = revealed }, Context(started), Remaining(), cancellationToken).ConfigureAwait(false);
        if (tool.IsUntrusted)
            completed = completed with { Untrusted = true };
        return await middleware.AfterToolAsync(started, completed, cancellationToken).ConfigureAwait(false);
    }

    private static (ToolStarted Started, ToolSet.Entry Tool)? Dequeue(Queue<(ToolStarted Started, ToolSet.Entry Tool)>? queue)
    {
        if (queue is null)
            return null;
        lock (queue)
            return queue.TryDequeue(out var next) ? next : null;
    }

    private ToolStarted Start(FunctionCallContent call, CheckedCall check, int iteration) => new()
    {
        At = Now,
        CallId = call.CallId,
        Tool = call.Name,
        Arguments = check.Arguments,
        Repairs = check.Repairs,
        IdempotencyKey = $"{writer.State.RunId}/{iteration}/{call.CallId}",
        Effect = check.Tool!.Effect,
    };

    private ToolContext Context(ToolStarted started) => new()
    {
        RunId = writer.State.RunId,
        SessionId = writer.State.Start.SessionId,
        User = writer.State.Start.User,
        Tenant = writer.State.Start.Tenant,
        CallId = started.CallId,
        IdempotencyKey = started.IdempotencyKey,
    };

    private TimeSpan? Remaining() => agent.Limits.MaxDuration - writer.State.Active;

    private int RunningEarly => _early?.Count(t => !t.IsCompleted) ?? 0;

    private DateTimeOffset Now => agent.Time.GetUtcNow();
}
