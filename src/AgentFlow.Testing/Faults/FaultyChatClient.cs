using System.Net;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace AgentFlow.Testing;

/// <summary>
/// A model over a bad connection: answers fail, come late, come twice, break off. Which do is drawn from a seed, so that a test that fails fails again. Made by
/// <see cref="TestingChatClientExtensions.UseFaults"/>.
/// </summary>
public sealed class FaultyChatClient : DelegatingChatClient
{
    private readonly FaultOptions _options;
    private readonly Random _random;
    private readonly Lock _gate = new();
    private int _faults;

    internal FaultyChatClient(IChatClient inner, FaultOptions options)
        : base(inner)
    {
        _options = options;
        _random = new Random(options.Seed);
    }

    /// <summary>How many faults were made so far.</summary>
    public int Faults => Volatile.Read(ref _faults);

    /// <inheritdoc />
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (Draw(_options.Drop))
            throw new HttpRequestException("The connection was refused. (An injected fault.)");
        if (Draw(_options.RateLimit))
            throw new HttpRequestException("Too many requests. (An injected fault.)", null, HttpStatusCode.TooManyRequests);
        var breaksOff = Draw(_options.Truncate);
        await foreach (var update in base.GetStreamingResponseAsync(messages, options, cancellationToken).ConfigureAwait(false))
        {
            if (Draw(_options.Delay))
                await Task.Delay(_options.MaxDelay * Next(), _options.TimeProvider, cancellationToken).ConfigureAwait(false);
            if (breaksOff && Next() < 0.5)
                throw new IOException("The connection was closed in the middle of the answer. (An injected fault.)");
            var given = Draw(_options.MalformCalls, update) ? Malformed(update) : update;
            yield return given;
            if (given.Text.Length > 0 && Draw(_options.Duplicate))
                yield return given.Clone();
        }
        if (breaksOff)
            throw new IOException("The connection was closed at the end of the answer. (An injected fault.)");
    }

    private bool Draw(double rate, ChatResponseUpdate update) => update.Contents.Any(c => c is FunctionCallContent { Arguments: not null }) && Draw(rate);

    private bool Draw(double rate)
    {
        if (rate == 0 || Next() >= rate)
            return false;
        Interlocked.Increment(ref _faults);
        return true;
    }

    private double Next()
    {
        lock (_gate)
            return _random.NextDouble();
    }

    private static ChatResponseUpdate Malformed(ChatResponseUpdate update)
    {
        var changed = update.Clone();
        changed.Contents = [.. update.Contents.Select(static c => c is FunctionCallContent { Arguments: not null } call ? Malformed(call) : c)];
        return changed;
    }

    private static FunctionCallContent Malformed(FunctionCallContent call)
    {
        var text = CallText.Of(call.Arguments).GetRawText();
        return ScriptedChatClient.Call(call.Name, text[..(text.Length / 2)], call.CallId);
    }
}
