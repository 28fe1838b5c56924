using System.Runtime.CompilerServices;
using AgentFlow.Agents.Compensation;
using AgentFlow.Agents.Middleware;
using AgentFlow.Memory;
using AgentFlow.Output.Json;
using AgentFlow.Runs;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Agents;

/// <summary>
/// A model with instructions, tools and a memory. Each question becomes a run: a journal of events that can be streamed, resumed after a
/// crash, and looked at afterwards.
/// </summary>
/// <remarks>Safe for use by many runs at once. Does not own the client or the journal.</remarks>
public sealed class Agent
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
    public Task<RunResult> RunAsync(RunRequest request, CancellationToken cancellationToken = default) => RunCheckedAsync(request, null, cancellationToken);

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
        ResumeCheckedAsync(runId, decisions, null, cancellationToken);

    /// <summary>Continues a run as <see cref="ResumeAsync"/> does, and yields its further events.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="decisions">What was decided about calls that wait.</param>
    /// <param name="cancellationToken">Stops the run where it is; it can be resumed. So does leaving the loop early.</param>
    public IAsyncEnumerable<RunEvent> StreamResumeAsync(string runId, IReadOnlyList<ToolDecision>? decisions = null, CancellationToken cancellationToken = default) =>
        StreamResumeCheckedAsync(runId, decisions, null, cancellationToken);

    /// <summary>
    /// Undoes what a run did, by the undos that its tools declare: the newest call first, each once, journaled before and after. A run that has not ended ends with
    /// <see cref="RunOutcome.Compensated"/> and cannot be resumed; one that has ended stays as it is, and its calls are undone all the same. After a crash in the middle, call it
    /// again: what is settled stays so.
    /// </summary>
    /// <param name="runId">The run. Nobody must be working on it: whoever is gets a <see cref="RunConflictException"/>.</param>
    /// <param name="cancellationToken">Stops after the undo that is under way.</param>
    /// <exception cref="RunNotFoundException">The journal has no such run.</exception>
    /// <exception cref="ArgumentException">The run is one of a chain or of a plan.</exception>
    public async Task<CompensationResult> CompensateAsync(string runId, CancellationToken cancellationToken = default)
    {
        var state = await LoadAsync(runId, cancellationToken).ConfigureAwait(false);
        ThrowIfNotOurs(state, runId);
        using var writer = RunWriter.Continue(Journal, state, null);
        return await new Compensator(_definition, writer).RunAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Puts a request into the journal's queue, for a worker to answer, and returns the run's id.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<string> EnqueueAsync(RunRequest request, CancellationToken cancellationToken = default)
    {
        using var writer = await BeginAsync(request, isQueued: true, null, null, cancellationToken).ConfigureAwait(false);
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
        var session = events[0] is RunStarted started ? await LoadSessionAsync(started.SessionId, started.SessionVersion, cancellationToken).ConfigureAwait(false) : null;
        return RunState.Fold(runId, events, session?.Messages);
    }

    /// <summary>
    /// The same agent with middleware around it: the same tools, journal and name. What is named first stands outermost, what the agent has already further out
    /// still. On the way in (request, messages for the model, tool calls) the outermost is asked first, on the way out last.
    /// </summary>
    /// <param name="middleware">What to put around it.</param>
    public Agent Use(params AgentMiddleware[] middleware)
    {
        ArgumentNullException.ThrowIfNull(middleware);
        if (middleware.Any(m => string.IsNullOrWhiteSpace(m?.Name)))
            throw new ArgumentException("A middleware has no name. The journal tells middleware apart by their names; set Name.", nameof(middleware));
        return new Agent(_definition.Using([.. middleware]));
    }

    internal AgentDefinition Definition => _definition;

    internal async Task<RunResult> RunCheckedAsync(RunRequest request, IOutputCheck? output, CancellationToken cancellationToken)
    {
        using var writer = await BeginAsync(request, isQueued: false, null, output, cancellationToken).ConfigureAwait(false);
        return await RunAsync(writer, output, cancellationToken).ConfigureAwait(false);
    }

    internal IAsyncEnumerable<RunEvent> StreamCheckedAsync(RunRequest request, IOutputCheck? output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return StreamCoreAsync((listener, token) => BeginAsync(request, isQueued: false, listener, output, token)!, output, cancellationToken);
    }

    internal async Task<RunResult> ResumeCheckedAsync(string runId, IReadOnlyList<ToolDecision>? decisions, IOutputCheck? output, CancellationToken cancellationToken)
    {
        using var writer = await ContinueAsync(runId, decisions ?? [], null, cancellationToken).ConfigureAwait(false);
        return writer is null
            ? await ShowAsync(await LoadAsync(runId, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false)
            : await RunAsync(writer, output, cancellationToken).ConfigureAwait(false);
    }

    internal IAsyncEnumerable<RunEvent> StreamResumeCheckedAsync(string runId, IReadOnlyList<ToolDecision>? decisions, IOutputCheck? output, CancellationToken cancellationToken) =>
        StreamCoreAsync((listener, token) => ContinueAsync(runId, decisions ?? [], listener, token), output, cancellationToken);

    private async Task<RunResult> RunAsync(RunWriter writer, IOutputCheck? output, CancellationToken cancellationToken)
    {
        await DriveAsync(writer, output, cancellationToken).ConfigureAwait(false);
        return await ShowAsync(writer.State, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes a run to where it ends or waits; undoes it when it stops and the options say so, or when that had begun already.</summary>
    private async Task DriveAsync(RunWriter writer, IOutputCheck? output, CancellationToken cancellationToken)
    {
        if (writer.State.IsUndoing)
        {
            await new Compensator(_definition, writer).RunAsync(cancellationToken).ConfigureAwait(false);
            return;
        }
        try
        {
            await new AgentLoop(_definition, writer, output).RunAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not RunConflictException && IsUndoneAfter(error, cancellationToken))
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

    private async ValueTask<RunWriter> BeginAsync(RunRequest request, bool isQueued, Action<RunEvent>? listener, IOutputCheck? output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Messages.Count == 0)
            throw new ArgumentException("A request needs at least one message.", nameof(request));
        if (output is null && request.OutputSchema is { } schema)
            OutputChecks.ThrowIfInvalid(schema);
        var session = await LoadSessionAsync(request.SessionId, before: null, cancellationToken).ConfigureAwait(false);
        var runId = request.RunId ?? Guid.CreateVersion7(_definition.Time.GetUtcNow()).ToString("n");
        var (input, applied) = await MiddlewareTurn.OnInputAsync(_definition, request, runId, cancellationToken).ConfigureAwait(false);
        var started = new RunStarted
        {
            At = _definition.Time.GetUtcNow(),
            Agent = Name,
            SessionId = request.SessionId,
            User = request.User,
            Tenant = request.Tenant,
            SessionVersion = session?.Version ?? 0,
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

    /// <summary>A writer that stands behind the run's last event, its resumption and the decisions staged; null when there is nothing to do.</summary>
    private async ValueTask<RunWriter?> ContinueAsync(string runId, IReadOnlyList<ToolDecision> decisions, Action<RunEvent>? listener, CancellationToken cancellationToken)
    {
        var state = await LoadAsync(runId, cancellationToken).ConfigureAwait(false);
        ThrowIfNotOurs(state, runId);
        var now = _definition.Time.GetUtcNow();
        var decided = Decisions.ToEvents(state, decisions, _definition, now);
        if (state.Status == RunStatus.Completed || (state.Status == RunStatus.Suspended && decisions.Count == 0))
            return null;
        var writer = RunWriter.Continue(Journal, state, listener);
        writer.Stage(new RunResumed { At = now, By = $"{Environment.MachineName}/{Environment.ProcessId}" });
        foreach (var e in decided)
            writer.Stage(e);
        await writer.FlushAsync().ConfigureAwait(false);
        return writer;
    }

    private static void ThrowIfNotOurs(RunState state, string runId)
    {
        if (state.Start.Kind == RunKind.Chain)
            throw new ArgumentException($"Run '{runId}' is one of chain '{state.Start.Agent}'. A chain's run cannot be resumed; invoke the chain again.", nameof(runId));
        if (state.Start.Kind == RunKind.Plan)
            throw new ArgumentException($"Run '{runId}' is one of plan-and-execute agent '{state.Start.Agent}'. Resume it with that agent.", nameof(runId));
    }

    private IAsyncEnumerable<RunEvent> StreamCoreAsync(
        Func<Action<RunEvent>, CancellationToken, ValueTask<RunWriter?>> open, IOutputCheck? output, CancellationToken cancellationToken)
    {
        RunState? state = null;
        var events = RunStream.CreateAsync(async (listener, token) =>
        {
            using var writer = await open(listener, token).ConfigureAwait(false);
            state = writer?.State;
            if (writer is not null)
                await DriveAsync(writer, output, token).ConfigureAwait(false);
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
