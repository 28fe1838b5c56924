using System.Buffers.Text;
using System.Text;

namespace AgentFlow.JsonSchema.Repair;

internal ref partial struct RepairParser
{
    /// <summary>Writes what the escape at a place means.</summary>
    /// <returns>The place behind it. An escape that the text breaks off in is left out.</returns>
    private int WriteEscape(int at, int end)
    {
        if (at + 1 >= end)
            return end;
        var c = _text[at + 1];
        switch (c)
        {
            case (byte)'"' or (byte)'\\' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t':
                _out.Write(_text.Slice(at, 2));
                return at + 2;
            case (byte)'/':
                _out.Write(c);
                return at + 2;
            case (byte)'u':
                return WriteUnicodeEscape(at, end);
            case (byte)'x' when TryHex(at + 2, 2, out var code):
                return Replace(at, 4, new Rune(code));
            case (byte)'\'' or (byte)'`':
                return Replace(at, 2, new Rune(c));
            case (byte)'v':
                return Replace(at, 2, new Rune(0x0B));
            case (byte)'0' when !char.IsAsciiDigit((char)ByteAt(at + 2)):
                return Replace(at, 2, new Rune(0));
            case (byte)'\n' or (byte)'\r':
                Fix(JsonFixKind.BadEscape, at);
                return at + (c == '\r' && ByteAt(at + 2) == '\n' ? 3 : 2);
            default:
                return KeepBackslash(at);
        }
    }

    private int WriteUnicodeEscape(int at, int end)
    {
        if (ByteAt(at + 2) == '{')
            return WriteBracedEscape(at);
        if (!TryHex(at + 2, 4, out var code))
        {
            var digits = 0;
            while (at + 2 + digits < end && char.IsAsciiHexDigit((char)_text[at + 2 + digits]))
                digits++;
            return at + 2 + digits == _text.Length ? end : KeepBackslash(at);
        }
        if (!char.IsSurrogate((char)code))
        {
            _out.WriteCharacter(new Rune(code));
            return at + 6;
        }
        var next = at + 6;
        if (char.IsHighSurrogate((char)code) && ByteAt(next) == '\\' && ByteAt(next + 1) == 'u'
            && TryHex(next + 2, 4, out var low) && char.IsLowSurrogate((char)low))
        {
            _out.WriteCharacter(new Rune((char)code, (char)low));
            return at + 12;
        }
        var isCutOff = char.IsHighSurrogate((char)code) && next + 6 > _text.Length
            && "\\u"u8.StartsWith(_text[next..Math.Min(next + 2, _text.Length)]);
        if (isCutOff)
            return end;
        Fix(JsonFixKind.InvalidCharacter, at);
        _out.WriteCharacter(Rune.ReplacementChar);
        return next;
    }

    private int WriteBracedEscape(int at)
    {
        var digits = 0;
        while (digits < 6 && char.IsAsciiHexDigit((char)ByteAt(at + 3 + digits)))
            digits++;
        return ByteAt(at + 3 + digits) == '}' && TryHex(at + 3, digits, out var code) && Rune.IsValid(code)
            ? Replace(at, digits + 4, new Rune(code))
            : KeepBackslash(at);
    }

    private readonly int Replace(int at, int length, Rune rune)
    {
        Fix(JsonFixKind.BadEscape, at);
        _out.WriteCharacter(rune);
        return at + length;
    }

    // A regular expression or a Windows path, most of the time: the backslash is part of the text.
    private readonly int KeepBackslash(int at)
    {
        Fix(JsonFixKind.BadEscape, at);
        _out.Write("\\\\"u8);
        return at + 1;
    }

    private readonly bool TryHex(int at, int digits, out int value)
    {
        value = 0;
        return digits > 0 && at + digits <= _text.Length
            && Utf8Parser.TryParse(_text.Slice(at, digits), out value, out var consumed, 'x') && consumed == digits;
    }
}
