namespace AgentFlow.JavaScript.Objects;

/// <summary>A hash table from keys to slots and attributes that remembers the order of insertion. Shapes with many properties share one along
/// their line of descent; an object in dictionary mode has one of its own.</summary>
internal sealed class PropertyTable
{
    private int[] _buckets;
    private Entry[] _entries;
    private int _used;
    private Stack<int>? _freeSlots;
    private int _slots;

    public PropertyTable(int capacity = 0)
    {
        _entries = capacity == 0 ? [] : new Entry[capacity];
        _buckets = new int[Math.Max(1, capacity * 2)];
    }

    /// <summary>Properties that are there.</summary>
    public int Count { get; private set; }

    /// <summary>One more than the highest slot ever given out.</summary>
    public int SlotCount => _slots;

    /// <summary>What the table weighs, for the census.</summary>
    public long Bytes => 64 + _entries.Length * 32L + _buckets.Length * 4L;

    public bool TryFind(PropertyKey key, out int slot, out PropertyFlags flags)
    {
        var at = Find(key);
        if (at < 0)
        {
            slot = -1;
            flags = default;
            return false;
        }
        slot = _entries[at].Slot;
        flags = _entries[at].Flags;
        return true;
    }

    /// <summary>Adds a key that is not there and gives its slot.</summary>
    public int Add(PropertyKey key, PropertyFlags flags)
    {
        if (_used == _entries.Length)
            Rebuild(Count * 2 > _used ? _entries.Length * 2 : _entries.Length);
        var slot = _freeSlots is { Count: > 0 } ? _freeSlots.Pop() : _slots++;
        var bucket = (int)((uint)key.GetHashCode() % (uint)_buckets.Length);
        _entries[_used] = new Entry { Key = key, Flags = flags, Slot = slot, Next = _buckets[bucket] };
        _buckets[bucket] = ++_used;
        Count++;
        return slot;
    }

    public void SetFlags(PropertyKey key, PropertyFlags flags) => _entries[Find(key)].Flags = flags;

    /// <summary>Removes a key that is there and gives the slot that is free now.</summary>
    public int Remove(PropertyKey key)
    {
        var at = Find(key);
        var bucket = (int)((uint)key.GetHashCode() % (uint)_buckets.Length);
        ref var link = ref _buckets[bucket];
        while (link - 1 != at)
            link = ref _entries[link - 1].Next;
        link = _entries[at].Next;
        var slot = _entries[at].Slot;
        _entries[at] = new Entry { Slot = -1 };
        (_freeSlots ??= new()).Push(slot);
        Count--;
        return slot;
    }

    /// <summary>The entry at a position; positions run from 0 to <see cref="EntryCount"/> in the order of insertion.</summary>
    public bool TryEntry(int position, out PropertyKey key, out int slot, out PropertyFlags flags)
    {
        ref var entry = ref _entries[position];
        key = entry.Key;
        slot = entry.Slot;
        flags = entry.Flags;
        return slot >= 0;
    }

    /// <summary>Positions in use, removed ones included.</summary>
    public int EntryCount => _used;

    private int Find(PropertyKey key)
    {
        var at = _buckets[(uint)key.GetHashCode() % (uint)_buckets.Length] - 1;
        while (at >= 0 && !_entries[at].Key.Equals(key))
            at = _entries[at].Next - 1;
        return at;
    }

    private void Rebuild(int capacity)
    {
        var old = _entries;
        var used = _used;
        _entries = new Entry[Math.Max(capacity, 4)];
        _buckets = new int[_entries.Length * 2];
        _used = 0;
        for (var i = 0; i < used; i++)
        {
            if (old[i].Slot < 0)
                continue;
            var bucket = (int)((uint)old[i].Key.GetHashCode() % (uint)_buckets.Length);
            _entries[_used] = old[i] with { Next = _buckets[bucket] };
            _buckets[bucket] = ++_used;
        }
    }

    private struct Entry
    {
        public PropertyKey Key;
        public PropertyFlags Flags;
        public int Slot;

        /// <summary>Position + 1 of the next entry of the bucket; 0 ends the list.</summary>
        public int Next;
    }
}
