using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace TranslatorChain;

/// <summary>Stands in for a model: looks up word by word what it is asked to translate, and leaves what it does not know.</summary>
internal sealed class PhraseBook : IChatClient
{
    private static readonly string[][] Words =
    [
        ["English", "French", "German"], ["good", "bon", "guten"], ["morning", "matin", "morgen"], ["evening", "soir", "abend"], ["hello", "bonjour", "hallo"],
        ["my", "mon", "mein"], ["friend", "ami", "freund"], ["the", "le", "der"], ["cat", "chat", "kater"], ["dog", "chien", "hund"], ["and", "et", "und"], ["sleeps", "dort", "schläft"],
    ];

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var (order, text) = (messages.First().Text, messages.Last().Text);
        var column = Array.FindIndex(Words[0], language => order.Contains(language, StringComparison.Ordinal));
        if (column < 0)
            throw new NotSupportedException($"The phrase book has {string.Join(", ", Words[0])}. Name a model for other languages.");
        var space = "";
        foreach (var word in text.Split(' '))
        {
            await Task.Delay(60, cancellationToken); // As if it thought.
            yield return new ChatResponseUpdate(ChatRole.Assistant, space + (Words.Skip(1).FirstOrDefault(w => w.Contains(word.ToLowerInvariant()))?[column] ?? word));
            space = " ";
        }
    }

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
