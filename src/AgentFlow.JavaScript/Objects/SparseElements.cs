namespace AgentFlow.JavaScript.Objects;

/// <summary>Properties with array index keys of an object that is no dense array: a dictionary, sorted only when the keys are listed.</summary>
internal sealed class SparseElements
{
    public const int EntryBytes = 48;

    private readonly Dictionary<uint, Property> _entries = new(SeededHash.Instance);
    private uint[]? _sorted;

    public int Count => _entries.Count;

    /// <summary>What the elements weigh, for the census.</summary>
    public long Bytes => 120 + _entries.Capacity * (long)EntryBytes + (_sorted?.Length * 4L ?? 0);

    /// <summary>What the next new element makes the table allocate: nothing, or twice its size when it is full.</summary>
    public long NextGrowth => _entries.Count < _entries.Capacity ? 0 : 200 + _entries.Capacity * 2L * EntryBytes;

    public bool TryGet(uint index, out Property property) => _entries.TryGetValue(index, out property);

    public void Set(uint index, Property property)
    {
        var before = _entries.Count;
        _entries[index] = property;
        if (_entries.Count != before)
            _sorted = null;
    }

    public void Remove(uint index)
    {
        if (_entries.Remove(index))
            _sorted = null;
    }

    /// <summary>The indices in ascending order.</summary>
    public ReadOnlySpan<uint> SortedKeys()
    {
        if (_sorted is null)
        {
            _sorted = [.. _entries.Keys];
            Array.Sort(_sorted);
        }
        return _sorted;
    }

    internal Dictionary<uint, Property>.ValueCollection Values => _entries.Values;
}
