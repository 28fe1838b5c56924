using System.Runtime.CompilerServices;
using AgentFlow.Agents.Replaying;
using AgentFlow.Memory;
using AgentFlow.Output.Json;
using AgentFlow.Runs;
using Microsoft.Extensions.AI;

namespace AgentFlow.Agents;

/// <summary>
/// A model with instructions, tools and a memory. Each question becomes a run: a journal of events that can be streamed, resumed after a
/// crash, and looked at afterwards.
/// </summary>
/// <remarks>Safe for use by many runs at once. Does not own the client or the journal.</remarks>
public sealed class Agent : IResumable
{
    private readonly AgentDefinition _definition;

    /// <summary>Makes an agent.</summary>
    /// <param name="client">The model.</param>
    /// <param name="options">What else it is made of; copied.</param>
    /// <exception cref="ArgumentException">Options are out of range, or two tools have the same name. All problems are reported together.</exception>
    public Agent(IChatClient client, AgentOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        _definition = new AgentDefinition(client, options ?? new AgentOptions());
    }

    internal Agent(AgentDefinition definition) => _definition = definition;

    /// <summary>The agent's name, as its runs carry it.</summary>
    public string Name => _definition.Name;

    /// <summary>Where its runs and sessions are kept.</summary>
    public IRunJournal Journal => _definition.Journal;

    /// <summary>Answers a question.</summary>
    /// <param name="text">What the user says.</param>
    /// <param name="sessionId">The conversation that it belongs to; null for none.</param>
    /// <param name="cancellationToken">Stops the run where it is; it can be resumed.</param>
    public Task<RunResult> RunAsync(string text, string? sessionId = null, CancellationToken cancellationToken = default) =>
        RunAsync(RunRequest.FromText(text, sessionId), cancellationToken);

    /// <summary>Answers a request.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="cancellationToken">Stops the run where it is; it can be resumed.</param>
    /// <exception cref="RunConflictException">There is a run with the request's id already; resume that one.</exception>
    public Task<RunResult> RunAsync(RunRequest request, CancellationToken cancellationToken = default) => RunCheckedAsync(request, null, null, cancellationToken);

    /// <summary>Answers a question, and yields every event of the run as it happens, <see cref="TextDelta"/>s among them.</summary>
    /// <param name="text">What the user says.</param>
    /// <param name="sessionId">The conversation that it belongs to; null for none.</param>
    /// <param name="cancellationToken">Stops the run where it is; it can be resumed. So does leaving the loop early.</param>
    public IAsyncEnumerable<RunEvent> StreamAsync(string text, string? sessionId = null, CancellationToken cancellationToken = default) =>
        StreamAsync(RunRequest.FromText(text, sessionId), cancellationToken);

    /// <summary>Answers a request, and yields every event of the run as it happens, <see cref="TextDelta"/>s among them.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="cancellationToken">Stops the run where it is; it can be resumed. So does leaving the loop early.</param>
    public IAsyncEnumerable<RunEvent> StreamAsync(RunRequest request, CancellationToken cancellationToken = default) => StreamCheckedAsync(request, null, cancellationToken);

    /// <summary>
    /// Continues a run from its last event: after a crash or a failure, out of the queue, or with decisions that it waits for. A run that
    /// has ended, or that waits and is given no decision, is returned as it is.
    /// </summary>
    /// <param name="runId">The run.</param>
    /// <param name="decisions">What was decided about <see cref="RunState.Pending"/> calls; those left out go on waiting.</param>
    /// <param name="cancellationToken">Stops the run where it is; it can be resumed.</param>
    /// <exception cref="RunNotFoundException">The journal has no such run.</exception>
    /// <exception cref="ArgumentException">A decision is about a call that does not wait, or does not fit it; or the run is one of a chain.</exception>
    /// <exception cref="RunConflictException">Somebody else has resumed it.</exception>
    public Task<RunResult> ResumeAsync(string runId, IReadOnlyList<ToolDecision>? decisions = null, CancellationToken cancellationToken = default) =>
        ResumeCheckedAsync(runId, decisions, null, null, cancellationToken);

    /// <summary>Continues a run as <see cref="ResumeAsync"/> does, and yields its further events.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="decisions">What was decided about calls that wait.</param>
    /// <param name="cancellationToken">Stops the run where it is; it can be resumed. So does leaving the loop early.</param>
    public IAsyncEnumerable<RunEvent> StreamResumeAsync(string runId, IReadOnlyList<ToolDecision>? decisions = null, CancellationToken cancellationToken = default) =>
        StreamResumeCheckedAsync(runId, decisions, null, cancellationToken);

    /// <summary>Puts a request into the journal's queue, for a worker to answer, and returns the run's id.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<string> EnqueueAsync(RunRequest request, CancellationToken cancellationToken = default)
    {
        using var writer = await CreateAsync(request, isQueued: true, null, null, cancellationToken).ConfigureAwait(false);
        await writer.FlushAsync().ConfigureAwait(false);
        return writer.State.RunId;
    }

    /// <summary>Reads a run from the journal without continuing it.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="RunNotFoundException">The journal has no such run.</exception>
    public async Task<RunState> LoadAsync(string runId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(runId);
        List<RunEvent> events = [];
        await foreach (var e in Journal.ReadAsync(runId, cancellationToken).ConfigureAwait(false))
            events.Add(e);
        if (events.Count == 0)
            throw new RunNotFoundException(runId);
        var seen = events.OfType<RunResumed>().LastOrDefault(e => e.SessionVersion is not null)?.SessionVersion;
        var session = events[0] is RunStarted started ? await LoadSessionAsync(started.SessionId, seen ?? started.SessionVersion, cancellationToken).ConfigureAwait(false) : null;
        return RunState.Fold(runId, events, session?.Messages);
    }

    /// <summary>
    /// Does a run again with the agent as it is now, against the recorded answers of the model and results of tools: neither is called, and nothing is written. Says what it
    /// would do otherwise first: which tool it starts with which arguments, what it asks consent for, what it tells the model of its mistakes, how it ends.
    /// </summary>
    /// <param name="runId">The run. One that is not finished is replayed as far as it got.</param>
    /// <param name="from">How many of its events are taken as they are; by default only the first. The number of all its events replays nothing.</param>
    /// <param name="cancellationToken">Stops the replay.</param>
    /// <exception cref="RunNotFoundException">The journal has no such run.</exception>
    /// <exception cref="ArgumentException">The run has fewer events, or is not one of an agent.</exception>
    public async Task<ReplayResult> ReplayAsync(string runId, long from = 1, CancellationToken cancellationToken = default)
    {
        var events = await RunHistory.LoadAsync(Journal, runId, cancellationToken).ConfigureAwait(false);
        if (from < 1 || from > events.Count)
            throw new ArgumentException($"Run '{runId}' cannot be replayed from '{from}': it has {events.Count} events. Give a number from 1 to {events.Count}.", nameof(from));
        if (events[0] is RunStarted { Kind: not RunKind.Agent } started)
            throw new ArgumentException($"Run '{runId}' is one of {(started.Kind == RunKind.Plan ? "a plan" : "a chain")} and has no loop of its own to replay. Replay the runs of its steps.", nameof(runId));
        using var replayer = new Replayer(_definition, runId, events, from);
        return await replayer.RunAsync(cancellationToken).ConfigureAwait(false);
    }

    internal AgentDefinition Definition => _definition;

    internal async Task<RunResult> RunCheckedAsync(RunRequest request, IOutputCheck? output, Action<RunEvent>? listener, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var run = await BeginAsync(request, EnterAsync(request.SessionId, request.ParentRunId, cancellationToken), listener, output, cancellationToken).ConfigureAwait(false);
        await using var end = run.ConfigureAwait(false);
        return await run.RunAsync(new AgentLoop(_definition, run.Writer, output).RunAsync, cancellationToken).ConfigureAwait(false);
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
            return new RunResult(await LoadAsync(runId, cancellationToken).ConfigureAwait(false));
        await using var end = run.ConfigureAwait(false);
        return await run.RunAsync(new AgentLoop(_definition, run.Writer, output).RunAsync, cancellationToken).ConfigureAwait(false);
    }

    internal IAsyncEnumerable<RunEvent> StreamResumeCheckedAsync(string runId, IReadOnlyList<ToolDecision>? decisions, IOutputCheck? output, CancellationToken cancellationToken) =>
        StreamCoreAsync((listener, token) => ContinueAsync(runId, decisions ?? [], listener, token), output, cancellationToken);

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
        var now = _definition.Time.GetUtcNow();
        var started = new RunStarted
        {
            At = now,
            Agent = Name,
            SessionId = request.SessionId,
            User = request.User,
            Tenant = request.Tenant,
            SessionVersion = request.SessionVersion ?? session?.Version ?? 0,
            Instructions = _definition.Instructions,
            Input = request.Messages,
            OutputSchema = request.OutputSchema?.Clone(),
            Queued = isQueued,
            ParentRunId = request.ParentRunId,
        };
        var runId = request.RunId ?? Guid.CreateVersion7(now).ToString("n");
        return RunWriter.Begin(Journal, runId, started, session?.Messages ?? MessageLog.Create(), listener);
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
        Func<Action<RunEvent>, CancellationToken, ValueTask<OpenRun?>> open, IOutputCheck? output, CancellationToken cancellationToken) =>
        RunStream.CreateAsync(async (listener, token) =>
        {
            var run = await open(listener, token).ConfigureAwait(false);
            if (run is null)
                return;
            await using var end = run.ConfigureAwait(false);
            await run.RunAsync(new AgentLoop(_definition, run.Writer, output).RunAsync, token).ConfigureAwait(false);
        }, cancellationToken);
}
