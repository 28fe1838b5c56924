namespace AgentFlow.Chains;

/// <summary>
/// Cuts a long text into pieces that are small enough, at the best place there is: between paragraphs, else lines, sentences, words. Every character
/// is in a piece; without an overlap the pieces in a row are the text.
/// </summary>
/// <remarks>Thread-safe. What LangChain calls RecursiveCharacterTextSplitter, except that separators are kept.</remarks>
public sealed class TextSplitter
{
    private readonly TextSplitterOptions _options;

    /// <summary>Makes a splitter.</summary>
    /// <param name="options">How it cuts; copied. Null: 4,000 characters with an overlap of 200.</param>
    /// <exception cref="ArgumentException">Options are out of range. All problems are reported together.</exception>
    public TextSplitter(TextSplitterOptions? options = null) => _options = (options ?? new TextSplitterOptions()).ValidCopy();

    /// <summary>Cuts a text.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The pieces in order; none for an empty text. Only one character that is larger than the size by itself makes a larger piece.</returns>
    public IReadOnlyList<string> Split(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length == 0)
            return [];
        if (Fits(text))
            return [text];
        List<int> ends = [];
        FindEnds(text, 0, text.Length, 0, ends);
        return Merge(text, ends);
    }

    /// <summary>Cuts documents; each piece is a document of the same source.</summary>
    /// <param name="documents">The documents.</param>
    public IReadOnlyList<Document> Split(IEnumerable<Document> documents)
    {
        ArgumentNullException.ThrowIfNull(documents);
        return [.. documents.SelectMany(d => Split(d.Text).Select(piece => d with { Text = piece }))];
    }

    private int Measure(ReadOnlySpan<char> text) => _options.Counter?.Count(text) ?? text.Length;

    private bool Fits(ReadOnlySpan<char> text) => Measure(text) <= _options.Size;

    /// <summary>Finds the ends of the atoms of a range, each of which fits: cut at the separator of a level, and what is too large still at that of the next.</summary>
    private void FindEnds(string text, int start, int end, int level, List<int> ends)
    {
        if (Fits(text.AsSpan(start, end - start)))
        {
            ends.Add(end);
            return;
        }
        if (level == _options.Separators.Count)
        {
            CutAnywhere(text, start, end, ends);
            return;
        }
        var separator = _options.Separators[level];
        while (start < end)
        {
            var at = text.IndexOf(separator, start, end - start, StringComparison.Ordinal);
            var next = at < 0 ? end : at + separator.Length;
            FindEnds(text, start, next, level + 1, ends);
            start = next;
        }
    }

    private void CutAnywhere(string text, int start, int end, List<int> ends)
    {
        while (start < end)
        {
            var (fits, tooLong) = (start, end + 1);
            while (tooLong - fits > 1)
            {
                var middle = (fits + tooLong) / 2;
                (fits, tooLong) = Fits(text.AsSpan(start, middle - start)) ? (middle, tooLong) : (fits, middle);
            }
            if (fits < end && fits > start && char.IsSurrogatePair(text, fits - 1))
                fits--;
            if (fits == start)
                fits = start + (start + 1 < end && char.IsSurrogatePair(text, start) ? 2 : 1);
            ends.Add(start = fits);
        }
    }

    /// <summary>Puts as many atoms into a piece as fit, and begins the next one so far back as the overlap allows.</summary>
    private List<string> Merge(string text, List<int> ends)
    {
        List<string> pieces = [];
        for (var (first, start) = (0, 0); first < ends.Count;)
        {
            var last = LastThatFits(text, start, first, ends);
            pieces.Add(text[start..ends[last]]);
            first = last + 1;
            start = first < ends.Count ? StartOfNext(text, first, start, ends) : text.Length;
        }
        return pieces;
    }

    /// <summary>Looks ahead in doubling steps and then halves them, because measuring a long piece again for each word costs too much.</summary>
    private int LastThatFits(string text, int start, int first, List<int> ends)
    {
        var (fits, step) = (first, 1);
        while (fits + step < ends.Count && Fits(text.AsSpan(start, ends[fits + step] - start)))
        {
            fits += step;
            step *= 2;
        }
        for (; step > 0; step /= 2)
        {
            if (fits + step < ends.Count && Fits(text.AsSpan(start, ends[fits + step] - start)))
                fits += step;
        }
        return fits;
    }

    /// <summary>The overlap is made of whole atoms, and leaves room for the first new one.</summary>
    private int StartOfNext(string text, int first, int previousStart, List<int> ends)
    {
        var start = ends[first - 1];
        for (var atom = first - 1; _options.Overlap > 0 && atom > 0 && ends[atom - 1] > previousStart; atom--)
        {
            var back = ends[atom - 1];
            if (Measure(text.AsSpan(back, ends[first - 1] - back)) > _options.Overlap || !Fits(text.AsSpan(back, ends[first] - back)))
                break;
            start = back;
        }
        return start;
    }
}
