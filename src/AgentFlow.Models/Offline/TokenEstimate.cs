using Microsoft.Extensions.AI;

namespace AgentFlow.Models.Offline;

/// <summary>Estimates token usage as characters divided by four, rounded up: the common rule of thumb for English.</summary>
internal static class TokenEstimate
{
    private const int CharactersPerToken = 4;

    public static UsageDetails Count(IReadOnlyList<ChatMessage> messages, ChatOptions? options, Reply reply)
    {
        long input = options?.Instructions?.Length ?? 0;
        foreach (var message in messages)
            foreach (var content in message.Contents)
                input += content switch
                {
                    TextContent text => text.Text.Length,
                    FunctionCallContent call => call.Name.Length + JsonText.Arguments(call.Arguments).ToJsonString(JsonText.Options).Length,
                    FunctionResultContent result => Answers.ResultText.Raw(result).Length,
                    _ => 0,
                };
        foreach (var tool in options?.Tools ?? [])
            input += tool.Name.Length + tool.Description.Length + ((tool as AIFunctionDeclaration)?.JsonSchema.GetRawText().Length ?? 0);
        var output = reply.Text.Length + reply.Calls.Sum(c => (long)c.Tool.Name.Length + c.Arguments.ToJsonString(JsonText.Options).Length);
        return new UsageDetails
        {
            InputTokenCount = Tokens(input),
            OutputTokenCount = Tokens(output),
            TotalTokenCount = Tokens(input) + Tokens(output)
        };
    }

    private static long Tokens(long characters) => (characters + CharactersPerToken - 1) / CharactersPerToken;
}
