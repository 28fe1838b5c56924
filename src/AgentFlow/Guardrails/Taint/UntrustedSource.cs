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
                        untrusted.Add(new UntrustedSource(result.CallId, tools.GetValueOrDefault(result.CallId, "unknown"), $"{result.Result}"));
                        break;
                    case FunctionResultContent result:
                        trusted.Add($"{result.Result}");
                        break;
                    case TextContent text when message.Role == ChatRole.User || message.Role == ChatRole.System:
                        // What the model said itself may be what it read in the untrusted text, and vouches for nothing.
                        trusted.Add(text.Text);
                        break;
                }
            }
        }
        // What a tool that is running got from others it may pass on at once, before any of it is in a message.
        foreach (var call in state.NestedCalls)
        {
            if (call.Completed is { Untrusted: true } read)
                untrusted.Add(new UntrustedSource(read.CallId, read.Tool, read.Result));
            else if (call.Completed is { } known)
                trusted.Add(known.Result);
        }
        return (untrusted, trusted);
    }
}
