using System.Globalization;
using System.Text;
using AgentFlow.Models.Offline.Planning;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Models.Offline;

/// <summary>Ids that follow from the conversation, so that the same conversation gives the same answer to the last byte.</summary>
internal static class CallIds
{
    public static string For(IReadOnlyList<ChatMessage> messages)
    {
        // FNV-1a over roles, texts, calls and results.
        var hash = 14695981039346656037UL;
        void Add(string? text)
        {
            foreach (var c in text ?? "")
                hash = (hash ^ c) * 1099511628211UL;
            hash = (hash ^ 0x1F) * 1099511628211UL;
        }

        foreach (var message in messages)
        {
            Add(message.Role.Value);
            foreach (var content in message.Contents)
                Add(content switch
                {
                    TextContent text => text.Text,
                    FunctionCallContent call => call.CallId + call.Name,
                    FunctionResultContent result => result.CallId + Answers.ResultText.Raw(result),
                    _ => content.GetType().Name,
                });
        }
        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }

    public static FunctionCallContent Write(string id, int index, PlannedCall call)
    {
        var arguments = JsonArguments.Parse(Encoding.UTF8.GetBytes(call.Arguments.ToJsonString(JsonText.Options)));
        return new FunctionCallContent(string.Create(CultureInfo.InvariantCulture, $"call_{id}_{index}"), call.Tool.Name, arguments);
    }
}
