using System.Buffers;
using System.Text;

namespace AgentFlow.Models;

/// <summary>Text that grows piece by piece out of JSON strings, in an array from the pool.</summary>
internal sealed class CharBuffer : IDisposable
{
    private char[] _array = [];

    public int Length { get; private set; }

    public ReadOnlySpan<char> Written => _array.AsSpan(0, Length);

    /// <summary>Appends UTF-8; what is not UTF-8 becomes the replacement character.</summary>
    public void Append(ReadOnlySpan<byte> utf8)
    {
        Reserve(utf8.Length);
        Length += Encoding.UTF8.GetChars(utf8, _array.AsSpan(Length));
    }

    /// <summary>
    /// Appends the inside of a JSON string token. Half of a surrogate pair is kept as it is: the other half may come next.
    /// </summary>
    public void AppendJson(ReadOnlySpan<byte> token, bool isEscaped)
    {
        while (isEscaped && token.IndexOf((byte)'\\') is var slash and >= 0)
        {
            Append(token[..slash]);
            Append(Unescape(token[slash..], out var consumed));
            token = token[(slash + consumed)..];
        }
        Append(token);
    }

    public void Append(char value)
    {
        Reserve(1);
        _array[Length++] = value;
    }

    /// <summary>Takes what was written out as a string.</summary>
    /// <param name="isFinal">False leaves the first half of a surrogate pair at the end where it is.</param>
    public string Take(bool isFinal)
    {
        var keep = !isFinal && Length > 0 && char.IsHighSurrogate(_array[Length - 1]);
        var text = new string(_array, 0, keep ? Length - 1 : Length);
        if (keep)
            _array[0] = _array[Length - 1];
        Length = keep ? 1 : 0;
        return text;
    }

    public void Clear() => Length = 0;

    public void Dispose()
    {
        var array = _array;
        _array = [];
        Length = 0;
        if (array.Length > 0)
            ArrayPool<char>.Shared.Return(array);
    }

    private static char Unescape(ReadOnlySpan<byte> escape, out int consumed)
    {
        consumed = 2;
        switch (escape[1])
        {
            case (byte)'b': return '\b';
            case (byte)'f': return '\f';
            case (byte)'n': return '\n';
            case (byte)'r': return '\r';
            case (byte)'t': return '\t';
            case (byte)'u':
                consumed = 6;
                return (char)((Hex(escape[2]) << 12) | (Hex(escape[3]) << 8) | (Hex(escape[4]) << 4) | Hex(escape[5]));
            default: return (char)escape[1];
        }
    }

    private static int Hex(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;

    private void Reserve(int count)
    {
        if (_array.Length - Length >= count)
            return;
        var larger = ArrayPool<char>.Shared.Rent(Math.Max(256, Math.Max(Length + count, _array.Length * 2)));
        Written.CopyTo(larger);
        if (_array.Length > 0)
            ArrayPool<char>.Shared.Return(_array);
        _array = larger;
    }
}
