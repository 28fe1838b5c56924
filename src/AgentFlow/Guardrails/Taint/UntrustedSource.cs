using System.Text.Json;
using AgentFlow.Agents.Middleware;
using AgentFlow.Memory;
using AgentFlow.Runs;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Guardrails.Taint;

/// <summary>An untrusted text that the model may have seen.</summary>
/// <param name="CallId">The call that it is the result of.</param>
/// <param name="Tool">The tool.</param>
/// <param name="Text">The text.</param>
internal sealed record UntrustedSource(string CallId, string Tool, string Text)
{
    /// <summary>
    /// All of them in a run's messages, its session's history among them, and everything else that was said by somebody who vouches for it. A trusted tool vouches for
    /// nothing when it was given untrusted text: it may hand that back.
    /// </summary>
    /// <param name="state">The run.</param>
    /// <param name="isDerived">Whether arguments come from the untrusted texts that were there before.</param>
    public static (IReadOnlyList<UntrustedSource> Untrusted, IReadOnlyList<string> Trusted) Of(
        RunState state, Func<JsonElement, IReadOnlyList<UntrustedSource>, IReadOnlyList<string>, bool> isDerived)
    {
        List<UntrustedSource> untrusted = [];
        List<string> trusted = [];
        var calls = new Dictionary<string, FunctionCallContent>(StringComparer.Ordinal);
        if (state.Start.Instructions is { } instructions)
            trusted.Add(instructions);
        foreach (var message in state.Messages)
        {
            foreach (var content in message.Contents)
            {
                switch (content)
                {
                    case FunctionCallContent call:
                        calls[call.CallId] = call;
                        break;
                    case FunctionResultContent result:
                        Take(result.CallId, calls.GetValueOrDefault(result.CallId), $"{result.Result}", UntrustedText.IsMarked(result));
                        break;
                    case TextContent text when (message.Role == ChatRole.User && !RuntimeNote.Is(message)) || message.Role == ChatRole.System:
                        // What the model said itself may be what it read in the untrusted text, and vouches for nothing; so may a note that passes on what a model said.
                        trusted.Add(text.Text);
                        break;
                }
            }
        }
        // What a tool that is running got from others it may pass on at once, before any of it is in a message.
        foreach (var call in state.NestedCalls.Where(c => c.Completed is not null).OrderBy(c => c.CompletedAt))
            Take(call.Call.CallId, call.Call, call.Completed!.Result, call.Completed.Untrusted);
        return (untrusted, trusted);

        void Take(string callId, FunctionCallContent? call, string text, bool isUntrusted)
        {
            if (isUntrusted)
                untrusted.Add(new UntrustedSource(callId, call?.Name ?? "unknown", Decoded(text)));
            else if (untrusted.Count == 0 || call is null || !isDerived(ToolArguments.AsJson(call.Arguments), untrusted, trusted))
                trusted.Add(text);
        }
    }

    /// <summary>A text that is JSON, and behind it what its texts mean: a model reads through <c>\u0044\u0045</c>, and so must who looks for what it read.</summary>
    private static string Decoded(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal))
            return text;
        try
        {
            using var json = JsonDocument.Parse(text);
            return string.Join('\n', JsonStrings.In(json.RootElement).Prepend(text));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // No JSON, or half a character in it: then it means what it says.
            return text;
        }
    }
}
