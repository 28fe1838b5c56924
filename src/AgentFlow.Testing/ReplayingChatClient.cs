using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentFlow.Testing.Recording;
using Microsoft.Extensions.AI;

namespace AgentFlow.Testing;

/// <summary>
/// Answers from a file that <see cref="TestingChatClientExtensions.UseRecording"/> wrote, update by update as the model did. A request gets the first unused
/// answer to an equal one, so that calls at the same time may come in another order.
/// </summary>
public sealed class ReplayingChatClient : IChatClient
{
    private readonly Lock _gate = new();
    private readonly SecretMask _mask;
    private readonly Func<string, string> _normalise;
    private readonly List<(JsonNode Exchange, string Request)> _left = [];
    private readonly string _path;

    private ReplayingChatClient(string path, SecretMask mask, Func<string, string> normalise)
    {
        _path = path;
        _mask = mask;
        _normalise = normalise;
    }

    /// <summary>How many recorded answers were not used.</summary>
    public int Remaining
    {
        get
        {
            lock (_gate)
                return _left.Count;
        }
    }

    /// <summary>Reads a recording.</summary>
    /// <param name="path">The file.</param>
    /// <param name="normalise">Takes out of a request's JSON what differs from run to run, such as ids and dates; both sides go through it. Null: nothing.</param>
    /// <param name="secrets">The secrets that were named when it was recorded.</param>
    /// <exception cref="FormatException">A line is no recorded exchange; says which.</exception>
    public static ReplayingChatClient Load(string path, Func<string, string>? normalise = null, params IReadOnlyList<string> secrets)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(secrets);
        var client = new ReplayingChatClient(path, new SecretMask(secrets), normalise ?? (static text => text));
        foreach (var (index, line) in File.ReadLines(path).Index())
        {
            if (!string.IsNullOrWhiteSpace(line))
                client.Add(line, index + 1);
        }
        return client;
    }

    /// <inheritdoc />
    /// <exception cref="ReplayException">No unused exchange of the recording has this request; or the recorded call failed.</exception>
    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    /// <exception cref="ReplayException">No unused exchange of the recording has this request; or the recorded call failed.</exception>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var request = Exchange.Request(messages, options);
        _mask.Apply(request);
        var exchange = Take(_normalise(request.ToJsonString()));
        foreach (var update in exchange["updates"]!.AsArray())
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.CompletedTask.ConfigureAwait(false);
            yield return Exchange.ToUpdate(update);
        }
        if (exchange["error"] is { } error)
            throw new ReplayException($"The recorded call failed: {error["type"]}: {error["message"]}");
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

    private void Add(string line, int number)
    {
        try
        {
            var exchange = JsonNode.Parse(line);
            _left.Add((exchange!, _normalise(exchange!["request"]!.AsObject().ToJsonString())));
            _ = exchange["updates"]!.AsArray();
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or NullReferenceException)
        {
            throw new FormatException($"Line {number} of '{_path}' is no recorded exchange: {error.Message}", error);
        }
    }

    private JsonNode Take(string request)
    {
        lock (_gate)
        {
            var index = _left.FindIndex(e => e.Request == request);
            if (index < 0)
                throw new ReplayException(Explain(request));
            var exchange = _left[index].Exchange;
            _left.RemoveAt(index);
            return exchange;
        }
    }

    private string Explain(string request)
    {
        if (_left.Count == 0)
            return $"The recording '{_path}' is used up, and the model was called once more with: {Excerpt.Of(request, 0)}";
        var recorded = _left[0].Request;
        var at = request.AsSpan().CommonPrefixLength(recorded);
        return $"No unused request of the recording '{_path}' equals this one. Beside the next one it differs first at character {at}:\n  recorded: {Excerpt.Of(recorded, at)}\n  now:      {Excerpt.Of(request, at)}\nRecord anew, or give a function that takes out what differs from run to run.";
    }
}
