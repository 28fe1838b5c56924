namespace AgentFlow.JsonSchema.Grammar;

/// <summary>A set of byte values, 256 bits, for masking what a model may write next.</summary>
public readonly struct ByteSet : IEquatable<ByteSet>
{
    private readonly UInt128 _low;
    private readonly UInt128 _high;

    private ByteSet(UInt128 low, UInt128 high)
    {
        _low = low;
        _high = high;
    }

    /// <summary>How many bytes are in the set.</summary>
    public int Count => (int)(UInt128.PopCount(_low) + UInt128.PopCount(_high));

    /// <summary>Whether a byte is in the set.</summary>
    public bool Contains(byte value) => ((value < 128 ? _low : _high) >> (value & 127) & 1) != 0;

    /// <summary>The bytes in the set, lowest first.</summary>
    public IEnumerable<byte> ToBytes()
    {
        for (var value = 0; value < 256; value++)
        {
            if (Contains((byte)value))
                yield return (byte)value;
        }
    }

    /// <inheritdoc />
    public bool Equals(ByteSet other) => _low == other._low && _high == other._high;

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is ByteSet other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(_low, _high);

    /// <summary>Whether two sets hold the same bytes.</summary>
    public static bool operator ==(ByteSet left, ByteSet right) => left.Equals(right);

    /// <summary>Whether two sets differ.</summary>
    public static bool operator !=(ByteSet left, ByteSet right) => !left.Equals(right);

    internal ByteSet With(byte from, byte to)
    {
        var (low, high) = (_low, _high);
        if (from < 128)
            low |= Mask(from, Math.Min((int)to, 127));
        if (to >= 128)
            high |= Mask(Math.Max((int)from, 128) - 128, to - 128);
        return new ByteSet(low, high);
    }

    private static UInt128 Mask(int from, int to) => (UInt128.MaxValue >> (127 - (to - from))) << from;
}
