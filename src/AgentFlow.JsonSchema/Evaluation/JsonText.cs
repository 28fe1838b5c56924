using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace AgentFlow.JsonSchema.Evaluation;

/// <summary>
/// Strings as they stand in JSON text: between the quotes, escapes in place. A lone surrogate, which JSON allows and UTF-8 does not, is
/// kept as its three bytes, so that two different strings never compare equal.
/// </summary>
internal static class JsonText
{
    /// <summary>Strings up to this many bytes are unescaped on the stack.</summary>
    public const int StackBytes = 256;

    public static bool IsEscaped(ReadOnlySpan<byte> raw) => raw.Contains((byte)'\\');

    /// <summary>Writes the string's UTF-8 to <paramref name="destination"/>, which holds at least <c>raw.Length</c> bytes.</summary>
    public static int Unescape(ReadOnlySpan<byte> raw, Span<byte> destination)
    {
        var written = 0;
        while (true)
        {
            var slash = raw.IndexOf((byte)'\\');
            var plain = slash < 0 ? raw : raw[..slash];
            plain.CopyTo(destination[written..]);
            written += plain.Length;
            if (slash < 0 || slash + 1 >= raw.Length)
                return written;
            raw = raw[slash..];
            var scalar = ReadEscape(raw, out var consumed);
            raw = raw[consumed..];
            written += WriteScalar(scalar, destination[written..]);
        }
    }

    /// <summary>The code points of the string, a lone surrogate counting as one.</summary>
    public static int CountCodePoints(ReadOnlySpan<byte> raw)
    {
        if (!IsEscaped(raw))
            return CountLeadBytes(raw);
        var rented = ArrayPool<byte>.Shared.Rent(raw.Length);
        var count = CountLeadBytes(rented.AsSpan(0, Unescape(raw, rented)));
        ArrayPool<byte>.Shared.Return(rented);
        return count;
    }

    public static bool Equal(ReadOnlySpan<byte> rawLeft, ReadOnlySpan<byte> rawRight)
    {
        if (!IsEscaped(rawLeft) && !IsEscaped(rawRight))
            return rawLeft.SequenceEqual(rawRight);
        var rented = ArrayPool<byte>.Shared.Rent(rawLeft.Length + rawRight.Length);
        var left = rented.AsSpan(0, Unescape(rawLeft, rented));
        var free = rented.AsSpan(left.Length);
        var equal = left.SequenceEqual(free[..Unescape(rawRight, free)]);
        ArrayPool<byte>.Shared.Return(rented);
        return equal;
    }

    public static string ToText(ReadOnlySpan<byte> raw) => Encoding.UTF8.GetString(ToUtf8(raw));

    public static byte[] ToUtf8(ReadOnlySpan<byte> raw)
    {
        var buffer = new byte[raw.Length];
        var length = Unescape(raw, buffer);
        return length == buffer.Length ? buffer : buffer[..length];
    }

    /// <summary>
    /// Writes the string as UTF-16 to <paramref name="destination"/>, which holds at least <c>raw.Length</c> characters; a lone surrogate
    /// stays itself.
    /// </summary>
    public static int ToUtf16(ReadOnlySpan<byte> raw, Span<char> destination)
    {
        var written = 0;
        while (true)
        {
            var slash = raw.IndexOf((byte)'\\');
            written += Encoding.UTF8.GetChars(slash < 0 ? raw : raw[..slash], destination[written..]);
            if (slash < 0 || slash + 1 >= raw.Length)
                return written;
            raw = raw[slash..];
            var scalar = ReadEscape(raw, out var consumed);
            raw = raw[consumed..];
            if (scalar < 0x10000)
                destination[written++] = (char)scalar;
            else
                written += new Rune(scalar).EncodeToUtf16(destination[written..]);
        }
    }

    /// <summary>How many code points start in the UTF-8 <paramref name="text"/>.</summary>
    private static int CountLeadBytes(ReadOnlySpan<byte> text)
    {
        if (Ascii.IsValid(text))
            return text.Length;
        var count = 0;
        foreach (var b in text)
            count += (b & 0xC0) != 0x80 ? 1 : 0;
        return count;
    }

    private static int ReadEscape(ReadOnlySpan<byte> text, out int consumed)
    {
        consumed = 2;
        switch (text[1])
        {
            case (byte)'b': return '\b';
            case (byte)'f': return '\f';
            case (byte)'n': return '\n';
            case (byte)'r': return '\r';
            case (byte)'t': return '\t';
            case (byte)'u' when TryReadHex(text, out var unit):
                consumed = 6;
                if (char.IsHighSurrogate((char)unit) && TryReadHex(text[6..], out var low) && char.IsLowSurrogate((char)low))
                {
                    consumed = 12;
                    return char.ConvertToUtf32((char)unit, (char)low);
                }
                return unit;
            default: return text[1];
        }
    }

    private static bool TryReadHex(ReadOnlySpan<byte> text, out int unit)
    {
        unit = 0;
        return text.Length >= 6 && text[0] == '\\' && text[1] == 'u'
            && Utf8Parser.TryParse(text.Slice(2, 4), out unit, out var used, 'x') && used == 4;
    }

    private static int WriteScalar(int scalar, Span<byte> destination)
    {
        if (Rune.TryCreate(scalar, out var rune))
            return rune.EncodeToUtf8(destination);
        destination[0] = (byte)(0xE0 | (scalar >> 12));
        destination[1] = (byte)(0x80 | ((scalar >> 6) & 0x3F));
        destination[2] = (byte)(0x80 | (scalar & 0x3F));
        return 3;
    }
}
