namespace AgentFlow.Guardrails.Language;

/// <summary>
/// Tells the language of a text: by its script, and for the Latin one by the likelihood of its groups of three letters in samples of each language
/// (Cavnar and Trenkle's idea, with likelihoods in place of ranks).
/// </summary>
internal static class LanguageDetector
{
    /// <summary>Fewer letters than this say too little.</summary>
    private const int MinLetters = 20;

    /// <summary>How much likelier than the next a language must be, per group of letters (in nats), for a text of any length to be its.</summary>
    private const double MinMargin = 0.05;

    private static readonly (string Script, string[] Languages, Func<char, bool> Has)[] Scripts =
    [
        ("Cyrillic", ["ru", "uk", "bg", "sr"], c => c is >= '\u0400' and <= '\u04FF'),
        ("Greek", ["el"], c => c is >= '\u0370' and <= '\u03FF'),
        ("Arabic", ["ar", "fa", "ur"], c => c is >= '\u0600' and <= '\u06FF'),
        ("Hebrew", ["he"], c => c is >= '\u0590' and <= '\u05FF'),
        ("Devanagari", ["hi", "mr", "ne"], c => c is >= '\u0900' and <= '\u097F'),
        ("Thai", ["th"], c => c is >= '\u0E00' and <= '\u0E7F'),
        ("Hangul", ["ko"], c => c is >= '\uAC00' and <= '\uD7AF'),
        ("Kana", ["ja"], c => c is >= '\u3040' and <= '\u30FF'),
        ("Han", ["zh", "ja"], c => c is >= '\u4E00' and <= '\u9FFF'),
    ];

    private static readonly TrigramProfile[] Profiles = [.. LanguageSamples.All.Select(s => new TrigramProfile(s.Language, s.Text))];

    /// <summary>The codes of the languages that can be told, or are one of those that a script can mean.</summary>
    public static IReadOnlyList<string> Known { get; } = [.. LanguageSamples.All.Select(s => s.Language).Concat(Scripts.SelectMany(s => s.Languages)).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The languages that the text may be in; none when it cannot be told.</summary>
    public static IReadOnlyList<string> Detect(string text)
    {
        var letters = text.Count(char.IsLetter);
        // A syllable or a word to a character: a few say as much as many letters.
        foreach (var (script, languages, has) in Scripts)
        {
            var count = text.Count(has);
            var enough = script is "Han" or "Kana" or "Hangul" ? MinLetters / 4 : MinLetters;
            // Japanese is mostly Han with a good part of Kana.
            if (letters >= enough && count * 10 > letters * (script == "Kana" ? 2 : 6))
                return languages;
        }
        var latin = text.Count(c => char.IsLetter(c) && c < '\u0250');
        return latin >= MinLetters && latin * 10 > letters * 8 ? DetectLatin(text) : [];
    }

    private static string[] DetectLatin(string text)
    {
        var trigrams = TrigramProfile.TrigramsOf(text);
        var scores = Profiles.Select(p => (p.Language, Score: p.Score(trigrams))).OrderByDescending(s => s.Score).ToList();
        return scores[0].Score - scores[1].Score >= MinMargin ? [scores[0].Language] : [];
    }
}
