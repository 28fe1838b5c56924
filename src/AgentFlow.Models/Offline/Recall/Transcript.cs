using AgentFlow.Models.Offline.Answers;
using AgentFlow.Models.Offline.Text;
using Microsoft.Extensions.AI;

namespace AgentFlow.Models.Offline.Recall;

/// <summary>Looks a question up in what was said before, sentence by sentence, and quotes the sentence that covers it best.</summary>
internal static class Transcript
{
    private const string Myself = "I said earlier";
    private const double EnoughCoverage = 0.65;

    private static readonly string[] Orders = ["you are", "you must", "always", "never", "answer", "use ", "do not", "reply", "respond"];

    /// <param name="question">The text to look up.</param>
    /// <param name="turn">The conversation.</param>
    /// <param name="ownWords">Whether only what the user said counts.</param>
    public static string? Quote(string question, Turn turn, bool ownWords)
    {
        var wanted = Topics(question);
        if (wanted.Count == 0)
            return null;
        var (best, bestCoverage) = ((string?)null, EnoughCoverage);
        foreach (var (speaker, sentence) in Sentences(turn, ownWords))
        {
            var topics = Topics(sentence);
            var coverage = (double)wanted.Count(topics.Contains) / wanted.Count;
            // Of equals the later one wins: what was said last holds. A sentence must add something to the question's words.
            var isEcho = speaker == Myself && best is not null && coverage == bestCoverage;
            if (coverage >= bestCoverage && topics.Count > wanted.Count && !isEcho)
                (best, bestCoverage) = ($"{speaker}: \"{sentence}\"", coverage);
        }
        return best;
    }

    private static IEnumerable<(string Speaker, string Sentence)> Sentences(Turn turn, bool ownWords)
    {
        foreach (var message in turn.Earlier)
        {
            if (ownWords && message.Role != ChatRole.User)
                continue;
            var speaker = message.Role == ChatRole.User ? "You said" : message.Role == ChatRole.Assistant ? Myself
                : "From what I was given";
            var text = message.Role == ChatRole.Tool
                ? string.Join('\n', message.Contents.OfType<FunctionResultContent>().Select(ResultText.Spoken)) : message.Text;
            foreach (var sentence in Split(text))
                if (!(message.Role == ChatRole.Assistant && IsAboutMyself(sentence))
                    && !(message.Role == ChatRole.System && Orders.Any(o => sentence.StartsWith(o, StringComparison.OrdinalIgnoreCase))))
                    yield return (speaker, sentence);
        }
    }

    private static bool IsAboutMyself(string sentence) =>
        sentence.Contains("offline model", StringComparison.Ordinal) || sentence.StartsWith("I do not know", StringComparison.Ordinal)
            || sentence.StartsWith("To use ", StringComparison.Ordinal);

    private static IEnumerable<string> Split(string text)
    {
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var isEnd = text[i] == '\n' || (text[i] is '.' or '!' or '?' && (i + 1 == text.Length || char.IsWhiteSpace(text[i + 1])));
            if (!isEnd)
                continue;
            var sentence = text[start..(i + 1)].Trim();
            start = i + 1;
            if (sentence.Length > 2 && sentence[^1] != '?')
                yield return sentence;
        }
        var rest = text[start..].Trim();
        if (rest.Length > 2)
            yield return rest;
    }

    private static HashSet<string> Topics(string text) =>
        Tokenizer.Read(text).Where(t => (t.IsWord || t.IsNumber) && !Lexicon.StopWords.Contains(t.Text)).Select(t => Synonyms.Head(t.Stem))
            .ToHashSet(StringComparer.Ordinal);
}
