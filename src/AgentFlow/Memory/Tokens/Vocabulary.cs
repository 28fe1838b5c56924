using System.Diagnostics.CodeAnalysis;

namespace AgentFlow.Memory;

/// <summary>The tokens of a vocabulary: what bytes each stands for, and which it is for given bytes.</summary>
internal sealed class Vocabulary
{
    private readonly Dictionary<int, byte[]> _bytes;
    private readonly Dictionary<byte[], int> _ids;
    private readonly Dictionary<byte[], int>.AlternateLookup<ReadOnlySpan<byte>> _bySpan;

    public Vocabulary(int capacity)
    {
        _bytes = new(capacity);
        _ids = new(capacity, new BytesComparer());
        _bySpan = _ids.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    public int Count => _bytes.Count;

    public IEnumerable<KeyValuePair<int, byte[]>> Tokens => _bytes;

    /// <summary>False when the id or the bytes are taken.</summary>
    public bool TryAdd(int id, byte[] bytes) => !_ids.ContainsKey(bytes) && _bytes.TryAdd(id, bytes) && _ids.TryAdd(bytes, id);

    public int Find(ReadOnlySpan<byte> bytes) => _bySpan.TryGetValue(bytes, out var id) ? id : -1;

    public bool TryGetBytes(int id, [NotNullWhen(true)] out byte[]? bytes) => _bytes.TryGetValue(id, out bytes);

    private sealed class BytesComparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(byte[] obj) => GetHashCode(obj.AsSpan());

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = default(HashCode);
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
