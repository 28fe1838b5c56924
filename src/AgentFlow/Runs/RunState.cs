using AgentFlow.Memory;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Runs;

/// <summary>What a run has come to: the fold of its events. Never changed; <see cref="Apply"/> gives the next state.</summary>
public sealed record RunState
{
    private RunState()
    {
    }

    /// <summary>The run's id.</summary>
    public required string RunId { get; init; }

    /// <summary>The event that began it.</summary>
    public required RunStarted Start { get; init; }

    /// <summary>The number of events so far.</summary>
    public long Version { get; init; }

    /// <summary>Where it stands.</summary>
    public RunStatus Status { get; init; }

    /// <summary>The session's history that the run sees, and behind it everything that the run said.</summary>
    public required MessageLog Messages { get; init; }

    /// <summary>How many of <see cref="Messages"/> are history; the rest is new.</summary>
    public int HistoryCount { get; init; }

    /// <summary>The calls of the model's newest answer, in its order, until all of them have results. Empty otherwise.</summary>
    public IReadOnlyList<ToolCallState> Calls { get; init; } = [];

    /// <summary>How often the model answered.</summary>
    public int Iterations { get; init; }

    /// <summary>How many calls got a result, refusals included.</summary>
    public int ToolCalls { get; init; }

    /// <summary>How many calls were refused because the model had made them too often.</summary>
    public int RepeatedCalls { get; init; }

    /// <summary>All tokens so far, in and out, as the provider counted them.</summary>
    public long Tokens { get; init; }

    /// <summary>The time spent working, which leaves out the time between a suspension or a crash and the resumption.</summary>
    public TimeSpan Active { get; init; }

    /// <summary>The limit that made the agent ask for a conclusion, if one did.</summary>
    public RunOutcome? WrapUp { get; init; }

    /// <summary>How it ended, if it did.</summary>
    public RunCompleted? Completed { get; init; }

    /// <summary>The failure that it stands at, if it failed.</summary>
    public RunFailed? Failure { get; init; }

    /// <summary>What the run waits for: calls that need a decision.</summary>
    public IReadOnlyList<PendingCall> Pending =>
        [.. Calls.Where(c => c.Phase is ToolCallPhase.AwaitingApproval or ToolCallPhase.AwaitingVerdict).Select(ToPending)];

    /// <summary>What the run said that belongs into its session: its new messages without the agent's own notes to the model.</summary>
    public IReadOnlyList<ChatMessage> NewMessages
    {
        get
        {
            var messages = new List<ChatMessage>(Messages.Count - HistoryCount);
            for (var i = HistoryCount; i < Messages.Count; i++)
            {
                if (Messages[i] != Note)
                    messages.Add(Messages[i]);
            }
            return messages;
        }
    }

    /// <summary>The calls of an answer that is still streaming, started because their tool is pure.</summary>
    internal IReadOnlyList<ToolCallState> Early { get; init; } = [];

    /// <summary>The model's newest message, when it had no calls and nothing follows it.</summary>
    internal ChatMessage? Answer { get; init; }

    internal bool IsWorking { get; init; }

    internal DateTimeOffset LastAt { get; init; }

    private ChatMessage? Note { get; init; }

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
            state = state is not null ? state.Apply(e)
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
        var next = runEvent switch
        {
            RunStarted => throw new ArgumentException($"Run '{RunId}' has started already.", nameof(runEvent)),
            ModelResponded e => AfterModel(e),
            ToolStarted e => WithCall(e.CallId, c => c with { Phase = ToolCallPhase.Started, Started = e }, early: e),
            ToolCompleted e => AfterTool(e),
            ApprovalRequested e => WithCall(e.CallId, c => c with { Phase = ToolCallPhase.AwaitingApproval }),
            ApprovalDecided { Approved: true } e => WithCall(e.CallId, c => c with { Phase = ToolCallPhase.Cleared }),
            DoubtRaised e => WithCall(e.CallId, c => c with { Phase = ToolCallPhase.AwaitingVerdict }),
            DoubtResolved { Happened: false } e => WithCall(e.CallId, c => c with { Phase = ToolCallPhase.Cleared }),
            WrapUpStarted e => AfterWrapUp(e),
            RunSuspended => this with { IsWorking = false },
            RunResumed => AfterResume(),
            RunFailed e => this with { Failure = e, IsWorking = false },
            RunCompleted e => this with { Completed = e, IsWorking = false },
            _ => this, // ApprovalDecided and DoubtResolved with a result: the ToolCompleted behind them says all.
        };
        return runEvent is TextDelta ? this : next with
        {
            Version = Version + 1,
            Status = RunSummary.StatusAfter(Status, runEvent),
            LastAt = runEvent.At,
            Active = IsWorking && runEvent is not RunResumed ? Active + (runEvent.At - LastAt) : Active,
        };
    }

    internal static RunState Begin(string runId, RunStarted started, MessageLog history)
    {
        var seen = history.Take((int)Math.Min(started.SessionVersion, history.Count));
        return new RunState
        {
            RunId = runId,
            Start = started,
            Version = 1,
            Status = RunSummary.StatusAfter(RunStatus.Running, started),
            IsWorking = !started.Queued,
            LastAt = started.At,
            Messages = seen.AddRange(started.Input),
            HistoryCount = seen.Count,
        };
    }

    private RunState AfterModel(ModelResponded e)
    {
        List<ToolCallState>? calls = null;
        foreach (var content in e.Message.Contents)
        {
            if (content is FunctionCallContent { InformationalOnly: false } call)
                (calls ??= []).Add(Early.FirstOrDefault(c => c.Call.CallId == call.CallId) is { } early ? early with { Call = call } : new() { Call = call });
        }
        var next = this with
        {
            Messages = Messages.Add(e.Message),
            Calls = calls ?? (IReadOnlyList<ToolCallState>)[],
            Early = [],
            Answer = calls is null ? e.Message : null,
            Iterations = Iterations + 1,
            Tokens = Tokens + (e.Usage is null ? 0 : e.Usage.TotalTokenCount ?? (e.Usage.InputTokenCount ?? 0) + (e.Usage.OutputTokenCount ?? 0)),
        };
        return next.WithResultsWhenDone();
    }

    private RunState AfterTool(ToolCompleted e) =>
        (WithCall(e.CallId, c => c with { Phase = ToolCallPhase.Completed, Completed = e }) with
        {
            ToolCalls = ToolCalls + 1,
            RepeatedCalls = RepeatedCalls + (e.Outcome == ToolOutcome.Repeated ? 1 : 0),
        }).WithResultsWhenDone();

    private RunState AfterWrapUp(WrapUpStarted e)
    {
        var note = new ChatMessage(ChatRole.User, e.Note);
        return this with { WrapUp = e.Reason, Note = note, Messages = Messages.Add(note), Answer = null };
    }

    private RunState AfterResume() => this with
    {
        Failure = null,
        IsWorking = true,
        Early = [],
        Calls = [.. Calls.Select(c => c is { Phase: ToolCallPhase.Started } ? c with { Phase = ToolCallPhase.Interrupted } : c)],
    };

    /// <summary>Once every call has its result, they become one message, in the order in which the model asked.</summary>
    private RunState WithResultsWhenDone()
    {
        if (Calls.Count == 0)
            return this;
        foreach (var call in Calls)
        {
            if (call.Completed is null)
                return this;
        }
        var results = new List<AIContent>(Calls.Count);
        foreach (var call in Calls)
            results.Add(new FunctionResultContent(call.Call.CallId, call.Completed!.Result));
        return this with { Messages = Messages.Add(new ChatMessage(ChatRole.Tool, results)), Calls = [] };
    }

    private RunState WithCall(string callId, Func<ToolCallState, ToolCallState> change, ToolStarted? early = null)
    {
        for (var i = 0; i < Calls.Count; i++)
        {
            if (Calls[i].Call.CallId == callId)
                return this with { Calls = Replace(Calls, i, change(Calls[i])) };
        }
        for (var i = 0; i < Early.Count; i++)
        {
            if (Early[i].Call.CallId == callId)
                return this with { Early = Replace(Early, i, change(Early[i])) };
        }
        return early is null
            ? throw new ArgumentException($"Run '{RunId}' has no open call '{callId}'.", nameof(callId))
            : this with { Early = [.. Early, change(new ToolCallState { Call = new FunctionCallContent(callId, early.Tool) })] };
    }

    private static ToolCallState[] Replace(IReadOnlyList<ToolCallState> calls, int index, ToolCallState call)
    {
        ToolCallState[] changed = [.. calls];
        changed[index] = call;
        return changed;
    }

    private static PendingCall ToPending(ToolCallState call) => new()
    {
        CallId = call.Call.CallId,
        Tool = call.Call.Name,
        Arguments = call.Started?.Arguments ?? ToolArguments.AsJson(call.Call.Arguments),
        InDoubt = call.Phase == ToolCallPhase.AwaitingVerdict,
    };
}
