using System.Text.Json;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Testing;

/// <summary>
/// A model that says what the test wrote down, one line of the script for each call, and remembers what it was asked. Lines are added in
/// the order in which they are said.
/// </summary>
public sealed class ScriptedChatClient : IChatClient
{
    private readonly Lock _gate = new();
    private readonly List<Func<ScriptedRequest, CancellationToken, IAsyncEnumerable<ChatResponseUpdate>>> _lines = [];
    private readonly List<ScriptedRequest> _requests = [];

    /// <summary>What the model was asked so far, in order.</summary>
    public IReadOnlyList<ScriptedRequest> Requests
    {
        get
        {
            lock (_gate)
                return [.. _requests];
        }
    }

    /// <summary>How many lines have not been said.</summary>
    public int Remaining
    {
        get
        {
            lock (_gate)
                return _lines.Count - _requests.Count;
        }
    }

    /// <summary>Says a text, streamed word by word.</summary>
    /// <param name="text">The text.</param>
    /// <param name="inputTokens">The tokens that it claims to have read.</param>
    /// <param name="outputTokens">The tokens that it claims to have written.</param>
    public ScriptedChatClient Says(string text, int inputTokens = 10, int outputTokens = 5) =>
        Then((_, _) => Updates([.. Words(text), Usage(inputTokens, outputTokens)]));

    /// <summary>Calls a tool.</summary>
    /// <param name="tool">The tool's name.</param>
    /// <param name="arguments">Its arguments as JSON text; text that is no JSON object is passed on as a model's mistake.</param>
    /// <param name="callId">The call's id; by default <c>call_</c> and the number of the line.</param>
    public ScriptedChatClient Calls(string tool, string arguments = "{}", string? callId = null) =>
        CallsAll((tool, arguments, callId ?? $"call_{_lines.Count + 1}"));

    /// <summary>Calls several tools in one answer.</summary>
    /// <param name="calls">Name, arguments as JSON text, and id of each.</param>
    public ScriptedChatClient CallsAll(params (string Tool, string Arguments, string CallId)[] calls) =>
        Then((_, _) => Updates([.. calls.Select(c => new ChatResponseUpdate(ChatRole.Assistant, [Call(c.Tool, c.Arguments, c.CallId)])), Usage(10, 5)]));

    /// <summary>Throws instead of answering.</summary>
    /// <param name="error">What is thrown.</param>
    public ScriptedChatClient Throws(Exception error) => Then((_, _) => throw error);

    /// <summary>Does whatever the test needs.</summary>
    /// <param name="line">Makes the updates of the answer out of the request.</param>
    public ScriptedChatClient Then(Func<ScriptedRequest, CancellationToken, IAsyncEnumerable<ChatResponseUpdate>> line)
    {
        ArgumentNullException.ThrowIfNull(line);
        lock (_gate)
            _lines.Add(line);
        return this;
    }

    /// <inheritdoc />
    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Func<ScriptedRequest, CancellationToken, IAsyncEnumerable<ChatResponseUpdate>> line;
        var request = new ScriptedRequest { Messages = [.. messages], Options = options?.Clone() };
        lock (_gate)
        {
            if (_requests.Count == _lines.Count)
                throw new InvalidOperationException($"The script has {_lines.Count} lines, and the model was called once more. The last message was: {request.LastText}");
            line = _lines[_requests.Count];
            _requests.Add(request);
        }
        return line(request, cancellationToken);
    }

    /// <inheritdoc />
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;
    }

    /// <inheritdoc />
    public void Dispose()
    {
    }

    /// <summary>Updates as a stream.</summary>
    /// <param name="updates">The updates.</param>
    public static async IAsyncEnumerable<ChatResponseUpdate> Updates(params IReadOnlyList<ChatResponseUpdate> updates)
    {
        foreach (var update in updates)
        {
            await Task.CompletedTask.ConfigureAwait(false);
            yield return update;
        }
    }

    /// <summary>A call as a backend makes it out of the text that a model wrote.</summary>
    /// <param name="tool">The tool's name.</param>
    /// <param name="arguments">The argument text.</param>
    /// <param name="callId">The call's id.</param>
    public static FunctionCallContent Call(string tool, string arguments, string callId)
    {
        try
        {
            return new FunctionCallContent(callId, tool, JsonArguments.Parse(System.Text.Encoding.UTF8.GetBytes(arguments)));
        }
        catch (JsonException error)
        {
            return new FunctionCallContent(callId, tool) { Exception = error, AdditionalProperties = new() { [JsonArguments.RawTextKey] = arguments } };
        }
    }

    private static IEnumerable<ChatResponseUpdate> Words(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var space = text.IndexOf(' ', start);
            var end = space < 0 ? text.Length : space + 1;
            yield return new ChatResponseUpdate(ChatRole.Assistant, text[start..end]);
            start = end;
        }
    }

    private static ChatResponseUpdate Usage(int input, int output) => new()
    {
        Contents = [new UsageContent(new UsageDetails { InputTokenCount = input, OutputTokenCount = output, TotalTokenCount = input + output })],
        FinishReason = ChatFinishReason.Stop,
        ModelId = "scripted",
    };
}
