using System.Text;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Memory;

/// <summary>Messages as lines that a model can read about: <c>Human: …</c>, <c>AI: …</c>, as LangChain writes them.</summary>
internal static class Transcript
{
    /// <summary>One message, one or more lines; empty when it says nothing that a text can hold.</summary>
    public static string Of(ChatMessage message)
    {
        var lines = new StringBuilder();
        foreach (var content in message.Contents)
        {
            var line = content switch
            {
                TextContent text => text.Text,
                FunctionCallContent call => $"calls {call.Name} {ToolArguments.AsJson(call.Arguments).GetRawText()}",
                ToolApprovalRequestContent request => $"asks for consent to call {NameOf(request.ToolCall)}",
                ToolApprovalResponseContent answer => $"{(answer.Approved ? "consents" : "refuses")} to call {NameOf(answer.ToolCall)}",
                FunctionResultContent result => result.Result?.ToString() ?? string.Empty,
                DataContent data => $"[{data.MediaType}]",
                UriContent uri => $"[{uri.MediaType}: {uri.Uri}]",
                _ => string.Empty,
            };
            if (line.Length > 0)
                lines.Append(lines.Length > 0 ? "\n" : string.Empty).Append(Speaker(message)).Append(": ").Append(line);
        }
        return lines.ToString();
    }

    private static string NameOf(ToolCallContent call) => (call as FunctionCallContent)?.Name ?? call.CallId;

    private static string Speaker(ChatMessage message) =>
        message.Role == ChatRole.User ? message.AuthorName ?? "Human"
        : message.Role == ChatRole.Assistant ? message.AuthorName ?? "AI"
        : message.Role == ChatRole.Tool ? "Tool"
        : "System";
}
