using AgentFlow.Memory;

namespace AgentFlow.Chains;

/// <summary>How a <see cref="TextSplitter"/> cuts. Read once, when the splitter is made.</summary>
public sealed class TextSplitterOptions
{
    /// <summary>The places to cut at, as LangChain's recursive splitter has them, and ends of sentences besides.</summary>
    public static IReadOnlyList<string> DefaultSeparators { get; } = ["\n\n", "\n", ". ", " "];

    /// <summary>The largest piece: in tokens with a <see cref="Counter"/>, in UTF-16 characters without. At least 1.</summary>
    /// <value>4,000.</value>
    public int Size { get; set; } = 4000;

    /// <summary>How much of its end a piece shares with the next one's beginning, in the same unit. From 0; less than <see cref="Size"/>.</summary>
    /// <value>200.</value>
    public int Overlap { get; set; } = 200;

    /// <summary>Measures pieces in tokens.</summary>
    /// <value>Null: pieces are measured in characters.</value>
    public ITokenCounter? Counter { get; set; }

    /// <summary>
    /// Where to cut, the best place first: a piece is cut at a later one only when it is too large otherwise, and inside a word when there is none.
    /// A separator stays at the end of the piece before it.
    /// </summary>
    /// <value><see cref="DefaultSeparators"/>: between paragraphs, lines, sentences, words.</value>
    public IReadOnlyList<string> Separators { get; set; } = DefaultSeparators;

    internal TextSplitterOptions ValidCopy()
    {
        List<string> problems = [];
        if (Size < 1)
            problems.Add($"Size is '{Size}'; it must be at least 1.");
        if (Overlap < 0 || Overlap >= Math.Max(1, Size))
            problems.Add($"Overlap is '{Overlap}'; it must be from 0 and less than Size, '{Size}'.");
        if (Separators is null || Separators.Any(string.IsNullOrEmpty))
            problems.Add("Separators has an empty one; leave it out, a word is cut when nothing else helps.");
        return problems.Count == 0
            ? new() { Size = Size, Overlap = Overlap, Counter = Counter, Separators = [.. Separators!] }
            : throw new ArgumentException($"The options of the text splitter are not valid. {string.Join(' ', problems)}");
    }
}
