using System.Text.Json;
using AgentFlow.Agents;
using AgentFlow.Runs;
using Microsoft.Extensions.AI;

namespace AgentFlow.Tools;

/// <summary>Looks at a call before it runs: what is wrong with it becomes a message that the model can act on.</summary>
internal sealed class ToolRefusals(ToolSet tools, ToolOptions options, RunLimits limits, AgentPrompts prompts)
{
    private const int QuotedLength = 200;

    /// <summary>Why the call cannot run, or null when it can.</summary>
    /// <param name="state">The run.</param>
    /// <param name="call">The call.</param>
    /// <param name="planned">How many calls of the same answer are about to start.</param>
    public (ToolOutcome Outcome, string Message)? Find(RunState state, FunctionCallContent call, int planned)
    {
        if (tools.Find(call.Name) is not { } tool)
            return (ToolOutcome.UnknownTool, UnknownTool(call.Name));
        if (MalformedArguments(call) is { } malformed)
            return (ToolOutcome.MalformedArguments, malformed);
        var errors = tool.Schema.Validate(ToolArguments.AsJson(call.Arguments));
        if (errors.Count > 0)
            return (ToolOutcome.InvalidArguments, prompts.InvalidArguments.Replace("{tool}", call.Name, StringComparison.Ordinal)
                .Replace("{errors}", string.Join('\n', errors.Select(e => "- " + e.Message)), StringComparison.Ordinal));
        if (limits.MaxToolCalls is { } most && state.ToolCalls + CountRunning(state) + planned >= most)
            return (ToolOutcome.OverBudget, prompts.CallOverBudget.Replace("{tool}", call.Name, StringComparison.Ordinal)
                .Replace("{limit}", $"{most}", StringComparison.Ordinal));
        var before = CountEqual(state, call);
        return before < options.MaxIdenticalCalls ? null : (ToolOutcome.Repeated, prompts.RepeatedCall
            .Replace("{tool}", call.Name, StringComparison.Ordinal).Replace("{count}", $"{before}", StringComparison.Ordinal));
    }

    private string UnknownTool(string name)
    {
        var nearest = tools.Names.MinBy(n => EditDistance.Between(n, name));
        var isNear = nearest is not null && EditDistance.Between(nearest, name) <= Math.Max(2, name.Length / 3);
        return prompts.UnknownTool.Replace("{tool}", Cut(name), StringComparison.Ordinal)
            .Replace("{nearest}", isNear ? $" Did you mean '{nearest}'?" : string.Empty, StringComparison.Ordinal)
            .Replace("{tools}", tools.Count == 0 ? "none" : string.Join(", ", tools.Names), StringComparison.Ordinal);
    }

    private string? MalformedArguments(FunctionCallContent call)
    {
        if (call.Arguments is not null)
            return null;
        var text = call.AdditionalProperties?.GetValueOrDefault(JsonArguments.RawTextKey)?.ToString();
        var error = call.Exception?.Message ?? JsonError(text);
        return error is null ? null : prompts.MalformedArguments.Replace("{tool}", call.Name, StringComparison.Ordinal)
            .Replace("{error}", error.EndsWith('.') ? error : error + ".", StringComparison.Ordinal)
            .Replace("{text}", Cut(text ?? string.Empty), StringComparison.Ordinal);
    }

    /// <summary>What is wrong with the text; read again here because a journal keeps the text and not the exception.</summary>
    private static string? JsonError(string? text)
    {
        if (text is null)
            return null;
        try
        {
            JsonArguments.Parse(System.Text.Encoding.UTF8.GetBytes(text));
            return null;
        }
        catch (JsonException error)
        {
            return error.Message;
        }
    }

    private static int CountRunning(RunState state) =>
        state.Calls.Count(c => c.Phase == ToolCallPhase.Started) + state.Early.Count(c => c.Phase == ToolCallPhase.Started);

    /// <summary>How often this run has made the very call before this one.</summary>
    private static int CountEqual(RunState state, FunctionCallContent call)
    {
        var count = 0;
        for (var i = state.HistoryCount; i < state.Messages.Count; i++)
        {
            var message = state.Messages[i];
            if (message.Role != ChatRole.Assistant)
                continue;
            foreach (var content in message.Contents)
            {
                if (ReferenceEquals(content, call))
                    return count;
                if (content is FunctionCallContent other && other.Name == call.Name && ToolArguments.AreEqual(other.Arguments, call.Arguments))
                    count++;
            }
        }
        return count;
    }

    private static string Cut(string text) => text.Length <= QuotedLength ? text : string.Concat(text.AsSpan(0, QuotedLength), "...");
}
