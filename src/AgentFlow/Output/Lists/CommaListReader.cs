using System.Text;

namespace AgentFlow.Output.Lists;

/// <summary>Reads values divided by commas or line breaks; in double quotes a comma is text, and two quotes are one.</summary>
internal sealed class CommaListReader : IListReader
{
    private const int LongestMarker = 16;

    private readonly ItemLog _items = new();
    private readonly StringBuilder _item = new();
    private Quotes _quotes;
    private bool _beginsLine = true;

    private enum Quotes
    {
        None,
        Open,

        /// <summary>A quote came: the end, or the first of two.</summary>
        Pending,
        Closed,
    }

    public IReadOnlyList<string> Value => _items.Items;

    public bool Add(ReadOnlySpan<char> delta)
    {
        var before = _items.Count;
        foreach (var c in delta)
            Add(c);
        return _items.Count > before;
    }

    public void Finish() => EndItem();

    private void Add(char c)
    {
        if (_quotes == Quotes.Pending)
        {
            _quotes = c == '"' ? Quotes.Open : Quotes.Closed;
            if (c == '"')
            {
                _item.Append(c);
                return;
            }
        }
        if (_quotes == Quotes.Open && c is not ('"' or '\n'))
            _item.Append(c);
        else if (_quotes == Quotes.Open)
            _quotes = c == '"' ? Quotes.Pending : Quotes.Closed;
        else if (c == '"' && _quotes == Quotes.None && IsBlankOrMarker())
            (_quotes, _item.Length) = (Quotes.Open, 0);
        else if (c is not (',' or '\n') && (_item.Length > 0 || !char.IsWhiteSpace(c)))
            _item.Append(c);
        if (c == '\n' || (c == ',' && _quotes != Quotes.Open))
        {
            EndItem();
            _beginsLine = c == '\n';
        }
    }

    /// <summary>Whether a quote that comes now is the first thing of its item.</summary>
    private bool IsBlankOrMarker() =>
        _item.Length == 0 || (_beginsLine && _item.Length < LongestMarker && ListMarker.Length($"{_item}x") == _item.Length);

    private void EndItem()
    {
        var text = _item.ToString().AsSpan().Trim();
        if (_beginsLine && _quotes == Quotes.None)
            text = text[ListMarker.Length(text)..];
        if (!text.IsEmpty)
            _items.Add(text.ToString());
        _item.Clear();
        _quotes = Quotes.None;
        _beginsLine = false;
    }
}
