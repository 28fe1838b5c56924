using System.Runtime.CompilerServices;
using AgentFlow.Agents.Compensation;
using AgentFlow.Agents.Middleware;
using AgentFlow.Memory;
using AgentFlow.Output.Json;
using AgentFlow.Runs;
using AgentFlow.Tools;

namespace AgentFlow.Agents;

/// <content>How a run is opened, in its turn, and driven to where it ends or waits; the same for a run and a stream.</content>
public sealed partial class Agent
{
    internal AgentDefinition Definition => _definition;

    internal async Task<RunResult> RunCheckedAsync(RunRequest request, IOutputCheck? output, Action<RunEvent>? listener, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var run = await BeginAsync(request, EnterAsync(request.SessionId, request.ParentRunId, cancellationToken), listener, output, cancellationToken).ConfigureAwait(false);
        await using var end = run.ConfigureAwait(false);
        return await RunAsync(run, output, cancellationToken).ConfigureAwait(false);
    }

    internal async IAsyncEnumerable<RunEvent> StreamCheckedAsync(RunRequest request, IOutputCheck? output, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The place in the queue is that of who begins to read first; the turn ends with the run, however slowly the rest is read.
        var turn = EnterAsync(request.SessionId, request.ParentRunId, cancellationToken);
        await foreach (var e in StreamCoreAsync(async (listener, token) => await BeginAsync(request, turn, listener, output, token).ConfigureAwait(false), output, cancellationToken).ConfigureAwait(false))
            yield return e;
    }

    internal async Task<RunResult> ResumeCheckedAsync(string runId, IReadOnlyList<ToolDecision>? decisions, IOutputCheck? output, Action<RunEvent>? listener, CancellationToken cancellationToken)
    {
        var run = await ContinueAsync(runId, decisions ?? [], listener, cancellationToken).ConfigureAwait(false);
        if (run is null)
            return await ShowAsync(await LoadAsync(runId, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        await using var end = run.ConfigureAwait(false);
        return await RunAsync(run, output, cancellationToken).ConfigureAwait(false);
    }

    internal IAsyncEnumerable<RunEvent> StreamResumeCheckedAsync(string runId, IReadOnlyList<ToolDecision>? decisions, IOutputCheck? output, CancellationToken cancellationToken) =>
        StreamCoreAsync((listener, token) => ContinueAsync(runId, decisions ?? [], listener, token), output, cancellationToken);

    private async Task<RunResult> RunAsync(OpenRun run, IOutputCheck? output, CancellationToken cancellationToken)
    {
        await DriveAsync(run, output, cancellationToken).ConfigureAwait(false);
        return await ShowAsync(run.Writer.State, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes a run to where it ends or waits; undoes it when it stops and the options say so, or when that had begun already.</summary>
    private async Task DriveAsync(OpenRun run, IOutputCheck? output, CancellationToken cancellationToken)
    {
        var writer = run.Writer;
        if (writer.State.IsUndoing)
        {
            await new Compensator(_definition, writer).RunAsync(cancellationToken).ConfigureAwait(false);
            return;
        }
        try
        {
            await run.RunAsync(new AgentLoop(_definition, writer, output).RunAsync, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not (RunConflictException or SessionTurnLostException) && IsUndoneAfter(error, cancellationToken))
        {
            // The caller hears of what stopped the run; what became of the undos is in the journal. Nobody cancels them: they are the cleaning up.
            await new Compensator(_definition, writer).RunAsync(CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    private bool IsUndoneAfter(Exception error, CancellationToken cancellationToken) => _definition.ToolOptions.Compensation switch
    {
        CompensationTrigger.OnRequest => false,
        CompensationTrigger.OnFailure => !(error is OperationCanceledException && cancellationToken.IsCancellationRequested),
        _ => true,
    };

    /// <summary>A result whose text is the user's, which the journal need not hold.</summary>
    internal async ValueTask<RunResult> ShowAsync(RunState state, CancellationToken cancellationToken) => state.Completed is null
        ? new RunResult(state)
        : new RunResult(state, await RevealAsync(state, state.Completed.Text, cancellationToken).ConfigureAwait(false));

    private ValueTask<string> RevealAsync(RunState state, string text, CancellationToken cancellationToken) => state.Start.OutputSchema is null
        ? MiddlewareTurn.RevealAsync(_definition, state, null, text, cancellationToken)
        : RevealedText.OfJsonAsync(text, t => MiddlewareTurn.RevealAsync(_definition, state, null, t, cancellationToken));

    /// <summary>Waits for the session. The run of a part of another run is in the session already, with that one.</summary>
    private async Task<ISessionTurn?> EnterAsync(string? sessionId, string? parentRunId, CancellationToken cancellationToken) =>
        sessionId is null || parentRunId is not null ? null : await _definition.SessionTurns.EnterAsync(sessionId, cancellationToken).ConfigureAwait(false);

    private async ValueTask<OpenRun> BeginAsync(RunRequest request, Task<ISessionTurn?> entering, Action<RunEvent>? listener, IOutputCheck? output, CancellationToken cancellationToken)
    {
        var turn = await entering.ConfigureAwait(false);
        return (await OpenRun.OpenAsync(turn, async () => await CreateAsync(request, isQueued: false, listener, output, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false))!;
    }

    private async ValueTask<RunWriter> CreateAsync(RunRequest request, bool isQueued, Action<RunEvent>? listener, IOutputCheck? output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Messages.Count == 0)
            throw new ArgumentException("A request needs at least one message.", nameof(request));
        if (output is null && request.OutputSchema is { } schema)
            OutputChecks.ThrowIfInvalid(schema);
        var session = await LoadSessionAsync(request.SessionId, request.SessionVersion, cancellationToken).ConfigureAwait(false);
        var runId = request.RunId ?? Guid.CreateVersion7(_definition.Time.GetUtcNow()).ToString("n");
        var (input, applied) = await MiddlewareTurn.OnInputAsync(_definition, request, runId, cancellationToken).ConfigureAwait(false);
        var started = new RunStarted
        {
            At = _definition.Time.GetUtcNow(),
            Agent = Name,
            SessionId = request.SessionId,
            User = request.User,
            Tenant = request.Tenant,
            SessionVersion = request.SessionVersion ?? session?.Version ?? 0,
            Instructions = _definition.Instructions,
            Input = input,
            OutputSchema = request.OutputSchema?.Clone(),
            Queued = isQueued,
            ParentRunId = request.ParentRunId,
        };
        var writer = RunWriter.Begin(Journal, runId, started, session?.Messages ?? MessageLog.Create(), listener);
        foreach (var e in applied)
            writer.Stage(e);
        return writer;
    }

    /// <summary>As much of the session as the memory will look at.</summary>
    private async ValueTask<Session?> LoadSessionAsync(string? sessionId, long? before, CancellationToken cancellationToken)
    {
        if (sessionId is null)
            return null;
        var tail = _definition.Memory is ConversationMemory memory ? await memory.TailAsync(sessionId, cancellationToken).ConfigureAwait(false) : null;
        return tail is null
            ? await Journal.Sessions.LoadAsync(sessionId, cancellationToken).ConfigureAwait(false)
            : await Journal.Sessions.LoadTailAsync(sessionId, before is null ? tail : tail.EndingAt(before.Value), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The run, with its resumption and the decisions journaled; null when there is nothing to do.</summary>
    private async ValueTask<OpenRun?> ContinueAsync(string runId, IReadOnlyList<ToolDecision> decisions, Action<RunEvent>? listener, CancellationToken cancellationToken)
    {
        var state = await LoadAsync(runId, cancellationToken).ConfigureAwait(false);
        ThrowIfNotAnAgents(state);
        Decisions.ToEvents(state, decisions, _definition, _definition.Time.GetUtcNow());
        if (state.Status == RunStatus.Completed || (state.Status == RunStatus.Suspended && decisions.Count == 0))
            return null;
        var turn = await EnterAsync(state.Start.SessionId, state.Start.ParentRunId, cancellationToken).ConfigureAwait(false);
        return await OpenRun.OpenAsync(turn, async () => await ClaimAsync(
            turn is null ? state : await LoadAsync(runId, cancellationToken).ConfigureAwait(false), decisions, listener, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
    }

    /// <summary>A writer behind the run's last event; null when somebody else has ended the run while this one waited for its turn.</summary>
    private async ValueTask<RunWriter?> ClaimAsync(RunState state, IReadOnlyList<ToolDecision> decisions, Action<RunEvent>? listener, CancellationToken cancellationToken)
    {
        if (state.Status == RunStatus.Completed)
            return null;
        var now = _definition.Time.GetUtcNow();
        var decided = Decisions.ToEvents(state, decisions, _definition, now);
        // A run out of the queue begins now, so it sees what was said in the meantime.
        var session = state.Status == RunStatus.Queued ? await LoadSessionAsync(state.Start.SessionId, before: null, cancellationToken).ConfigureAwait(false) : null;
        var hasGrown = session is not null && session.Version != state.SessionVersion;
        var writer = RunWriter.Continue(Journal, hasGrown ? state.WithHistory(session!.Messages, session.Version) : state, listener);
        writer.Stage(new RunResumed { At = now, By = $"{Environment.MachineName}/{Environment.ProcessId}", SessionVersion = hasGrown ? session!.Version : null });
        foreach (var e in decided)
            writer.Stage(e);
        await writer.FlushAsync().ConfigureAwait(false);
        return writer;
    }

    private static void ThrowIfNotAnAgents(RunState state)
    {
        if (state.Start.Kind == RunKind.Chain)
            throw new ArgumentException($"Run '{state.RunId}' is one of chain '{state.Start.Agent}'. A chain's run cannot be resumed; invoke the chain again.");
        if (state.Start.Kind == RunKind.Plan)
            throw new ArgumentException($"Run '{state.RunId}' is one of plan-and-execute agent '{state.Start.Agent}'. Resume it with that agent.");
    }

    private IAsyncEnumerable<RunEvent> StreamCoreAsync(
        Func<Action<RunEvent>, CancellationToken, ValueTask<OpenRun?>> open, IOutputCheck? output, CancellationToken cancellationToken)
    {
        RunState? state = null;
        var events = RunStream.CreateAsync(async (listener, token) =>
        {
            var run = await open(listener, token).ConfigureAwait(false);
            if (run is null)
                return;
            await using var end = run.ConfigureAwait(false);
            state = run.Writer.State;
            await DriveAsync(run, output, token).ConfigureAwait(false);
        }, cancellationToken);
        return _definition.Middleware.Reveal.Length == 0 ? events : RevealAsync(events, () => state!, cancellationToken);
    }

    /// <summary>The events as the user sees them: texts for them are not as the journal has them.</summary>
    private async IAsyncEnumerable<RunEvent> RevealAsync(IAsyncEnumerable<RunEvent> events, Func<RunState> state, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var e in events.ConfigureAwait(false))
        {
            yield return e switch
            {
                TextDelta delta => delta with { Text = await RevealAsync(state(), delta.Text, cancellationToken).ConfigureAwait(false) },
                RunCompleted completed => completed with { Text = await RevealAsync(state(), completed.Text, cancellationToken).ConfigureAwait(false) },
                _ => e,
            };
        }
    }
}
