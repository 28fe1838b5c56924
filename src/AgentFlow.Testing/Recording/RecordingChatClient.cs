using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace AgentFlow.Testing.Recording;

/// <summary>Writes down each exchange when it is over: also one that failed, and one whose reader left early.</summary>
internal sealed class RecordingChatClient(IChatClient inner, string path, SecretMask mask) : DelegatingChatClient(inner)
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private bool _isBegun;

    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken).ConfigureAwait(false);

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        List<ChatMessage> asked = [.. messages];
        var exchange = new JsonObject { ["request"] = Exchange.Request(asked, options) };
        var updates = new JsonArray();
        exchange["updates"] = updates;
        var source = base.GetStreamingResponseAsync(asked, options, cancellationToken).GetAsyncEnumerator(cancellationToken);
        try
        {
            while (await NextAsync(source, exchange).ConfigureAwait(false))
            {
                updates.Add(Exchange.ToNode(source.Current));
                yield return source.Current;
            }
        }
        finally
        {
            await source.DisposeAsync().ConfigureAwait(false);
            await WriteAsync(exchange).ConfigureAwait(false);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _turn.Dispose();
        base.Dispose(disposing);
    }

    private static async ValueTask<bool> NextAsync(IAsyncEnumerator<ChatResponseUpdate> source, JsonObject exchange)
    {
        try
        {
            return await source.MoveNextAsync().ConfigureAwait(false);
        }
        catch (Exception error)
        {
            // Written down and thrown on.
            exchange["error"] = new JsonObject { ["type"] = error.GetType().FullName, ["message"] = error.Message };
            throw;
        }
    }

    private static bool IsText(JsonObject content) => (string?)content["$type"] == "text" && content["text"] is not null;

    private async Task WriteAsync(JsonObject exchange)
    {
        mask.ApplyAcross([.. exchange["updates"]!.AsArray().SelectMany(u => u!["contents"]?.AsArray() ?? []).OfType<JsonObject>().Where(IsText)]);
        mask.Apply(exchange);
        var line = exchange.ToJsonString() + "\n";
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_isBegun)
                await File.AppendAllTextAsync(path, line).ConfigureAwait(false);
            else
                await File.WriteAllTextAsync(path, line).ConfigureAwait(false);
            _isBegun = true;
        }
        finally
        {
            _turn.Release();
        }
    }
}
