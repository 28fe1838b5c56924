namespace AgentFlow.Output.Lists;

/// <summary>Items in the order in which they came. What was shown stays as it is while further ones come, without a copy for each.</summary>
internal sealed class ItemLog
{
    private string[] _items = new string[8];

    public int Count { get; private set; }

    /// <summary>The items so far.</summary>
    public IReadOnlyList<string> Items => new ArraySegment<string>(_items, 0, Count);

    public void Add(string item)
    {
        if (Count == _items.Length)
            Array.Resize(ref _items, Count * 2);
        _items[Count++] = item;
    }
}
