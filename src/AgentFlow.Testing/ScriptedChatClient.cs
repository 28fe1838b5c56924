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
    private readonly List<ScriptedLine> _lines = [];
    private readonly List<ScriptedRequest> _requests = [];
    private Func<ScriptedRequest, bool>? _nextWhen;
    private (TimeSpan By, TimeProvider Clock)? _nextDelay;

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
                return _lines.Count(l => !l.IsSaid);
        }
    }

    /// <summary>
    /// The next line is said only to a request that fits, for runs whose calls come in no fixed order; each call takes the first line not yet said that fits
    /// it. Lines without a condition fit everything.
    /// </summary>
    /// <param name="fits">Looks at a request. Called under a lock: it must not call the client.</param>
    public ScriptedChatClient When(Func<ScriptedRequest, bool> fits)
    {
        ArgumentNullException.ThrowIfNull(fits);
        _nextWhen = fits;
        return this;
    }

    /// <summary>The next line is said after a while: before its first update the model waits for the clock, most often a <see cref="ManualTimeProvider"/>.</summary>
    /// <param name="delay">How long.</param>
    /// <param name="clock">The clock.</param>
    public ScriptedChatClient After(TimeSpan delay, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        _nextDelay = (delay, clock);
        return this;
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

    /// <summary>Begins to say a text and breaks off: the stream throws after its words.</summary>
    /// <param name="text">What is said before, streamed word by word.</param>
    /// <param name="error">What is thrown; an <see cref="IOException"/> by default.</param>
    public ScriptedChatClient BreaksOff(string text, Exception? error = null) =>
        Then((_, _) => BreakOff(text, error ?? new IOException("The connection was closed in the middle of the answer.")));

    /// <summary>Does whatever the test needs.</summary>
    /// <param name="line">Makes the updates of the answer out of the request.</param>
    public ScriptedChatClient Then(Func<ScriptedRequest, CancellationToken, IAsyncEnumerable<ChatResponseUpdate>> line)
    {
        ArgumentNullException.ThrowIfNull(line);
        lock (_gate)
            _lines.Add(new ScriptedLine(_nextWhen, _nextDelay, line));
        _nextWhen = null;
        _nextDelay = null;
        return this;
    }

    /// <summary>Says whether the whole script was said; the last statement of a test.</summary>
    /// <exception cref="InvalidOperationException">Lines are left; the message numbers them.</exception>
    public void AssertAllUsed()
    {
        lock (_gate)
        {
            var left = _lines.Index().Where(l => !l.Item.IsSaid).Select(l => l.Index + 1).ToList();
            if (left.Count > 0)
                throw new InvalidOperationException($"Of the script's {_lines.Count} lines these were never said: {string.Join(", ", left)}. The model was called {_requests.Count} times.");
        }
    }

    /// <inheritdoc />
    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var request = new ScriptedRequest { Messages = [.. messages], Options = options?.Clone() };
        lock (_gate)
        {
            var line = _lines.Find(l => !l.IsSaid && l.Fits(request)) ?? throw new InvalidOperationException(Unexpected(request));
            line.IsSaid = true;
            _requests.Add(request);
            return line.SayAsync(request, cancellationToken);
        }
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

    private string Unexpected(ScriptedRequest request) => _lines.All(l => l.IsSaid)
        ? $"The script has {_lines.Count} lines, and the model was called once more. The last message was: {request.LastText}"
        : $"None of the {_lines.Count(l => !l.IsSaid)} lines that are left fits the request. Its last message was: {request.LastText}";

    private static async IAsyncEnumerable<ChatResponseUpdate> BreakOff(string text, Exception error)
    {
        foreach (var update in Words(text))
        {
            await Task.CompletedTask.ConfigureAwait(false);
            yield return update;
        }
        throw error;
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
