using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentFlow.Runs;

/// <summary>
/// The events of a run as comparable lines: without times and ids of runs, calls of one answer in the order in which the model asked, a start that a crash repeated only once.
/// </summary>
internal sealed class RunTrace
{
    private readonly List<TraceLine> _lines = [];
    private readonly List<(string CallId, TraceLine Line)> _early = [];
    private readonly List<(int Order, TraceLine Line)> _turn = [];
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _parents = new(StringComparer.Ordinal);
    private List<string> _calls = [];

    public static IReadOnlyList<TraceLine> Of(IReadOnlyList<RunEvent> events)
    {
        var trace = new RunTrace();
        // Beforehand, since what rails say of a call is journaled before the call.
        foreach (var e in events)
        {
            if (ParentOf(e) is var (callId, parent))
                trace._parents[callId] = parent;
        }
        for (var i = 0; i < events.Count; i++)
            trace.Add(i, events[i]);
        trace.EndTurn();
        return trace._lines;
    }

    private void Add(int at, RunEvent runEvent)
    {
        switch (runEvent)
        {
            case RunStarted e:
                AddStart(at, e);
                break;
            case ModelResponded e:
                AddAnswer(at, e);
                break;
            case ToolStarted e:
                if (_open.Add(e.CallId))
                    AddOfCall(e.CallId, new(at, $"started {e.Tool}", Json(e.Arguments)));
                break;
            case ToolCompleted e:
                _open.Remove(e.CallId);
                AddOfCall(e.CallId, new(at, $"completed {e.Tool}", e.Outcome == Tools.ToolOutcome.Succeeded ? e.Result : $"{e.Outcome}: {e.Result}"));
                break;
            case RailApplied { CallId: { } callId } e:
                AddOfCall(callId, Describe(at, e));
                break;
            case ApprovalRequested e:
                AddOfCall(e.CallId, new(at, $"asked for consent to {e.Tool}", Json(e.Arguments)));
                break;
            case ApprovalDecided e:
                AddOfCall(e.CallId, new(at, e.Approved ? "consent was given" : "consent was refused", e.Reason ?? string.Empty));
                break;
            case RunResumed or TextDelta or StepProgressed:
                break;
            default:
                _turn.Add((int.MaxValue, Describe(at, runEvent)));
                break;
        }
    }

    private void AddStart(int at, RunStarted e)
    {
        if (e.Instructions is not null)
            _lines.Add(new(at, "instructions", e.Instructions));
        foreach (var message in e.Input)
            _lines.Add(new(at, message.Role.Value, Text(message)));
    }

    private void AddAnswer(int at, ModelResponded e)
    {
        EndTurn();
        _calls = [.. e.Message.Contents.OfType<FunctionCallContent>().Where(c => !c.InformationalOnly).Select(c => c.CallId)];
        _lines.Add(new(at, "model", Text(e.Message)));
        List<(string CallId, TraceLine Line)> early = [.. _early];
        _early.Clear();
        foreach (var (callId, line) in early)
            AddOfCall(callId, line);
    }

    /// <summary>What a tool called stands with the tool. A call that the newest answer does not have belongs to an answer that was still streaming.</summary>
    private void AddOfCall(string callId, TraceLine line)
    {
        var root = RootOf(callId);
        if (_calls.IndexOf(root) is >= 0 and var order)
            _turn.Add((order, root == callId ? line : line with { IsDecided = false }));
        else if (line.What.StartsWith("started ", StringComparison.Ordinal) || line.What.StartsWith("completed ", StringComparison.Ordinal))
            _early.Add((callId, line));
        else
            _turn.Add((int.MaxValue, line)); // Of a plan, which is no call of a model.
    }

    private string RootOf(string callId)
    {
        while (!_calls.Contains(callId) && _parents.TryGetValue(callId, out var parent))
            callId = parent;
        return callId;
    }

    private static (string CallId, string Parent)? ParentOf(RunEvent runEvent) => runEvent switch
    {
        ToolStarted { ParentCallId: { } parent } e => (e.CallId, parent),
        ToolCompleted { ParentCallId: { } parent } e => (e.CallId, parent),
        ApprovalRequested { ParentCallId: { } parent } e => (e.CallId, parent),
        DoubtRaised { ParentCallId: { } parent } e => (e.CallId, parent),
        _ => null,
    };

    private void EndTurn()
    {
        _lines.AddRange(_turn.OrderBy(l => l.Order).Select(l => l.Line));
        _turn.Clear();
    }

    private static TraceLine Describe(int at, RunEvent runEvent) => runEvent switch
    {
        WrapUpStarted e => new(at, "concluding early", e.Reason.ToString()),
        OutputRejected e => new(at, "answer rejected", string.Join(' ', e.Errors)),
        RunCompleted e => new(at, "completed", $"{e.Outcome}: {e.Text}"),
        RunFailed e => new(at, "failed", $"{e.Code}: {e.Message}", IsDecided: false),
        RunSuspended e => new(at, "suspended", $"waits for {string.Join(", ", e.CallIds)}", IsDecided: false),
        DoubtRaised e => new(at, $"in doubt {e.Tool}", Json(e.Arguments), IsDecided: false),
        DoubtResolved e => new(at, "doubt resolved", e.Happened ? "it had happened" : "it had not happened", IsDecided: false),
        ContextCompacted e => new(at, "context compacted", $"{e.MessagesBefore} to {e.MessagesAfter} messages", IsDecided: false),
        RailApplied e => new(at, $"rail {e.Rail} at {e.Point}", $"{e.Action}: {e.Reason}"),
        UndoStarted e => new(at, $"started to undo {e.Tool}", string.Empty, IsDecided: false),
        UndoCompleted e => new(at, $"undo of {e.Tool}", $"{e.Outcome}", IsDecided: false),
        PlanMade e => new(at, $"plan by the {e.By.ToString().ToLowerInvariant()}", string.Join("; ", e.Plan.Steps.Select(s => $"{s.Id} ({string.Join(", ", s.DependsOn)}): {s.Task}"))),
        PlanRejected e => new(at, "no valid plan", string.Join(' ', e.Problems)),
        PlanStepStarted e => new(at, $"started step {e.StepId}", e.Agent),
        PlanStepCompleted e => new(at, $"completed step {e.StepId}", e.Result),
        PlanStepFailed e => new(at, $"failed step {e.StepId}", e.Error),
        PlanStepSuspended e => new(at, $"suspended step {e.StepId}", string.Join(", ", e.Pending.Select(p => p.Tool))),
        PlanStepDecided e => new(at, $"decided for step {e.StepId}", string.Join(", ", e.Decisions.Select(d => $"{d.CallId} {d.Approved}"))),
        PlanSynthesized e => new(at, "answer put together", string.Join(' ', e.Claims.Select(c => c.Text))),
        StepStarted e => new(at, $"started {e.Name}", string.Empty),
        StepCompleted e => new(at, $"completed {e.Name}", string.Empty),
        StepFailed e => new(at, $"failed {e.Name}", $"{e.Code}: {e.Message}"),
        _ => new(at, runEvent.GetType().Name, string.Empty),
    };

    private static string Text(ChatMessage message)
    {
        var text = new StringBuilder();
        var isText = false;
        foreach (var content in message.Contents)
        {
            var part = content switch
            {
                TextContent c => c.Text,
                FunctionCallContent c => $"{c.Name}({Json(Tools.ToolArguments.AsJson(c.Arguments))})",
                FunctionResultContent c => $"{c.Result}",
                TextReasoningContent => string.Empty, // How it came to its answer is not the answer.
                DataContent c => $"[{c.MediaType}, {c.Data.Length} bytes]",
                UriContent c => $"[{c.MediaType} {c.Uri}]",
                _ => string.Empty,
            };
            // A stream cuts a text into pieces, and puts them together otherwise than whoever wrote it.
            text.Append(text.Length > 0 && part.Length > 0 && !(isText && content is TextContent) ? " " : string.Empty).Append(part);
            isText = content is TextContent;
        }
        return text.ToString();
    }

    private static string Json(JsonElement element)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
            element.WriteTo(writer);
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
