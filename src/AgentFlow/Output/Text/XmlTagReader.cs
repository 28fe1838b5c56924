using System.Text;

namespace AgentFlow.Output.Text;

/// <summary>
/// Finds the contents of XML tags in a text that is arriving. The contents are text as it stands, not XML: models do not escape what they put into
/// tags. Of each tag the first is read; tags within it are part of its text.
/// </summary>
internal sealed class XmlTagReader
{
    private const int MaxTagLength = 1000;

    private readonly IReadOnlyList<string> _tags;
    private readonly StringBuilder?[] _contents;
    private readonly bool[] _isClosed;
    private readonly StringBuilder _tail = new();
    private int _open = -1;

    public XmlTagReader(IReadOnlyList<string> tags)
    {
        _tags = tags;
        _contents = new StringBuilder?[tags.Count];
        _isClosed = new bool[tags.Count];
    }

    public bool IsClosed(int tag) => _isClosed[tag];

    /// <summary>What is surely inside a tag, without the spaces around it; null when the tag has not begun.</summary>
    public string? Content(int tag) => _contents[tag]?.ToString().Trim();

    /// <returns>Whether the contents of a tag have changed.</returns>
    public bool Add(ReadOnlySpan<char> delta)
    {
        var hasChanged = false;
        foreach (var c in delta)
        {
            if (_tail.Length > 0 || c == '<')
                hasChanged |= AddToTail(c);
            else
                hasChanged |= AddText(c);
        }
        return hasChanged;
    }

    /// <summary>What looked like the beginning of a tag and has no end is text.</summary>
    public void Finish() => FlushTail();

    private bool AddText(char c)
    {
        if (_open < 0 || (char.IsWhiteSpace(c) && _contents[_open]!.Length == 0))
            return false;
        _contents[_open]!.Append(c);
        return !char.IsWhiteSpace(c);
    }

    private bool AddToTail(char c)
    {
        if (c == '<' && _tail.Length > 0)
        {
            var hasChanged = FlushTail();
            _tail.Append(c);
            return hasChanged;
        }
        _tail.Append(c);
        if (c != '>')
            return _tail.Length > MaxTagLength && FlushTail();
        return TakeTag() ? _open >= 0 : FlushTail();
    }

    /// <summary>Whether the tail is a tag that is waited for; then it opens or closes it.</summary>
    private bool TakeTag()
    {
        var tag = _tail.ToString(1, _tail.Length - 2).AsSpan().Trim();
        var isEnd = tag.StartsWith('/');
        var name = isEnd ? tag[1..].Trim() : tag;
        if (!isEnd && name.IndexOfAny(' ', '\t', '\n') is > 0 and var space)
            name = name[..space];
        for (var i = 0; i < _tags.Count; i++)
        {
            if (!name.Equals(_tags[i], StringComparison.OrdinalIgnoreCase) || (isEnd ? _open != i : _open >= 0 || _isClosed[i]))
                continue;
            _isClosed[i] = isEnd;
            _open = isEnd ? -1 : i;
            _contents[i] ??= new StringBuilder();
            _tail.Clear();
            return true;
        }
        return false;
    }

    private bool FlushTail()
    {
        var isText = _open >= 0 && _tail.Length > 0;
        if (isText)
            _contents[_open]!.Append(_tail);
        _tail.Clear();
        return isText;
    }
}
