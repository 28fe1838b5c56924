using AgentFlow.Runs;
using AgentFlow.Tools;
using Spectre.Console;

namespace AgentFlow.Cli;

/// <summary>Shows a run while it happens: the answer as it streams, tool calls as they start and end.</summary>
internal sealed class RunPrinter(CliConsole console)
{
    private const int NestedShown = 160;

    private bool _isInText;

    /// <summary>Shows every event, and says where the run stands at its end; what is not seen to end or wait stands as running.</summary>
    public async Task<RunStatus> PrintAsync(IAsyncEnumerable<RunEvent> events)
    {
        var status = RunStatus.Running;
        await foreach (var e in events)
        {
            Print(e);
            status = e switch { RunCompleted => RunStatus.Completed, RunSuspended => RunStatus.Suspended, _ => status };
        }
        EndText();
        return status;
    }

    private void Print(RunEvent e)
    {
        switch (e)
        {
            case TextDelta delta:
                console.Out.Write(new Text(delta.Text));
                _isInText = true;
                break;
            case ToolStarted started:
                EndText();
                console.Out.MarkupLineInterpolated($"[grey]{Indent(started.ParentCallId)}> {started.Tool} {started.Arguments.GetRawText()}[/]");
                break;
            case ToolCompleted { Outcome: ToolOutcome.Succeeded } completed:
                EndText();
                console.Out.MarkupLineInterpolated($"[grey]{Indent(completed.ParentCallId)}< {completed.Tool}: {Shown(completed)}[/]");
                break;
            case ToolCompleted completed:
                EndText();
                console.Out.MarkupLineInterpolated($"[yellow]{Indent(completed.ParentCallId)}< {completed.Tool} ({completed.Outcome}): {completed.Result}[/]");
                break;
            case ApprovalRequested asked:
                EndText();
                console.Out.MarkupLineInterpolated($"[yellow]? {asked.Tool} {asked.Arguments.GetRawText()} needs your consent (call {asked.CallId})[/]");
                if (asked.Reason is not null)
                    console.Out.MarkupLineInterpolated($"[yellow]  {asked.Reason}[/]");
                break;
            case RailApplied { Action: RailAction.Block or RailAction.Change } rail:
                EndText();
                console.Out.MarkupLineInterpolated($"[yellow]! rail {rail.Rail} {(rail.Action == RailAction.Block ? "blocked" : "changed")} at {rail.Point}: {rail.Reason}[/]");
                break;
            case ContextCompacted compacted:
                EndText();
                console.Out.MarkupLineInterpolated($"[yellow]! too long for the model: {compacted.MessagesAfter} of {compacted.MessagesBefore} messages are shown[/]");
                break;
            case OutputRejected rejected:
                EndText();
                console.Out.MarkupLineInterpolated($"[yellow]! asked again: {string.Join(' ', rejected.Errors)}[/]");
                break;
            case WrapUpStarted wrapUp:
                EndText();
                console.Out.MarkupLineInterpolated($"[yellow]! concluding early: {wrapUp.Reason}[/]");
                break;
            case RunCompleted completed when !_isInText:
                console.Out.Write(new Text(completed.Text));
                _isInText = true;
                break;
        }
    }

    private static string Indent(string? parentCallId) => parentCallId is null ? "" : "  ";

    /// <summary>What a tool got of another may be long, and nobody but that tool asked for it.</summary>
    private static string Shown(ToolCompleted completed) =>
        completed.ParentCallId is null || completed.Result.Length <= NestedShown ? completed.Result : string.Concat(completed.Result.AsSpan(0, NestedShown), "...");

    private void EndText()
    {
        if (_isInText)
            console.Out.WriteLine();
        _isInText = false;
    }
}
