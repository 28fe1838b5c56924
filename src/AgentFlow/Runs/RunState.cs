using AgentFlow.Agents.Planning;
using AgentFlow.Agents.Strategies;
using AgentFlow.Memory;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Runs;

/// <summary>What a run has come to: the fold of its events. Never changed; <see cref="Apply"/> gives the next state.</summary>
public sealed partial record RunState
{
    private RunState(MessageLog messages) => Messages = messages;

    /// <summary>The run's id.</summary>
    public required string RunId { get; init; }

    /// <summary>The event that began it.</summary>
    public required RunStarted Start { get; init; }

    /// <summary>The number of events so far.</summary>
    public long Version { get; private set; }

    /// <summary>Where it stands.</summary>
    public RunStatus Status { get; private set; }

    /// <summary>The session's history that the run sees, and behind it everything that the run said.</summary>
    public MessageLog Messages { get; private set; }

    /// <summary>How many of <see cref="Messages"/> are history; the rest is new.</summary>
    public int HistoryCount { get; private init; }

    /// <summary>The calls of the model's newest answer, in its order, until all of them have results. Empty otherwise.</summary>
    public IReadOnlyList<ToolCallState> Calls { get; private set; } = [];

    /// <summary>How often the model answered.</summary>
    public int Iterations { get; private set; }

    /// <summary>How many calls got a result, refusals included.</summary>
    public int ToolCalls { get; private set; }

    /// <summary>How many calls were refused because the model had made them too often, or had been told before to give up on the tool.</summary>
    public int RepeatedCalls { get; private set; }

    /// <summary>How many answers were rejected because they did not match <see cref="RunStarted.OutputSchema"/>.</summary>
    public int RejectedOutputs { get; private set; }

    /// <summary>All tokens so far, in and out, as the provider counted them.</summary>
    public long Tokens { get; private set; }

    /// <summary>The time spent working, which leaves out the time between a suspension or a crash and the resumption.</summary>
    public TimeSpan Active { get; private set; }

    /// <summary>The limit that made the agent ask for a conclusion, if one did.</summary>
    public RunOutcome? WrapUp { get; private set; }

    /// <summary>How many messages the model was shown after it had refused a longer request; null while it has not.</summary>
    public int? MaxShown { get; private set; }

    /// <summary>How it ended, if it did.</summary>
    public RunCompleted? Completed { get; private set; }

    /// <summary>The failure that it stands at, if it failed.</summary>
    public RunFailed? Failure { get; private set; }

    /// <summary>The rail that did not let the request or the answer pass, if one did not.</summary>
    public RailApplied? Blocked { get; private set; }

    /// <summary>What the plan of the run has come to; null when it is not one of an <see cref="PlanAndExecuteAgent"/>.</summary>
    public PlanState? Plan { get; private set; }

    /// <summary>What the run waits for: calls that need a decision, those that tools made and those of child runs among them.</summary>
    public IReadOnlyList<PendingCall> Pending => Plan is not null ? Plan.Pending :
        [.. Calls.Concat(NestedCalls).Where(c => c.Phase is ToolCallPhase.AwaitingApproval or ToolCallPhase.AwaitingVerdict).Select(ToPending)];

    /// <summary>What the run said that belongs into its session: its new messages without the agent's own notes to the model, the answers that it rejected, and the turns that a strategy did not say to the user.</summary>
    public IReadOnlyList<ChatMessage> NewMessages
    {
        get
        {
            var messages = new List<ChatMessage>(Messages.Count - HistoryCount);
            for (var i = HistoryCount; i < Messages.Count; i++)
            {
                if (!Hidden.Contains(Messages[i]))
                    messages.Add(Messages[i]);
            }
            return messages;
        }
    }

    /// <summary>The calls of an answer that is still streaming, started because their tool is pure.</summary>
    internal IReadOnlyList<ToolCallState> Early { get; private set; } = [];

    /// <summary>What went wrong with calls since the run was last resumed; who resumes it has seen what was before.</summary>
    internal IReadOnlyList<ToolCompleted> Mishaps { get; private set; } = [];

    /// <summary>The model's newest message, when it had no calls and nothing follows it.</summary>
    internal ChatMessage? Answer { get; private set; }

    /// <summary>Whether that message says that there is no answer.</summary>
    internal bool HasGivenUp { get; private set; }

    /// <summary>The result of the tool that hands the conversation over, with which the run ends.</summary>
    internal string? HandedOver { get; private set; }

    /// <summary>The tools whose arguments the model has got wrong since its last valid call of them.</summary>
    internal IReadOnlyList<ToolMisuse> Misused { get; private set; } = [];

    /// <summary>How many of the session's messages the run sees.</summary>
    internal long SessionVersion { get; private set; }

    /// <summary>Whether what the run did is being undone, or has been; it does not go on otherwise.</summary>
    internal bool IsUndoing { get; private set; }

    internal bool IsWorking { get; private set; }

    internal DateTimeOffset LastAt { get; private set; }

    /// <summary>What belongs to the run and not to its session.</summary>
    private IReadOnlyList<ChatMessage> Hidden { get; set; } = [];

    /// <summary>Folds the events of a run.</summary>
    /// <param name="runId">The run's id.</param>
    /// <param name="events">All its events; the first is <see cref="RunStarted"/>.</param>
    /// <param name="history">The session's messages, of which the run sees the first <see cref="RunStarted.SessionVersion"/>; null for none.</param>
    public static RunState Fold(string runId, IEnumerable<RunEvent> events, MessageLog? history = null)
    {
        ArgumentNullException.ThrowIfNull(events);
        RunState? state = null;
        foreach (var e in events)
        {
            state = state is not null ? (e is RunResumed { SessionVersion: { } seen } ? state.WithHistory(history, seen) : state).Apply(e)
                : e is RunStarted started ? Begin(runId, started, history ?? MessageLog.Create())
                : throw new ArgumentException($"The first event of run '{runId}' is {e.GetType().Name}; it must be {nameof(RunStarted)}.", nameof(events));
        }
        return state ?? throw new ArgumentException($"Run '{runId}' has no events.", nameof(events));
    }

    /// <summary>The state after one more event.</summary>
    /// <param name="runEvent">The event.</param>
    public RunState Apply(RunEvent runEvent)
    {
        ArgumentNullException.ThrowIfNull(runEvent);
        if (runEvent is TextDelta or ChildEvent)
            return this;
        var next = this with { };
        next.Advance(runEvent);
        return next;
    }

    /// <summary>Takes one more event itself, for the one who made this state and has shown it to nobody.</summary>
    internal void Advance(RunEvent runEvent)
    {
        var wasWorking = IsWorking && runEvent is not RunResumed;
        Take(runEvent);
        Active += wasWorking ? runEvent.At - LastAt : TimeSpan.Zero;
        Version++;
        Status = RunSummary.StatusAfter(Status, runEvent);
        LastAt = runEvent.At;
    }

    /// <summary>How the model gets on with the arguments of a tool.</summary>
    internal ToolMisuse MisuseOf(string tool)
    {
        for (var i = 0; i < Misused.Count; i++)
        {
            if (Misused[i].Tool == tool)
                return Misused[i];
        }
        return new ToolMisuse(tool);
    }

    /// <summary>A run that has said nothing yet, on top of as much of its session as there is when its turn has come.</summary>
    internal RunState WithHistory(MessageLog? history, long sessionVersion)
    {
        var seen = Seen(history ?? MessageLog.Create(), sessionVersion);
        return this with { Messages = seen.AddRange(Start.Input), HistoryCount = seen.Count };
    }

    internal static RunState Begin(string runId, RunStarted started, MessageLog history)
    {
        var seen = Seen(history, started.SessionVersion);
        return new RunState(seen.AddRange(started.Input))
        {
            RunId = runId,
            Start = started,
            Version = 1,
            Status = RunSummary.StatusAfter(RunStatus.Running, started),
            IsWorking = !started.Queued,
            Plan = started.Kind == RunKind.Plan ? new PlanState() : null,
            LastAt = started.At,
            SessionVersion = started.SessionVersion,
            HistoryCount = seen.Count,
        };
    }

    private static MessageLog Seen(MessageLog history, long sessionVersion) => history.Take((int)Math.Clamp(sessionVersion - history.FirstIndex, 0, history.Count));

    private void Take(RunEvent runEvent)
    {
        if (Plan is not null)
            TakePlan(runEvent);
        switch (runEvent)
        {
            case RunStarted:
                throw new ArgumentException($"Run '{RunId}' has started already.", nameof(runEvent));
            case ModelResponded e:
                TakeAnswer(e);
                break;
            case ToolStarted e:
                TakeStart(e);
                break;
            case ToolCompleted e:
                TakeCompletion(e);
                break;
            case ApprovalRequested or ApprovalDecided when Plan is not null:
                break; // Of the plan itself, which has taken it.
            case ApprovalRequested e:
                TakeRequest(e);
                break;
            case ApprovalDecided or DoubtResolved when TakeForeignDecision(runEvent):
                break;
            case ApprovalDecided { Approved: true } e:
                Change(e.CallId, ToolCallPhase.Cleared);
                break;
            case DoubtRaised e:
                TakeDoubt(e);
                break;
            case DoubtResolved { Happened: false } e:
                Change(e.CallId, ToolCallPhase.Cleared);
                break;
            case WrapUpStarted or OutputRejected or ContextCompacted or RailApplied or UndoStarted or UndoCompleted:
                TakeIntervention(runEvent);
                break;
            case RunResumed e:
                TakeResumption(e);
                break;
            case RunFailed or RunCompleted or RunSuspended:
                TakeEnd(runEvent);
                break;
            default: // A refusal, or a doubt settled with a result: the ToolCompleted behind it says all. A chain's steps are for those who look.
                break;
        }
    }

    /// <summary>What the agent or its rails did, neither the model nor a tool.</summary>
    private void TakeIntervention(RunEvent runEvent)
    {
        switch (runEvent)
        {
            case WrapUpStarted e:
                WrapUp = e.Reason;
                TakeNote(e.Note, isLast: true);
                break;
            case OutputRejected e:
                TakeRejection(e);
                break;
            case ContextCompacted e:
                MaxShown = e.MessagesAfter;
                break;
            case RailApplied { Action: RailAction.Block, Point: not (RailPoint.BeforeTool or RailPoint.AfterTool) } e:
                Blocked = e;
                break;
            case UndoStarted or UndoCompleted:
                IsUndoing = true;
                break;
        }
    }

    /// <summary>Nothing happens any more, unless the run is resumed.</summary>
    private void TakeEnd(RunEvent runEvent)
    {
        Failure = runEvent as RunFailed;
        Completed = runEvent as RunCompleted;
        IsWorking = false;
        if (runEvent is RunSuspended)
            TurnStartedInto(ToolCallPhase.AwaitingNested);
    }

    private void TakePlan(RunEvent runEvent)
    {
        Plan = Plan!.Apply(runEvent);
        Tokens = Plan.Tokens;
        ToolCalls = Plan.ToolCalls;
    }

    private void TakeAnswer(ModelResponded e)
    {
        List<ToolCallState>? calls = null;
        var contents = e.Message.Contents;
        for (var i = 0; i < contents.Count; i++)
        {
            if (contents[i] is not FunctionCallContent { InformationalOnly: false } call)
                continue;
            var early = IndexOf(Early, call.CallId);
            (calls ??= new List<ToolCallState>(1)).Add(early < 0 ? new() { Call = call } : Early[early] with { Call = call });
        }
        Messages = Messages.Add(e.Message);
        Calls = calls ?? (IReadOnlyList<ToolCallState>)[];
        Early = [];
        // The concluding answer is the last, whatever it says of itself.
        var goesOn = calls is null && WrapUp is null && e.FinishReason == StrategyTurn.Unfinished;
        Answer = calls is null && !goesOn ? e.Message : null;
        HasGivenUp = e.FinishReason == StrategyTurn.GivenUp;
        if (goesOn)
            Hidden = [.. Hidden, e.Message];
        Iterations++;
        Tokens += e.Usage is null ? 0 : e.Usage.TotalTokenCount ?? (e.Usage.InputTokenCount ?? 0) + (e.Usage.OutputTokenCount ?? 0);
        AddResultsWhenDone();
    }

    private void TakeRejection(OutputRejected e)
    {
        RejectedOutputs++;
        Hidden = [.. Hidden, Answer ?? throw new ArgumentException($"Run '{RunId}' has no answer to reject.", nameof(e))];
        TakeNote(e.Note);
    }

    private void TakeNote(string text, bool isLast = false)
    {
        var note = RuntimeNote.Create(text, isLast);
        Hidden = [.. Hidden, note];
        Messages = Messages.Add(note);
        Answer = null;
    }

    /// <summary>A call that the newest answer does not have belongs to an answer that is still streaming.</summary>
    private void TakeStart(ToolStarted e)
    {
        if (Misused.Count > 0 && !MisuseOf(e.Tool).IsGivenUp)
            Misused = [.. Misused.Where(m => m.Tool != e.Tool)];
        if (e.ParentCallId is not null)
            TakeNestedStart(e);
        else if (IndexOf(Calls, e.CallId) < 0)
            Early = [.. Early, new ToolCallState { Call = new FunctionCallContent(e.CallId, e.Tool), Phase = ToolCallPhase.Started, Started = e, FirstStartedAt = e.At }];
        else
            Change(e.CallId, ToolCallPhase.Started, started: e);
    }

    private void TakeCompletion(ToolCompleted e)
    {
        if (e.ParentCallId is not null)
            TakeNestedCompletion(e);
        else
            Change(e.CallId, ToolCallPhase.Completed, e);
        DropNestedOf(e.CallId);
        ToolCalls += 1 + (e.ToolCalls ?? 0);
        Tokens += e.Tokens ?? 0;
        HandedOver ??= e.EndsRun is true ? e.Result : null;
        TakeRefusal(e);
        AddResultsWhenDone();
    }

    private void TakeRefusal(ToolCompleted e)
    {
        if (e.Outcome != ToolOutcome.Succeeded || e.TruncatedFrom is not null)
            Mishaps = [.. Mishaps, e];
        if (e.Outcome == ToolOutcome.Repeated)
            RepeatedCalls++;
        if (e.Outcome is not (ToolOutcome.MalformedArguments or ToolOutcome.InvalidArguments or ToolOutcome.GivenUp))
            return;
        var misuse = MisuseOf(e.Tool);
        // Calls of the answer in which the model learns of it are no disregard of what it was told.
        if (misuse.IsGivenUp && misuse.Newest != Iterations)
            RepeatedCalls++;
        Misused = [.. Misused.Where(m => m.Tool != e.Tool), misuse.After(e.Outcome, Iterations)];
    }

    private void TakeResumption(RunResumed e)
    {
        SessionVersion = e.SessionVersion ?? SessionVersion;
        Failure = null;
        IsWorking = true;
        Early = [];
        Mishaps = [];
        TurnStartedInto(ToolCallPhase.Interrupted);
    }

    /// <summary>Once every call has its result, they become one message, in the order in which the model asked.</summary>
    private void AddResultsWhenDone()
    {
        if (Calls.Count == 0)
            return;
        for (var i = 0; i < Calls.Count; i++)
        {
            if (Calls[i].Completed is null)
                return;
        }
        var results = new List<AIContent>(Calls.Count);
        for (var i = 0; i < Calls.Count; i++)
        {
            // Backends tell a failure from a result by the exception.
            var call = Calls[i];
            var error = call.Completed!.Outcome == ToolOutcome.Succeeded ? null : new ToolException(call.Completed.Result);
            var result = new FunctionResultContent(call.Call.CallId, call.Completed.Result) { Exception = error };
            if (call.Completed.Untrusted)
                UntrustedText.Mark(result);
            results.Add(result);
        }
        Messages = Messages.Add(new ChatMessage(ChatRole.Tool, results));
        Calls = [];
    }

    private void Change(string callId, ToolCallPhase phase, ToolCompleted? completed = null, ToolStarted? started = null, ApprovalRequested? approval = null)
    {
        var index = IndexOf(Calls, callId);
        if (index >= 0)
        {
            Calls = Replace(Calls, index, Changed(Calls[index]));
            return;
        }
        index = IndexOf(Early, callId);
        if (index >= 0)
        {
            Early = Replace(Early, index, Changed(Early[index]));
            return;
        }
        index = IndexOf(NestedCalls, callId);
        NestedCalls = index >= 0
            ? Replace(NestedCalls, index, Changed(NestedCalls[index]))
            : throw new ArgumentException($"Run '{RunId}' has no open call '{callId}'.", nameof(callId));

        ToolCallState Changed(ToolCallState call) => call with
        {
            Phase = phase,
            Completed = completed ?? call.Completed,
            Started = started ?? call.Started,
            Approval = approval ?? call.Approval,
            FirstStartedAt = call.FirstStartedAt ?? started?.At,
        };
    }

    /// <summary>Whether a result that nobody vouches for is among the messages, or is about to be.</summary>
    internal bool HasReadUntrusted =>
        Messages.Any(m => m.Contents.Any(c => c is FunctionResultContent result && UntrustedText.IsMarked(result))) || Calls.Concat(NestedCalls).Any(c => c.Completed is { Untrusted: true });

    private static int IndexOf(IReadOnlyList<ToolCallState> calls, string callId)
    {
        for (var i = 0; i < calls.Count; i++)
        {
            if (calls[i].Call.CallId == callId)
                return i;
        }
        return -1;
    }

    private static ToolCallState[] Replace(IReadOnlyList<ToolCallState> calls, int index, ToolCallState call)
    {
        var changed = new ToolCallState[calls.Count];
        for (var i = 0; i < changed.Length; i++)
            changed[i] = i == index ? call : calls[i];
        return changed;
    }

    private static PendingCall ToPending(ToolCallState call) => new()
    {
        CallId = call.Call.CallId,
        Tool = call.Call.Name,
        Arguments = call.Started?.Arguments ?? call.Approval?.Arguments ?? ToolArguments.AsJson(call.Call.Arguments),
        InDoubt = call.Phase == ToolCallPhase.AwaitingVerdict,
        Reason = call.Phase == ToolCallPhase.AwaitingApproval ? call.Approval?.Reason : null,
    };
}
