using System.Globalization;
using System.Text;

namespace AgentFlow.Guardrails.Taint;

/// <summary>
/// A text without what can be changed and still be read alike: case, punctuation, spacing, invisible characters, full-width letters, the digits of other scripts. Remembers where each character
/// came from.
/// </summary>
internal sealed class FoldedText
{
    private const int Context = 40;
    private readonly string _original;
    private readonly int[] _places;
    private readonly int[] _compactPlaces;

    public FoldedText(string text)
    {
        _original = text;
        var words = new StringBuilder(text.Length + 2).Append(' ');
        var compact = new StringBuilder(text.Length);
        List<int> places = [0];
        List<int> compactPlaces = [];
        for (var i = 0; i < text.Length; i++)
        {
            var c = Fold(text[i]);
            if (char.IsLetterOrDigit(c) || char.IsSurrogate(c))
            {
                words.Append(c);
                places.Add(i);
                compact.Append(c);
                compactPlaces.Add(i);
            }
            else if (!IsInvisible(c) && words[^1] != ' ')
            {
                words.Append(' ');
                places.Add(i);
            }
        }
        if (words[^1] != ' ')
        {
            words.Append(' ');
            places.Add(text.Length);
        }
        Words = words.ToString();
        Compact = compact.ToString();
        _places = [.. places];
        _compactPlaces = [.. compactPlaces];
    }

    /// <summary>The words with one space around each.</summary>
    public string Words { get; }

    /// <summary>The letters and digits only.</summary>
    public string Compact { get; }

    /// <summary>The text as it was around a place in <see cref="Words"/>.</summary>
    public string AroundWords(int start, int length) => Around(_places, start, length);

    /// <summary>The text as it was around a place in <see cref="Compact"/>.</summary>
    public string AroundCompact(int start, int length) => Around(_compactPlaces, start, length);

    private string Around(int[] places, int start, int length)
    {
        var from = Math.Max(0, places[start] - Context);
        var to = Math.Min(_original.Length, places[Math.Min(start + length, places.Length) - 1] + 1 + Context);
        if (from > 0 && char.IsLowSurrogate(_original[from]))
            from--;
        if (to < _original.Length && char.IsLowSurrogate(_original[to]))
            to++;
        return $"{(from > 0 ? "..." : string.Empty)}{_original[from..to].ReplaceLineEndings(" ").Trim()}{(to < _original.Length ? "..." : string.Empty)}";
    }

    private static char Fold(char c)
    {
        if (c < '\x80')
            return char.ToLowerInvariant(c);
        if (CharUnicodeInfo.GetDecimalDigitValue(c) is >= 0 and var digit)
            return (char)('0' + digit);
        return char.ToLowerInvariant(c is >= '\uFF01' and <= '\uFF5E' ? (char)(c - 0xFEE0) : c);
    }

    private static bool IsInvisible(char c) => char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.NonSpacingMark || c == '\u00AD';
}
