using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace DocumentSummariser;

/// <summary>Stands in for a model: copies the two sentences that have most of the words which the text uses often.</summary>
internal sealed class SentencePicker : IChatClient
{
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var prompt = messages.Last().Text;
        var text = prompt[(prompt.IndexOf(":\n", StringComparison.Ordinal) + 2)..prompt.LastIndexOf("\n\n", StringComparison.Ordinal)];
        var sentences = text.ReplaceLineEndings(" ").Split(". ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var count = Words(text).CountBy(w => w).ToDictionary();
        var picked = sentences.Index().OrderByDescending(s => Words(s.Item).Distinct().Sum(w => count[w]) / Math.Sqrt(s.Item.Length)).Take(2).OrderBy(s => s.Index);
        foreach (var word in string.Join(' ', picked.Select(s => s.Item.TrimEnd('.') + ".")).Split(' '))
        {
            await Task.Delay(20, cancellationToken); // As if it thought.
            yield return new ChatResponseUpdate(ChatRole.Assistant, word + " ");
        }
    }

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    /// <summary>Short words are in every sentence and say nothing.</summary>
    private static IEnumerable<string> Words(string text) => text.ToLowerInvariant().Split([' ', ',', '.', ';', ':', '\n', '"', '?', '!'], StringSplitOptions.RemoveEmptyEntries).Where(w => w.Length > 4);
}
