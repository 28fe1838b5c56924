using System.Buffers;
using System.Runtime.InteropServices;

namespace AgentFlow.JsonSchema.Evaluation;

/// <summary>Finds UTF-8 names without an allocation. Names keep the order they came in; their place is their slot.</summary>
internal sealed class Utf8NameTable
{
    private const int LinearLimit = 4;
    private readonly byte[][] _names;
    private readonly int[] _next;
    private readonly int[] _buckets;
    private readonly bool _holdsBackslash;

    public Utf8NameTable(IReadOnlyList<byte[]> names)
    {
        _names = [.. names];
        _buckets = new int[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, names.Count * 2))];
        _next = new int[names.Count];
        for (var slot = _names.Length - 1; slot >= 0; slot--)
        {
            ref var bucket = ref _buckets[Hash(_names[slot]) & (_buckets.Length - 1)];
            _next[slot] = bucket;
            bucket = slot + 1;
            _holdsBackslash |= JsonText.IsEscaped(_names[slot]);
        }
    }

    public int Count => _names.Length;

    public ReadOnlySpan<byte> this[int slot] => _names[slot];

    /// <summary>The slot of a name as it stands in JSON text, or -1; <paramref name="likely"/> is looked at first.</summary>
    public int FindRaw(ReadOnlySpan<byte> rawName, int likely = 0)
    {
        if (_holdsBackslash && JsonText.IsEscaped(rawName))
            return FindEscaped(rawName);
        if ((uint)likely < (uint)_names.Length && rawName.SequenceEqual(_names[likely]))
            return likely;
        var slot = Find(rawName);
        return slot < 0 && JsonText.IsEscaped(rawName) ? FindEscaped(rawName) : slot;
    }

    public int Find(ReadOnlySpan<byte> name)
    {
        if (_names.Length <= LinearLimit)
        {
            for (var slot = 0; slot < _names.Length; slot++)
            {
                if (name.SequenceEqual(_names[slot]))
                    return slot;
            }
            return -1;
        }
        for (var entry = _buckets[Hash(name) & (_buckets.Length - 1)]; entry != 0; entry = _next[entry - 1])
        {
            if (name.SequenceEqual(_names[entry - 1]))
                return entry - 1;
        }
        return -1;
    }

    private int FindEscaped(ReadOnlySpan<byte> rawName)
    {
        var rented = ArrayPool<byte>.Shared.Rent(rawName.Length);
        var slot = Find(rented.AsSpan(0, JsonText.Unescape(rawName, rented)));
        ArrayPool<byte>.Shared.Return(rented);
        return slot;
    }

    // Length, both ends and the middle tell the names of real schemas apart; a schema made to collide costs its own author.
    private static int Hash(ReadOnlySpan<byte> name)
    {
        if (name.Length >= 8)
        {
            var head = MemoryMarshal.Read<ulong>(name);
            var tail = MemoryMarshal.Read<ulong>(name[^8..]);
            return Fold((head * 0x9E3779B97F4A7C15) ^ System.Numerics.BitOperations.RotateLeft(tail, 29) ^ (ulong)name.Length);
        }
        ulong value = (ulong)name.Length;
        foreach (var b in name)
            value = (value << 8) | b;
        return Fold(value);
    }

    private static int Fold(ulong value)
    {
        value *= 0x9E3779B97F4A7C15;
        return (int)(value >> 33);
    }
}
