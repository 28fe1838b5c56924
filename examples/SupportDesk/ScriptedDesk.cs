using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace SupportDesk;

/// <summary>Stands in for the models of the desk: it knows by its instructions which one it is, and by a few words of the customer's what to do.</summary>
internal sealed class ScriptedDesk : IChatClient
{
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.Delay(50, cancellationToken); // As if it thought.
        yield return new ChatResponseUpdate(ChatRole.Assistant, [Answer([.. messages], options?.Instructions ?? "")]);
    }

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    private static AIContent Answer(List<ChatMessage> messages, string instructions)
    {
        var said = messages.Last(m => m.Role == ChatRole.User && !m.Text.StartsWith('[')).Text;
        var results = messages.SelectMany(m => m.Contents).OfType<FunctionResultContent>().Select(r => $"{r.Result}").ToList();
        var isDevice = said.Contains("does not start", StringComparison.Ordinal);
        if (instructions.StartsWith("You greet", StringComparison.Ordinal))
            return isDevice ? Transfer("technician", said) : said.Contains("charged", StringComparison.Ordinal) ? Transfer("billing", said) : new TextContent("Hello! What can I do for you?");
        if (instructions.Contains("devices", StringComparison.Ordinal))
            return results.Count == 0 ? Call("read_manual", ("device", "router")) : new TextContent($"That is easily mended. {results[^1]}");
        return isDevice ? Transfer("technician", said) : results.Count switch
        {
            0 => Call("find_order", ("order", 17)),
            1 => Call("refund", ("order", 17), ("amount", 20)),
            _ => new TextContent(results[^1].StartsWith("Refunded", StringComparison.Ordinal) ? $"You are right. {results[^1]}" : "I am sorry, I may not pay that back. Please send us the receipt."),
        };
    }

    private static FunctionCallContent Transfer(string to, string said) => Call("transfer_conversation", ("to", to), ("reason", "It is theirs."), ("summary", $"The customer says: {said}"));

    private static FunctionCallContent Call(string tool, params (string Name, object Value)[] arguments) =>
        new(Guid.NewGuid().ToString("n")[..8], tool, arguments.ToDictionary(a => a.Name, a => (object?)a.Value));
}
