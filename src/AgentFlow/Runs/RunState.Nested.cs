using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Runs;

/// <content>The calls that tools make of others while they run.</content>
public sealed partial record RunState
{
    /// <summary>
    /// The calls that the tools of open calls have made of others, in the order in which they were made; those of a call are dropped when it has its
    /// result.
    /// </summary>
    public IReadOnlyList<ToolCallState> NestedCalls { get; private set; } = [];

    /// <summary>An open call, of the model's or of a tool's.</summary>
    internal ToolCallState? FindCall(string callId)
    {
        foreach (var calls in (ReadOnlySpan<IReadOnlyList<ToolCallState>>)[Calls, Early, NestedCalls])
        {
            if (IndexOf(calls, callId) is >= 0 and var index)
                return calls[index];
        }
        return null;
    }

    /// <summary>How many calls of a tool were made by tools whose own calls have ended.</summary>
    internal int CountPastNested(string tool) => PastNested.Count(name => name == tool);

    private IReadOnlyList<string> PastNested { get; set; } = [];

    private void TakeNestedStart(ToolStarted e) => ChangeNested(e.CallId, known =>
        (known ?? NewNested(e.CallId, e.Tool, e.Arguments, e.ParentCallId!, e.CallHash)) with
        {
            Phase = ToolCallPhase.Started,
            Started = e,
            FirstStartedAt = known?.FirstStartedAt ?? e.At,
        });

    private void TakeNestedCompletion(ToolCompleted e) => ChangeNested(e.CallId, known =>
        (known ?? NewNested(e.CallId, e.Tool, null, e.ParentCallId!, e.CallHash)) with
        {
            Phase = ToolCallPhase.Completed,
            Completed = e,
            CompletedAt = Version,
        });

    private void TakeRequest(ApprovalRequested e)
    {
        if (e.ParentCallId is { } parent)
            ChangeNested(e.CallId, _ => NewNested(e.CallId, e.Tool, e.Arguments, parent, e.CallHash) with { Phase = ToolCallPhase.AwaitingApproval, Approval = e });
        else
            Change(e.CallId, ToolCallPhase.AwaitingApproval, approval: e);
    }

    private void TakeDoubt(DoubtRaised e)
    {
        if (e.ParentCallId is { } parent)
            ChangeNested(e.CallId, known => (known is { IsForeign: false } ? known : NewNested(e.CallId, e.Tool, e.Arguments, parent, null)) with { Phase = ToolCallPhase.AwaitingVerdict });
        else
            Change(e.CallId, ToolCallPhase.AwaitingVerdict);
    }

    /// <summary>A decision about a call of another run is kept for the tool that began that run; here nothing else follows from it.</summary>
    private bool TakeForeignDecision(RunEvent runEvent)
    {
        var decision = runEvent switch
        {
            ApprovalDecided e => new ToolDecision { CallId = e.CallId, Approved = e.Approved, Reason = e.Reason },
            DoubtResolved e => new ToolDecision { CallId = e.CallId, Approved = !e.Happened, Result = e.Result },
            _ => null,
        };
        if (decision is null || FindCall(decision.CallId) is not { IsForeign: true })
            return false;
        ChangeNested(decision.CallId, known => known! with { Phase = ToolCallPhase.Cleared, Decision = decision });
        return true;
    }

    private void ChangeNested(string callId, Func<ToolCallState?, ToolCallState> change)
    {
        var index = IndexOf(NestedCalls, callId);
        NestedCalls = index < 0 ? [.. NestedCalls, change(null)] : Replace(NestedCalls, index, change(NestedCalls[index]));
    }

    private void TurnStartedInto(ToolCallPhase phase)
    {
        Calls = [.. Calls.Select(Turned)];
        if (NestedCalls.Count > 0)
            NestedCalls = [.. NestedCalls.Select(Turned)];

        ToolCallState Turned(ToolCallState call) => call.Phase is ToolCallPhase.Started or ToolCallPhase.AwaitingNested ? call with { Phase = phase } : call;
    }

    private void DropNestedOf(string callId)
    {
        if (NestedCalls.Count == 0)
            return;
        var kept = new List<ToolCallState>(NestedCalls.Count);
        List<string> dropped = [.. PastNested];
        foreach (var call in NestedCalls)
        {
            if (call.ParentCallId != callId && !call.ParentCallId!.StartsWith(callId + "/", StringComparison.Ordinal))
                kept.Add(call);
            else
                dropped.Add(call.Call.Name);
        }
        (NestedCalls, PastNested) = (kept, dropped);
    }

    private static ToolCallState NewNested(string callId, string tool, System.Text.Json.JsonElement? arguments, string parent, string? hash) => new()
    {
        Call = new FunctionCallContent(callId, tool, arguments is null ? null : new JsonArguments(arguments.Value)),
        ParentCallId = parent,
        CallHash = hash,
    };
}
