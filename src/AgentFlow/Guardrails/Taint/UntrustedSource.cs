using System.Text.Json;
using AgentFlow.Agents.Middleware;
using AgentFlow.Memory;
using AgentFlow.Runs;
using Microsoft.Extensions.AI;

namespace AgentFlow.Guardrails.Taint;

/// <summary>An untrusted text that the model may have seen.</summary>
/// <param name="CallId">The call that it is the result of.</param>
/// <param name="Tool">The tool.</param>
/// <param name="Text">The text.</param>
internal sealed record UntrustedSource(string CallId, string Tool, string Text)
{
    /// <summary>All of them in a run's messages, its session's history among them, and everything else that was said.</summary>
    public static (IReadOnlyList<UntrustedSource> Untrusted, IReadOnlyList<string> Trusted) Of(RunState state)
    {
        List<UntrustedSource> untrusted = [];
        List<string> trusted = [];
        var tools = new Dictionary<string, string>(StringComparer.Ordinal);
        if (state.Start.Instructions is { } instructions)
            trusted.Add(instructions);
        foreach (var message in state.Messages)
        {
            foreach (var content in message.Contents)
            {
                switch (content)
                {
                    case FunctionCallContent call:
                        tools[call.CallId] = call.Name;
                        break;
                    case FunctionResultContent result when UntrustedText.IsMarked(result):
                        untrusted.Add(new UntrustedSource(result.CallId, tools.GetValueOrDefault(result.CallId, "unknown"), Decoded($"{result.Result}")));
                        break;
                    case FunctionResultContent result:
                        trusted.Add($"{result.Result}");
                        break;
                    case TextContent text when (message.Role == ChatRole.User && !RuntimeNote.Is(message)) || message.Role == ChatRole.System:
                        // What the model said itself may be what it read in the untrusted text, and vouches for nothing; so may a note that passes on what a model said.
                        trusted.Add(text.Text);
                        break;
                }
            }
        }
        // What a tool that is running got from others it may pass on at once, before any of it is in a message.
        foreach (var call in state.NestedCalls)
        {
            if (call.Completed is { Untrusted: true } read)
                untrusted.Add(new UntrustedSource(read.CallId, read.Tool, Decoded(read.Result)));
            else if (call.Completed is { } known)
                trusted.Add(known.Result);
        }
        return (untrusted, trusted);
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
