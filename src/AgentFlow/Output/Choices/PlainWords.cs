using System.Buffers;
using System.Text;

namespace AgentFlow.Output.Choices;

/// <summary>Text reduced to its words, in lower case, one space before and behind each.</summary>
internal static class PlainWords
{
    private static readonly SearchValues<char> Punctuation = SearchValues.Create(".,:;!()\n\u2013\u2014");

    public static string Of(ReadOnlySpan<char> text)
    {
        var words = new StringBuilder(" ", text.Length + 2);
        foreach (var c in text)
        {
            if (char.IsLetterOrDigit(c) || c == '+')
                words.Append(char.ToLowerInvariant(c));
            else if (c is not ('\'' or '\u2019') && words[^1] != ' ')
                words.Append(' ');
        }
        return words[^1] == ' ' ? words.ToString() : words.Append(' ').ToString();
    }

    /// <summary>The parts of an answer in which a model gives it alone: all of it, what comes before the first punctuation, the last line, and what follows a colon there.</summary>
    public static IEnumerable<string> Phrases(string text)
    {
        var trimmed = text.Trim();
        yield return Of(trimmed);
        var first = trimmed.AsSpan().TrimStart("*_`\"' ").IndexOfAny(Punctuation);
        if (first > 0)
            yield return Of(trimmed.AsSpan().TrimStart("*_`\"' ")[..first]);
        var lastLine = trimmed[(trimmed.LastIndexOf('\n') + 1)..];
        yield return Of(lastLine);
        yield return Of(lastLine.AsSpan(lastLine.LastIndexOf(':') + 1));
    }

    /// <summary>The name of an enum member as people write it: <c>SwissFranc</c> is <c>Swiss Franc</c>.</summary>
    public static string Split(string name)
    {
        var words = new StringBuilder(name.Length + 4);
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i]) && (char.IsLower(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]))))
                words.Append(' ');
            words.Append(name[i]);
        }
        return words.ToString();
    }
}
