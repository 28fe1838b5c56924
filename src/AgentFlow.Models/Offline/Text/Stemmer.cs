using System.Buffers;

namespace AgentFlow.Models.Offline.Text;

/// <summary>
/// A light English stemmer: plural, -ing, -ed, -ation and a final e are cut, so that "calculates", "calculating" and "calculation"
/// meet. Stems are only ever compared with stems, so they need not be words.
/// </summary>
internal static class Stemmer
{
    private static readonly string[] Suffixes = ["ations", "ation", "ating", "ators", "ator", "ated", "ates", "ate", "ings", "ing", "ied",
        "ed", "ly"];

    private static readonly SearchValues<char> Vowels = SearchValues.Create("aeiouy");

    public static string Stem(string word)
    {
        var stem = word.ToLowerInvariant();
        if (stem.Length <= 3)
            return stem;
        stem = Singular(stem);
        foreach (var suffix in Suffixes)
        {
            if (stem.Length - suffix.Length < 3 || !stem.EndsWith(suffix, StringComparison.Ordinal))
                continue;
            if (stem.AsSpan(0, stem.Length - suffix.Length).IndexOfAny(Vowels) < 0)
                continue;
            stem = Undouble(stem[..^suffix.Length]);
            break;
        }
        if (stem.Length > 5 && (stem.EndsWith("tion", StringComparison.Ordinal) || stem.EndsWith("sion", StringComparison.Ordinal)))
            stem = stem[..^3];
        if (stem.Length > 3 && stem[^1] == 'e')
            stem = stem[..^1];
        return stem.Length > 3 && stem[^1] == 'y' ? string.Concat(stem.AsSpan(0, stem.Length - 1), "i") : stem;
    }

    private static string Singular(string word)
    {
        if (word.EndsWith("ies", StringComparison.Ordinal) && word.Length > 4)
            return string.Concat(word.AsSpan(0, word.Length - 3), "y");
        if (word.EndsWith("sses", StringComparison.Ordinal) || word.EndsWith("xes", StringComparison.Ordinal)
            || word.EndsWith("ches", StringComparison.Ordinal) || word.EndsWith("shes", StringComparison.Ordinal))
            return word[..^2];
        return word[^1] == 's' && word[^2] is not ('s' or 'u' or 'i') ? word[..^1] : word;
    }

    private static string Undouble(string stem) =>
        stem.Length > 3 && stem[^1] == stem[^2] && stem[^1] is not ('l' or 's' or 'z' or 'e' or 'o') ? stem[..^1] : stem;
}
