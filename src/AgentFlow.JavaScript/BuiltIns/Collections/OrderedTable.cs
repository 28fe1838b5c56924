using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Collections;

/// <summary>Keys and values in the order of their coming. Walks survive whatever is added and removed meanwhile: entries are linked, and one that was
/// removed still knows the one before it.</summary>
internal sealed class OrderedTable
{
    /// <summary>What an entry weighs, with its share of the hash table.</summary>
    public const int EntryBytes = 160;

    private readonly Dictionary<TableKey, Entry> _entries = [];

    public OrderedTable()
    {
        Head = new Entry(Value.Undefined);
        Last = Head;
    }

    public int Count => _entries.Count;

    /// <summary>Stands before the first entry.</summary>
    public Entry Head { get; }

    private Entry Last { get; set; }

    public Entry? Find(Vm vm, Value key)
    {
        vm.Charge(1);
        return _entries.GetValueOrDefault(TableKey.From(vm, key));
    }

    /// <summary>Adds a key, or gives it another value.</summary>
    public void Set(Vm vm, Value key, Value value)
    {
        vm.Charge(1);
        var tableKey = TableKey.From(vm, key);
        if (_entries.TryGetValue(tableKey, out var entry))
        {
            entry.Value = value;
            return;
        }

        vm.Allocate(EntryBytes);
        entry = new Entry(key is { IsNumber: true, Num: 0 } ? 0 : key) { Value = value, Previous = Last };
        Last.Next = entry;
        Last = entry;
        _entries.Add(tableKey, entry);
    }

    public bool Remove(Vm vm, Value key)
    {
        vm.Charge(1);
        if (!_entries.Remove(TableKey.From(vm, key), out var entry))
            return false;
        entry.IsRemoved = true;
        entry.Previous!.Next = entry.Next;
        if (entry.Next is null)
            Last = entry.Previous;
        else
            entry.Next.Previous = entry.Previous;
        return true;
    }

    public void Clear(Vm vm)
    {
        vm.Charge(Count);
        for (var at = Head.Next; at is not null; at = at.Next)
        {
            at.IsRemoved = true;
            at.Previous = Head;
        }

        Head.Next = null;
        Last = Head;
        _entries.Clear();
    }

    /// <summary>The entry behind one that may have been removed since; null at the end.</summary>
    public static Entry? After(Vm vm, Entry entry)
    {
        while (entry.IsRemoved)
        {
            vm.Charge(1);
            entry = entry.Previous!;
        }

        vm.Charge(1);
        return entry.Next;
    }

    internal void Trace(HeapTracer tracer)
    {
        tracer.Add(_entries.Count * (long)EntryBytes);
        for (var at = Head.Next; at is not null; at = at.Next)
        {
            tracer.Visit(at.Key);
            tracer.Visit(at.Value);
        }
    }

    internal sealed class Entry(Value key)
    {
        public Value Key { get; } = key;

        public Value Value { get; set; } = Value.Undefined;

        public Entry? Next { get; set; }

        public Entry? Previous { get; set; }

        public bool IsRemoved { get; set; }
    }
}
