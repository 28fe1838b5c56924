using AgentFlow.Prompts;

namespace AgentFlow.Output.Choices;

/// <summary>
/// Finds which of several names an answer gives: as the whole of it, as its first or last phrase, or as the only one in it. One behind a "not" is
/// not guessed at.
/// </summary>
internal sealed class ChoiceParser<T>(IReadOnlyList<Choice<T>> choices, OutputPrompts? prompts) : OutputParser<T>(prompts)
{
    /// <summary>How far before a name a denial is looked for, in characters.</summary>
    private const int DenialLength = 30;

    private static readonly string[] Negations = ["not", "no", "never", "nor", "neither", "isnt", "arent", "wasnt", "doesnt", "dont", "didnt", "cannot", "cant", "hardly"];

    private readonly (string Word, T Value)[] _words =
        [.. choices.SelectMany(c => c.Words.Prepend(c.Name).Select(w => (Word: PlainWords.Of(w), c.Value))).DistinctBy(w => w.Word).OrderByDescending(w => w.Word.Length)];

    private readonly (string Word, T Value)[] _signs = [.. choices.SelectMany(c => c.Signs.Select(s => (PlainWords.Of(s), c.Value)))];

    public override string FormatInstructions => Prompts.ChoiceInstructions.Format(("names", Names));

    public override T Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var alone = PlainWords.Phrases(text).SelectMany(p => _words.Concat(_signs).Where(w => w.Word == p)).Select(w => w.Value).Distinct().ToList();
        if (alone.Count == 1)
            return alone[0];
        if (alone.Count > 1 || FindWithin(PlainWords.Of(text)) is not { } found)
            throw Error(Prompts.UnclearChoice, text);
        return found.Count switch
        {
            0 => throw Error(Prompts.NoChoice, text),
            1 => found[0],
            _ => throw Error(Prompts.UnclearChoice, text),
        };
    }

    /// <summary>The values whose words stand in the text; null when one is denied, because then it is not clear which is meant.</summary>
    private List<T>? FindWithin(string text)
    {
        List<T> found = [];
        foreach (var (word, value) in _words)
        {
            var at = text.IndexOf(word, StringComparison.Ordinal);
            if (at < 0)
                continue;
            if (IsDenied(text.AsSpan(0, at)))
                return null;
            found.Add(value);
            // What a longer name has used is not there for a shorter one: "very good" is not "good". Twice, because neighbours share a space.
            var used = $" {new string('\n', word.Length - 2)} ";
            text = text.Replace(word, used, StringComparison.Ordinal).Replace(word, used, StringComparison.Ordinal);
        }
        return [.. found.Distinct()];
    }

    private static bool IsDenied(ReadOnlySpan<char> before)
    {
        var words = before[^Math.Min(before.Length, DenialLength)..].ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.TakeLast(2).Any(w => Negations.Contains(w));
    }

    private string Names => string.Join(", ", choices.Select(c => c.Name));

    private OutputParserException Error(PromptTemplate prompt, string text) => new(text, prompt.Format(("names", Names), ("text", OutputWords.Cut(text))));
}
