using System.Text;

namespace AgentFlow.Output.Lists;

/// <summary>
/// Reads a numbered or a bulleted list. Lines that stand further right than the first item's marker go on with the item; other lines are what the model
/// says around the list.
/// </summary>
internal sealed class LineListReader : IListReader
{
    /// <summary>How much further right a marker may stand than that of the first item.</summary>
    private const int MaxShift = 1;

    /// <summary>How much of a line is looked at for a marker while it arrives.</summary>
    private const int MarkedLength = 64;

    private readonly ItemLog _items = new();
    private readonly StringBuilder _line = new();
    private StringBuilder? _item;
    private int _indent = -1;

    public IReadOnlyList<string> Value => _items.Items;

    public bool Add(ReadOnlySpan<char> delta)
    {
        var before = _items.Count;
        while (!delta.IsEmpty)
        {
            var end = delta.IndexOf('\n');
            _line.Append(end < 0 ? delta : delta[..end]);
            if (end >= 0)
                EndLine();
            delta = end < 0 ? [] : delta[(end + 1)..];
        }
        // The beginning of an item is the end of the one before.
        if (_item is not null && MarkerLength(_line.ToString(0, Math.Min(_line.Length, MarkedLength)).AsSpan().TrimEnd(), out _) > 0)
            EndItem();
        return _items.Count > before;
    }

    public void Finish()
    {
        EndLine();
        EndItem();
    }

    private void EndLine()
    {
        var line = _line.ToString().AsSpan().TrimEnd();
        _line.Clear();
        if (line.IsEmpty)
            return;
        var text = line.TrimStart();
        var marker = MarkerLength(line, out var indent);
        if (marker > 0)
        {
            EndItem();
            _indent = indent;
            _item = new StringBuilder().Append(text[marker..]);
        }
        else if (_item is not null && indent > _indent)
        {
            _item.Append('\n').Append(text);
        }
        else
        {
            EndItem();
        }
    }

    /// <summary>The length of the marker of an item of the list itself; 0 for other lines, also those of a list within an item.</summary>
    private int MarkerLength(ReadOnlySpan<char> line, out int indent)
    {
        var text = line.TrimStart();
        indent = line.Length - text.Length;
        return _indent < 0 || indent <= _indent + MaxShift ? ListMarker.Length(text) : 0;
    }

    private void EndItem()
    {
        if (_item is not null)
            _items.Add(_item.ToString());
        _item = null;
    }
}
