using AgentFlow.Agents.Middleware;
using AgentFlow.Agents.Planning;
using AgentFlow.Agents.Teams;
using AgentFlow.Runs;
using AgentFlow.Tools;

namespace AgentFlow.Agents.Compensation;

/// <summary>Undoes a run: its calls one after the other, the newest first, each journaled before and after.</summary>
internal sealed class Compensator(AgentDefinition agent, RunWriter writer)
{
    /// <summary>By what a run is said to be resumed that is about to be undone.</summary>
    public const string Name = "compensation";

    private readonly MiddlewareTurn _middleware = new(agent, writer);

    /// <summary>Undoes what is not settled yet, and ends the run if it has not ended.</summary>
    public async Task<CompensationResult> RunAsync(CancellationToken cancellationToken)
    {
        await writer.FlushAsync().ConfigureAwait(false);
        List<RunEvent> events = [];
        await foreach (var e in agent.Journal.ReadAsync(writer.State.RunId, cancellationToken).ConfigureAwait(false))
            events.Add(e);
        List<UndoCompleted> settled = [.. events.OfType<UndoCompleted>()];
        // Claims the run together with the first step, so that a crash leaves either a run that goes on or one that is being undone.
        if (writer.State.Completed is null && !writer.State.IsUndoing)
            writer.Stage(new RunResumed { At = Now, By = Name });
        foreach (var call in PerformedCall.Of(events).Reverse())
        {
            if (call.Undone is null && await UndoAsync(call, cancellationToken).ConfigureAwait(false) is { } result)
            {
                writer.Stage(result);
                settled.Add(result);
            }
        }
        if (writer.State.Completed is null)
            writer.Stage(new RunCompleted { At = Now, Outcome = RunOutcome.Compensated, Text = Summarize(settled) });
        await writer.FlushAsync().ConfigureAwait(false);
        return new CompensationResult(writer.State.RunId, settled);
    }

    /// <summary>What came of it; null when there was nothing to undo.</summary>
    private async ValueTask<UndoCompleted?> UndoAsync(PerformedCall call, CancellationToken cancellationToken)
    {
        var started = call.Started;
        var tool = Find(call);
        if (started.ChildRunId is { } childRunId && tool?.Function.GetService<AgentTool>() is { } member)
            return await UndoChildAsync(member, call, childRunId, cancellationToken).ConfigureAwait(false);
        if ((started.Effect == ToolEffect.Pure || call.MadeCalls) && tool?.Undo is null)
            return null;
        if (call.IsUndoStarted && (tool?.Undo is null or { Effect: ToolEffect.AtMostOnce }))
            return Settled(started, UndoOutcome.InDoubt, "The undo had started when the process ended. Look whether it took effect.");
        var result = call.IsDone ? call.Completed!.Result : null;
        if (call.IsInDoubt)
        {
            var (isKnown, found, problem) = await ProbeAsync(tool, started, cancellationToken).ConfigureAwait(false);
            if (!isKnown)
                return Settled(started, UndoOutcome.InDoubt, problem);
            result = found;
        }
        if (result is null)
            return null;
        return tool?.Undo is { } undo
            ? await RunUndoAsync(undo, started, result, cancellationToken).ConfigureAwait(false)
            : Settled(started, UndoOutcome.NoUndo, tool is null ? $"Agent '{agent.Name}' has no tool '{started.Tool}' any more." : "The tool declares no undo.");
    }

    /// <summary>Undoes the run of an agent that was called, which its own journal makes safe to do again after a crash. Null when that run never began.</summary>
    private async ValueTask<UndoCompleted?> UndoChildAsync(AgentTool member, PerformedCall call, string childRunId, CancellationToken cancellationToken)
    {
        if (await ChildRun.FindAsync(agent.Journal, childRunId, cancellationToken).ConfigureAwait(false) is null)
            return null;
        var started = call.Started;
        if (!call.IsUndoStarted)
            await writer.AppendAsync(new UndoStarted { At = Now, CallId = started.CallId, Tool = started.Tool, IdempotencyKey = started.IdempotencyKey }).ConfigureAwait(false);
        var child = await member.CompensateAsync(agent, childRunId, cancellationToken).ConfigureAwait(false);
        var left = child.Calls.Where(c => c.Outcome != UndoOutcome.Undone).ToList();
        if (left.Count == 0)
            return Settled(started, UndoOutcome.Undone, null);
        var outcome = left.Exists(c => c.Outcome == UndoOutcome.InDoubt) ? UndoOutcome.InDoubt : left.Exists(c => c.Outcome == UndoOutcome.Failed) ? UndoOutcome.Failed : UndoOutcome.NoUndo;
        return Settled(started, outcome, $"Not all of run '{childRunId}' is undone: {string.Join(", ", left.Select(c => $"{c.Tool} ({c.Outcome})"))}.");
    }

    /// <summary>The tool of a call: where another tool made it, the one that this other tool calls by the name, if it says so; otherwise the agent's.</summary>
    private ToolSet.Entry? Find(PerformedCall call)
    {
        var called = call.Caller is { } caller && Find(caller) is { } outer ? outer.Function.GetService<ICallsTools>()?.CalledTools : null;
        return called?.FirstOrDefault(t => t.Name == call.Started.Tool) is { } tool ? agent.Tools.EntryOf(tool) : agent.Tools.Find(call.Started.Tool);
    }

    private async ValueTask<UndoCompleted> RunUndoAsync(ToolUndoFunction undo, ToolStarted started, string result, CancellationToken cancellationToken)
    {
        await writer.AppendAsync(new UndoStarted { At = Now, CallId = started.CallId, Tool = started.Tool, IdempotencyKey = started.IdempotencyKey }).ConfigureAwait(false);
        using var source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = agent.Time.CreateTimer(static s => ((CancellationTokenSource)s!).Cancel(), source, agent.ToolOptions.Timeout, Timeout.InfiniteTimeSpan);
        try
        {
            var arguments = await _middleware.RevealAsync(started.Tool, started.Arguments, source.Token).ConfigureAwait(false);
            await undo.Undo(Context(started), arguments, result, source.Token).AsTask().WaitAsync(source.Token).ConfigureAwait(false);
            return Settled(started, UndoOutcome.Undone, null);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception error)
        {
            // Whatever an undo throws is recorded, and the other calls are undone all the same.
            return Settled(started, UndoOutcome.Failed, source.IsCancellationRequested ? $"The undo did not end within {agent.ToolOptions.Timeout.TotalSeconds:0.###} s." : error.ToString());
        }
    }

    /// <summary>Asks what became of a call that nobody has seen end.</summary>
    private async ValueTask<(bool IsKnown, string? Result, string? Problem)> ProbeAsync(ToolSet.Entry? tool, ToolStarted started, CancellationToken cancellationToken)
    {
        if (tool?.Probe is not { } probe)
            return (false, null, "Nobody has seen the call end, and its tool has no probe that could tell whether it took effect.");
        try
        {
            var arguments = await _middleware.RevealAsync(started.Tool, started.Arguments, cancellationToken).ConfigureAwait(false);
            return (true, await probe(Context(started), arguments, cancellationToken).ConfigureAwait(false), null);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            // A probe that cannot tell throws, whatever it throws.
            return (false, null, error.ToString());
        }
    }

    private UndoCompleted Settled(ToolStarted started, UndoOutcome outcome, string? error) =>
        new() { At = Now, CallId = started.CallId, Tool = started.Tool, IdempotencyKey = started.IdempotencyKey, Outcome = outcome, Error = error };

    private ToolContext Context(ToolStarted started) => new()
    {
        RunId = writer.State.RunId,
        SessionId = writer.State.Start.SessionId,
        User = writer.State.Start.User,
        Tenant = writer.State.Start.Tenant,
        CallId = started.CallId,
        IdempotencyKey = started.IdempotencyKey,
    };

    private string Summarize(List<UndoCompleted> settled)
    {
        var undone = settled.Count(u => u.Outcome == UndoOutcome.Undone);
        return agent.Prompts.Compensated.Format(("undone", undone), ("left", settled.Count - undone));
    }

    private DateTimeOffset Now => agent.Time.GetUtcNow();
}
