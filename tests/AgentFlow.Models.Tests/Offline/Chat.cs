using System.Text.Json;
using AgentFlow.Models.Offline;
using Microsoft.Extensions.AI;

namespace AgentFlow.Models.Tests.Offline;

/// <summary>A conversation with the offline model, written down as a test needs it.</summary>
internal sealed class Chat
{
    private static readonly OfflineChatClient Client = new();
    private readonly ChatOptions _options;

    public Chat(params IEnumerable<AITool> tools) => _options = new ChatOptions { Tools = [.. tools] };

    public List<ChatMessage> Messages { get; } = [];

    public ChatOptions Options => _options;

    /// <summary>Says <paramref name="text"/> and gives the reply, which is also added to the messages.</summary>
    public async Task<ChatResponse> SayAsync(string text)
    {
        Messages.Add(new ChatMessage(ChatRole.User, text));
        return await ContinueAsync();
    }

    public async Task<ChatResponse> ContinueAsync()
    {
        var response = await Client.GetResponseAsync(Messages, _options, TestContext.Current.CancellationToken);
        Messages.AddRange(response.Messages);
        return response;
    }

    /// <summary>Answers the calls of <paramref name="response"/> in their order and gives the next reply.</summary>
    public async Task<ChatResponse> ReturnAsync(ChatResponse response, params object[] results)
    {
        var calls = Calls(response);
        Assert.Equal(calls.Count, results.Length);
        Messages.Add(new ChatMessage(ChatRole.Tool, calls.Zip(results, (c, r) => (AIContent)new FunctionResultContent(c.CallId, r))
            .ToList()));
        return await ContinueAsync();
    }

    public static List<FunctionCallContent> Calls(ChatResponse response) =>
        response.Messages.SelectMany(m => m.Contents).OfType<FunctionCallContent>().ToList();

    /// <summary>The calls as text: <c>name {"argument":value}</c>.</summary>
    public static string[] Written(ChatResponse response) =>
        Calls(response).Select(c => $"{c.Name} {((AgentFlow.Tools.JsonArguments)c.Arguments!).Original.GetRawText()}").ToArray();

    public static JsonElement Json(string json) => JsonDocument.Parse(json).RootElement;
}
