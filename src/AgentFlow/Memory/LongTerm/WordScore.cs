using System.Globalization;
using System.Text;

namespace AgentFlow.Memory;

/// <summary>How much of a question's words memories have: from 0 to 1, a word counting the more the fewer memories have it.</summary>
internal static class WordScore
{
    public static IReadOnlyList<double> Of(string question, IReadOnlyList<LongTermMemoryItem> items)
    {
        var words = Words(question);
        var scores = new double[items.Count];
        var total = 0.0;
        foreach (var word in words)
        {
            var stem = Stem(word);
            var has = items.Select(i => Has(i.Text, word) ? 1 : Has(i.Text, stem) ? 0.5 : 0).ToArray();
            var weight = Math.Log(1 + items.Count / (1.0 + has.Count(h => h > 0)));
            total += weight;
            for (var i = 0; i < has.Length; i++)
                scores[i] += has[i] * weight;
        }
        return [.. scores.Select(s => total == 0 ? 0 : s / total)];
    }

    /// <summary>The words of a text; of scripts that write no spaces, each character. Short words say little and count only when there are no others.</summary>
    private static List<string> Words(string text)
    {
        List<string> words = [];
        var word = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            var isIdeograph = IsIdeograph(rune);
            if (word.Length > 0 && (isIdeograph || !IsWord(rune)))
                Take();
            if (isIdeograph)
                words.Add(rune.ToString());
            else if (IsWord(rune))
                word.Append(rune.ToString());
        }
        if (word.Length > 0)
            Take();
        var distinct = words.Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var longer = distinct.FindAll(w => w.Length >= 3 || IsIdeograph(Rune.GetRuneAt(w, 0)));
        return longer.Count > 0 ? longer : distinct;

        void Take()
        {
            words.Add(word.ToString());
            word.Clear();
        }
    }

    /// <summary>Two thirds of a word stand for its forms: 'allergies' finds 'allergic', for half as much. Numbers have no forms.</summary>
    private static string Stem(string word) => word.Length > 3 && word.All(char.IsLetter) ? word[..Math.Max(3, (word.Length * 2 + 2) / 3)] : word;

    /// <summary>Whether a word of the text begins with the word, so that 'cat' finds 'cats' and not 'education'.</summary>
    private static bool Has(string text, string word)
    {
        for (var at = 0; (at = text.IndexOf(word, at, StringComparison.OrdinalIgnoreCase)) >= 0; at++)
        {
            if (at == 0 || IsIdeograph(Rune.GetRuneAt(word, 0)) || !char.IsLetterOrDigit(text[at - 1]))
                return true;
        }
        return false;
    }

    private static bool IsWord(Rune rune) => Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static bool IsIdeograph(Rune rune) => rune.Value is >= 0x2E80 and <= 0xD7FF or >= 0xF900 and <= 0xFAFF or >= 0x20000;
}
