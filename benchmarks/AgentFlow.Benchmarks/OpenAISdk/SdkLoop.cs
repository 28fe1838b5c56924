using System.ClientModel;
using System.ClientModel.Primitives;
using System.Globalization;
using System.Text;
using System.Text.Json;
using AgentFlow.Benchmarks.Floor;
using AgentFlow.Benchmarks.Http;
using OpenAI;
using OpenAI.Chat;

namespace AgentFlow.Benchmarks.OpenAISdk;

/// <summary>The loop that the documentation of the OpenAI SDK shows, streaming.</summary>
internal sealed class SdkLoop : IContender
{
    private readonly ChatClient _client;
    private readonly ChatCompletionOptions _options = new()
    {
        Tools = { ChatTool.CreateFunctionTool(Wire.ToolName, Wire.ToolDescription, BinaryData.FromString(Wire.ToolSchema)) },
    };

    public SdkLoop(HttpClient http, Uri endpoint) => _client = new ChatClient(Wire.Model, new ApiKeyCredential("no-key"), new OpenAIClientOptions
    {
        Endpoint = endpoint,
        Transport = new HttpClientPipelineTransport(http),
    });

    public Task<string> RunAsync(string question, CancellationToken cancellationToken) => TurnAsync([], question, null, cancellationToken);

    public async Task<int> StreamAsync(string question, CancellationToken cancellationToken)
    {
        var length = 0;
        await TurnAsync([], question, piece => length += piece.Length, cancellationToken);
        return length;
    }

    public Task<IConversation> BeginAsync(IReadOnlyList<string> history, CancellationToken cancellationToken)
    {
        List<ChatMessage> messages = [.. history.Select((text, i) => i % 2 == 0 ? (ChatMessage)new UserChatMessage(text) : new AssistantChatMessage(text))];
        return Task.FromResult<IConversation>(new Conversation(this, messages));
    }

    private async Task<string> TurnAsync(List<ChatMessage> messages, string question, Action<string>? onText, CancellationToken cancellationToken)
    {
        messages.Add(new UserChatMessage(question));
        while (true)
        {
            var (text, calls) = await AskAsync(messages, onText, cancellationToken);
            if (calls.Count == 0)
            {
                messages.Add(new AssistantChatMessage(text));
                return text;
            }
            messages.Add(new AssistantChatMessage(calls));
            foreach (var call in calls)
                messages.Add(new ToolChatMessage(call.Id, Add(call.FunctionArguments).ToString(CultureInfo.InvariantCulture)));
        }
    }

    private async Task<(string Text, List<ChatToolCall> Calls)> AskAsync(List<ChatMessage> messages, Action<string>? onText, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        List<(string Id, string Name, StringBuilder Arguments)> calls = [];
        await foreach (var update in _client.CompleteChatStreamingAsync(messages, _options, cancellationToken))
        {
            foreach (var part in update.ContentUpdate)
            {
                text.Append(part.Text);
                onText?.Invoke(part.Text);
            }
            foreach (var piece in update.ToolCallUpdates)
            {
                if (piece.Index == calls.Count)
                    calls.Add((piece.ToolCallId, piece.FunctionName, new StringBuilder()));
                if (piece.FunctionArgumentsUpdate is { } arguments && !arguments.ToMemory().IsEmpty)
                    calls[piece.Index].Arguments.Append(arguments.ToString());
            }
        }
        return (text.ToString(), calls.ConvertAll(c => ChatToolCall.CreateFunctionToolCall(c.Id, c.Name, BinaryData.FromString(c.Arguments.ToString()))));
    }

    private static int Add(BinaryData arguments)
    {
        using var json = JsonDocument.Parse(arguments);
        return json.RootElement.GetProperty("a").GetInt32() + json.RootElement.GetProperty("b").GetInt32();
    }

    private sealed class Conversation(SdkLoop loop, List<ChatMessage> messages) : IConversation
    {
        public Task<string> TurnAsync(string text, CancellationToken cancellationToken) => loop.TurnAsync(messages, text, null, cancellationToken);

        public void Dispose()
        {
        }
    }
}
