using System.Collections.Concurrent;

namespace AgentFlow.Prompts.Formats.Mustache;

/// <summary>
/// A block's text as written. Where it is put in another block's place it loses its own indentation and gets that of the place, and is read again with it,
/// once for each.
/// </summary>
internal sealed class BlockText
{
    private readonly ConcurrentDictionary<string, MustacheNode[]> _read = new(StringComparer.Ordinal);
    private readonly string _text;
    private readonly Delimiters _delimiters;
    private readonly MustachePartials _partials;

    /// <summary>Takes what stands between the tags.</summary>
    public BlockText(string inside, MustacheToken open, MustachePartials partials)
    {
        _delimiters = open.Delimiters;
        _partials = partials;
        var firstEnd = inside.IndexOf('\n', StringComparison.Ordinal);
        var isOnLinesOfItsOwn = firstEnd >= 0 && IsBlank(inside.AsSpan(0, firstEnd));
        var text = isOnLinesOfItsOwn ? inside[(firstEnd + 1)..] : inside;
        var lastStart = text.LastIndexOf('\n') + 1;
        if (isOnLinesOfItsOwn && IsBlank(text.AsSpan(lastStart)))
            text = text[..lastStart];
        var own = isOnLinesOfItsOwn ? text[..^text.AsSpan().TrimStart(" \t").Length] : string.Empty;
        _text = Dedented(text, own);
        Indent = !open.StandsAlone ? string.Empty : isOnLinesOfItsOwn && text.Length > 0 ? own : open.Indent;
        EndsLine = open.StandsAlone && open.EndsLine;
    }

    /// <summary>The indentation that what is put in its place gets: that of its text, or of the tag where it has none.</summary>
    public string Indent { get; }

    /// <summary>Whether the line's end went away with the tags.</summary>
    public bool EndsLine { get; }

    public bool EndsInLineEnd => _text.EndsWith('\n');

    /// <summary>The nodes of the text with another indentation than its own.</summary>
    public MustacheNode[] Read(string indent) =>
        _read.GetOrAdd(indent, i => MustacheParser.Parse(MustachePartials.Indented(_text, i), _delimiters, _partials));

    private static bool IsBlank(ReadOnlySpan<char> text) => text.Trim().IsEmpty;

    private static string Dedented(string text, string indent) =>
        indent.Length == 0 ? text : string.Join('\n', text.Split('\n').Select(l => l.StartsWith(indent, StringComparison.Ordinal) ? l[indent.Length..] : l));
}
