using System.Text.Json;
using AgentFlow.Agents;
using AgentFlow.JsonSchema.Repair;
using AgentFlow.Runs;
using Microsoft.Extensions.AI;

namespace AgentFlow.Tools;

/// <summary>
/// Looks at a call before it runs: near-misses in its arguments are put right, and what is wrong becomes a message that the model can act on.
/// </summary>
internal sealed class ToolGate(ToolSet tools, ToolOptions options, RunLimits limits, AgentPrompts prompts)
{
    private const int QuotedLength = 200;
    private static readonly JsonRepairOptions AnObject = new() { Root = JsonRoot.AnObject };

    /// <summary>Whether the call may run, and with what arguments.</summary>
    /// <param name="state">The run.</param>
    /// <param name="call">The call.</param>
    /// <param name="planned">How many calls of the same answer are about to start.</param>
    /// <param name="nested">The tool, when another tool calls it; null when the model does.</param>
    public CheckedCall Check(RunState state, FunctionCallContent call, int planned, ToolSet.Entry? nested = null)
    {
        var misuse = state.MisuseOf(call.Name);
        if (misuse.IsGivenUp)
            return GiveUp(call);
        var read = Read(call, nested);
        if (read.Refusal is { Outcome: ToolOutcome.MalformedArguments or ToolOutcome.InvalidArguments } && misuse.AnswersBefore(state.Iterations) >= options.MaxRepairs)
            return GiveUp(call);
        if (read.Refusal is not null)
            return read;
        if (limits.MaxToolCalls is { } most && state.ToolCalls + CountRunning(state) + planned >= most)
            return CheckedCall.Refuse(ToolOutcome.OverBudget, prompts.CallOverBudget.Format(("tool", call.Name), ("limit", most)));
        if (nested is not null)
            return read; // A loop of a program is bounded by its own limits; that a model goes in circles is seen at the outer call.
        var before = CountEqual(state, call);
        return before < options.MaxIdenticalCalls ? read : CheckedCall.Refuse(ToolOutcome.Repeated, prompts.RepeatedCall.Format(("tool", call.Name), ("count", before)));
    }

    /// <summary>Finds the tool and reads the arguments, without regard to budgets; for a call that a person has let through as well.</summary>
    /// <param name="call">The call.</param>
    /// <param name="nested">The tool, when another tool calls it; null when the model does.</param>
    public CheckedCall Read(FunctionCallContent call, ToolSet.Entry? nested = null)
    {
        if ((nested ?? tools.Find(call.Name)) is not { } tool)
            return CheckedCall.Refuse(ToolOutcome.UnknownTool, UnknownTool(call.Name));
        List<string>? repairs = null;
        if (!TryParse(call, ref repairs, out var arguments, out var malformed))
            return CheckedCall.Refuse(ToolOutcome.MalformedArguments, malformed);
        if (options.RepairArguments)
        {
            var (coerced, changes) = tool.Coercer.Coerce(arguments);
            arguments = coerced;
            for (var i = 0; i < changes.Count; i++)
                (repairs ??= []).Add(changes[i].Message);
        }
        var errors = tool.Schema.Validate(arguments);
        return errors.Count == 0 ? new CheckedCall(tool, arguments, repairs ?? (IReadOnlyList<string>)[], null)
            : CheckedCall.Refuse(ToolOutcome.InvalidArguments, prompts.InvalidArguments.Format(("tool", call.Name), ("errors", string.Join('\n', errors.Select(e => "- " + e.Message)))));
    }

    private CheckedCall GiveUp(FunctionCallContent call) => CheckedCall.Refuse(ToolOutcome.GivenUp, prompts.GiveUpOnTool.Format(("tool", call.Name), ("repairs", options.MaxRepairs)));

    private string UnknownTool(string name)
    {
        var nearest = tools.Names.MinBy(n => EditDistance.Between(n, name));
        var isNear = nearest is not null && EditDistance.Between(nearest, name) <= Math.Max(2, name.Length / 3);
        return prompts.UnknownTool.Format(
            ("tool", Cut(name)),
            ("nearest", isNear ? " " + prompts.NearestTool.Format(("tool", nearest)) : string.Empty),
            ("tools", tools.Count == 0 ? "none" : string.Join(", ", tools.Names)));
    }

    /// <summary>
    /// The arguments as an object. Text that a backend could not read is repaired, unless it was cut off: half an argument is no argument.
    /// </summary>
    private bool TryParse(FunctionCallContent call, ref List<string>? repairs, out JsonElement arguments, out string problem)
    {
        arguments = ToolArguments.AsJson(call.Arguments);
        problem = string.Empty;
        if (call.Arguments is not null || call.AdditionalProperties?.GetValueOrDefault(JsonArguments.RawTextKey)?.ToString() is not { } text)
        {
            // A backend of somebody else's may say no more than that it failed.
            problem = call.Exception is null ? string.Empty : Malformed(call, call.Exception.Message, string.Empty);
            return call.Exception is null && TakeRepairs(call, arguments, ref repairs, ref problem);
        }
        if (!JsonRepair.TryParse(text, AnObject, out var repaired, out var error))
        {
            problem = Malformed(call, error.Message, text);
            return false;
        }
        if (!options.RepairArguments || repaired.Fixes.Any(f => f.Kind is JsonFixKind.Truncated or JsonFixKind.DanglingKey))
        {
            problem = Malformed(call, repaired.Fixes[0].ToString(), text);
            return false;
        }
        (repairs ??= []).AddRange(repaired.Fixes.Select(f => f.ToString()));
        arguments = repaired.Value;
        return true;
    }

    /// <summary>What a backend has put right itself.</summary>
    private bool TakeRepairs(FunctionCallContent call, JsonElement arguments, ref List<string>? repairs, ref string problem)
    {
        if (call.AdditionalProperties?.GetValueOrDefault(JsonArguments.RepairsKey)?.ToString() is not { } made)
            return true;
        if (!options.RepairArguments)
            problem = Malformed(call, made, arguments.GetRawText());
        else
            (repairs ??= []).Add(made);
        return options.RepairArguments;
    }

    private string Malformed(FunctionCallContent call, string error, string text) => prompts.MalformedArguments.Format(
        ("tool", call.Name),
        ("error", error.EndsWith('.') ? error : error + "."),
        ("text", Cut(text)));

    private static int CountRunning(RunState state) =>
        state.Calls.Concat(state.Early).Concat(state.NestedCalls).Count(c => c.Phase == ToolCallPhase.Started);

    /// <summary>How often this run has made the very call before this one.</summary>
    private static int CountEqual(RunState state, FunctionCallContent call)
    {
        var count = 0;
        for (var i = state.HistoryCount; i < state.Messages.Count; i++)
        {
            var message = state.Messages[i];
            if (message.Role != ChatRole.Assistant)
                continue;
            for (var j = 0; j < message.Contents.Count; j++)
            {
                if (ReferenceEquals(message.Contents[j], call))
                    return count;
                if (message.Contents[j] is FunctionCallContent other && other.Name == call.Name && ToolArguments.AreEqual(other.Arguments, call.Arguments))
                    count++;
            }
        }
        return count;
    }

    private static string Cut(string text) => text.Length <= QuotedLength ? text : string.Concat(text.AsSpan(0, QuotedLength), "...");
}
