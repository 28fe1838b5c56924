namespace AgentFlow.Guardrails.Taint;

/// <summary>
/// Finds out whether a text comes from untrusted ones: it stands there as a whole, or has an address, a host or a number from there in it, or shares a span of words or
/// characters with them, that no trusted text has. All texts are compared folded (<see cref="FoldedText"/>).
/// </summary>
internal sealed class TaintFinder(int minWords, int minCharacters, int minWhole)
{
    private const int MinName = 5;

    private static readonly char[] Delimiters = [.. " \t\r\n/?&=#:,;<>\"'()[]{}|"];

    /// <summary>The source and the place in it; null when the text is not from there.</summary>
    public (UntrustedSource Source, string Excerpt)? Find(string text, IReadOnlyList<UntrustedSource> untrusted, IReadOnlyList<string> trusted)
    {
        var folded = new FoldedText(text);
        if (folded.Compact.Length < minWhole)
            return null;
        var known = trusted.Select(t => new FoldedText(t)).ToList();
        var names = NamesIn(text);
        foreach (var untrustedSource in untrusted)
        {
            var source = new FoldedText(untrustedSource.Text);
            if ((FindIn(source, folded, known) ?? SharedNames(source, names, known)) is { } excerpt)
                return (untrustedSource, excerpt);
        }
        return null;
    }

    private string? FindIn(FoldedText source, FoldedText text, List<FoldedText> known)
    {
        var whole = source.Words.IndexOf(text.Words, StringComparison.Ordinal);
        if (whole >= 0)
            return IsKnown(text.Words, known) ? null : source.AroundWords(whole, text.Words.Length);
        return SharedWords(source, text, known) ?? SharedCharacters(source, text, known);
    }

    /// <summary>What stands out in a longer text, such as the host in a link: few letters, and hardly there by chance.</summary>
    private static List<string> NamesIn(string text) =>
    [
        .. text.Split(Delimiters, StringSplitOptions.RemoveEmptyEntries)
            .Select(p => p.Trim('.', '-', '!'))
            .Where(p => p.Any(c => c is '.' or '@' || char.IsDigit(c)))
            .Select(p => new FoldedText(p))
            .Where(p => p.Compact.Length >= MinName)
            .Select(p => p.Words)
            .Distinct(StringComparer.Ordinal),
    ];

    private static string? SharedNames(FoldedText source, List<string> names, List<FoldedText> known)
    {
        foreach (var name in names)
        {
            var at = source.Words.IndexOf(name, StringComparison.Ordinal);
            if (at >= 0 && !IsKnown(name, known))
                return source.AroundWords(at, name.Length);
        }
        return null;
    }

    private string? SharedWords(FoldedText source, FoldedText text, List<FoldedText> known)
    {
        foreach (var span in WordSpans(text.Words))
        {
            var at = source.Words.IndexOf(span, StringComparison.Ordinal);
            if (at >= 0 && !IsKnown(span, known))
                return source.AroundWords(at, span.Length);
        }
        return null;
    }

    /// <summary>Catches what was split or joined: an account number with other spaces, an address in a longer text.</summary>
    private string? SharedCharacters(FoldedText source, FoldedText text, List<FoldedText> known)
    {
        var length = Math.Min(minCharacters, text.Compact.Length);
        // A short text must stand there as a whole, and one of a few letters stands in any text once the spaces are gone.
        if (length < Math.Min(minCharacters, 8))
            return null;
        var spans = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i + length <= text.Compact.Length; i++)
            spans.Add(text.Compact.Substring(i, length));
        var lookup = spans.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var at = 0; at + length <= source.Compact.Length; at++)
        {
            var span = source.Compact.AsSpan(at, length);
            if (lookup.TryGetValue(span, out var shared) && !known.Any(k => k.Compact.Contains(shared, StringComparison.Ordinal)))
                return source.AroundCompact(at, length);
        }
        return null;
    }

    private IEnumerable<string> WordSpans(string words)
    {
        var starts = new List<int>();
        for (var i = 0; i < words.Length; i++)
        {
            if (words[i] == ' ')
                starts.Add(i);
        }
        for (var i = 0; i + minWords < starts.Count; i++)
            yield return words[starts[i]..(starts[i + minWords] + 1)];
    }

    private static bool IsKnown(string words, List<FoldedText> known) => known.Any(k => k.Words.Contains(words, StringComparison.Ordinal));
}
