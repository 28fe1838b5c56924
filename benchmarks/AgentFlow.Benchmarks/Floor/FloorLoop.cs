using System.Globalization;
using System.Text.Json;
using AgentFlow.Benchmarks.Http;

namespace AgentFlow.Benchmarks.Floor;

/// <summary>The loop that one would write by hand: no types between the wire and the tool, bytes kept, no journal.</summary>
internal sealed class FloorLoop(HttpClient http, Uri endpoint) : IContender
{
    private readonly Uri _completions = new(endpoint + "/chat/completions");

    public async Task<string> RunAsync(string question, CancellationToken cancellationToken)
    {
        using var transcript = new Transcript();
        return await TurnAsync(transcript, question, null, cancellationToken);
    }

    public async Task<int> StreamAsync(string question, CancellationToken cancellationToken)
    {
        var length = 0;
        using var transcript = new Transcript();
        await TurnAsync(transcript, question, piece => length += piece.Length, cancellationToken);
        return length;
    }

    public Task<IConversation> BeginAsync(IReadOnlyList<string> history, CancellationToken cancellationToken)
    {
        var transcript = new Transcript();
        for (var i = 0; i < history.Count; i++)
            transcript.AddText(i % 2 == 0 ? "user" : "assistant", history[i]);
        return Task.FromResult<IConversation>(new Conversation(this, transcript));
    }

    private async Task<string> TurnAsync(Transcript transcript, string question, Action<string>? onText, CancellationToken cancellationToken)
    {
        transcript.AddText("user", question);
        while (true)
        {
            var answer = await AskAsync(transcript, onText, cancellationToken);
            if (answer.Calls.Count == 0)
            {
                var text = answer.Text;
                transcript.AddText("assistant", text);
                return text;
            }
            transcript.AddCalls(answer.Calls);
            foreach (var call in answer.Calls)
                transcript.AddResult(call.Id, Add(call.Arguments.WrittenSpan).ToString(CultureInfo.InvariantCulture));
        }
    }

    private async Task<Answer> AskAsync(Transcript transcript, Action<string>? onText, CancellationToken cancellationToken)
    {
        using var request = Wire.Request(_completions, transcript.Bytes);
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        using var reader = new SseReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        var answer = new Answer();
        do
        {
            while (reader.TryRead(out var data))
            {
                if (answer.Add(data) is { } piece)
                    onText?.Invoke(piece);
            }
        }
        while (await reader.FillAsync(cancellationToken));
        return answer;
    }

    private static int Add(ReadOnlySpan<byte> arguments)
    {
        var (a, b) = (0, 0);
        var reader = new Utf8JsonReader(arguments);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isA = reader.ValueTextEquals("a"u8);
            reader.Read();
            if (isA)
                a = reader.GetInt32();
            else
                b = reader.GetInt32();
        }
        return a + b;
    }

    private sealed class Conversation(FloorLoop loop, Transcript transcript) : IConversation
    {
        public Task<string> TurnAsync(string text, CancellationToken cancellationToken) => loop.TurnAsync(transcript, text, null, cancellationToken);

        public void Dispose() => transcript.Dispose();
    }
}
