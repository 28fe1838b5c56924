using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace AgentFlow.JsonSchema.Repair;

internal ref partial struct RepairParser
{
    private const int LongestHexNumber = 16;

    private readonly bool TryWriteLiteral(ReadOnlySpan<byte> word)
    {
        if (word.Length is < 3 or > 9)
            return false;
        var unsigned = word.TrimStart("+-"u8);
        var isNotANumber = Is(unsigned, "nan"u8) || Is(unsigned, "infinity"u8) || Is(unsigned, "inf"u8);
        var isNull = isNotANumber || Is(word, "null"u8) || Is(word, "none"u8) || Is(word, "nil"u8) || Is(word, "undefined"u8);
        var json = isNull ? "null"u8 : Is(word, "true"u8) ? "true"u8 : Is(word, "false"u8) ? "false"u8 : default;
        if (json.IsEmpty)
            return false;
        if (!word.SequenceEqual(json))
            Fix(isNotANumber ? JsonFixKind.NotANumber : JsonFixKind.LiteralForm);
        _out.Write(json);
        return true;
    }

    private static bool Is(ReadOnlySpan<byte> word, ReadOnlySpan<byte> literal) => Ascii.EqualsIgnoreCase(word, literal);

    /// <summary>Writes the literal that the text breaks off in, or nothing for a lone sign.</summary>
    private readonly Parsed WriteCutOff(ReadOnlySpan<byte> word)
    {
        if (word is [(byte)'-'] or [(byte)'+'])
            return Parsed.Nothing;
        ReadOnlySpan<byte> literal = word[0] switch
        {
            (byte)'t' or (byte)'T' => "true"u8,
            (byte)'f' or (byte)'F' => "false"u8,
            (byte)'n' => "null"u8,
            (byte)'N' => "None"u8,
            _ => default,
        };
        if (!literal[Math.Min(1, literal.Length)..].StartsWith(word[1..]) || literal.IsEmpty)
            return Parsed.Failed;
        if (word[0] is (byte)'T' or (byte)'F' or (byte)'N')
            Fix(JsonFixKind.LiteralForm);
        _out.Write(word[0] == 'N' ? "null"u8 : literal);
        return Parsed.Value;
    }

    private readonly bool TryWriteNumber(ReadOnlySpan<byte> word)
    {
        var isNegative = word[0] == '-';
        var digits = word[0] is (byte)'-' or (byte)'+' ? word[1..] : word;
        if (digits.Length > 2 && digits[0] == '0' && digits[1] is (byte)'x' or (byte)'X')
            return TryWriteHex(digits[2..], isNegative);
        if (!TrySplitNumber(digits, out var whole, out var fraction, out var exponent, out var isStrict))
            return false;
        if (isStrict && word[0] != '+')
        {
            _out.Write(word);
            return true;
        }
        Fix(JsonFixKind.NumberForm);
        if (isNegative)
            _out.Write((byte)'-');
        WriteDigits(whole);
        if (whole.IsEmpty)
            _out.Write((byte)'0');
        if (!fraction.IsEmpty)
        {
            _out.Write((byte)'.');
            WriteDigits(fraction);
        }
        if (!exponent.IsEmpty)
        {
            _out.Write((byte)'e');
            _out.Write(exponent);
        }
        return true;
    }

    private readonly bool TryWriteHex(ReadOnlySpan<byte> digits, bool isNegative)
    {
        if (digits.Length > LongestHexNumber || !Utf8Parser.TryParse(digits, out ulong value, out var consumed, 'x')
            || consumed != digits.Length)
            return false;
        Fix(JsonFixKind.NumberForm);
        if (isNegative)
            _out.Write((byte)'-');
        _out.Write(Encoding.ASCII.GetBytes(value.ToString(CultureInfo.InvariantCulture)));
        return true;
    }

    /// <summary>Takes a number without its sign apart; a leading zero, as in a postal code, makes it a word.</summary>
    private readonly bool TrySplitNumber(
        ReadOnlySpan<byte> text, out ReadOnlySpan<byte> whole, out ReadOnlySpan<byte> fraction, out ReadOnlySpan<byte> exponent, out bool isStrict)
    {
        fraction = default;
        exponent = default;
        whole = text[..DigitCount(text)];
        var rest = text[whole.Length..];
        isStrict = whole.Length > 0 && !whole.Contains((byte)'_');
        if (whole.Length > 1 && whole[0] == '0')
            return false;
        if (rest is [(byte)'.', ..])
        {
            fraction = rest[1..(1 + DigitCount(rest[1..]))];
            rest = rest[(1 + fraction.Length)..];
            isStrict &= fraction.Length > 0 && !fraction.Contains((byte)'_');
        }
        if (whole.IsEmpty && fraction.IsEmpty)
            return false;
        if (rest is [(byte)'e' or (byte)'E', ..])
        {
            var sign = rest is [_, (byte)'+' or (byte)'-', ..] ? 1 : 0;
            var count = DigitCount(rest[(1 + sign)..]);
            if (count > 0)
                exponent = rest[1..(1 + sign + count)];
            else
                isStrict = false;
            rest = rest[(1 + sign + count)..];
            if (exponent.Contains((byte)'_') || (count == 0 && !BreaksOff(rest)))
                return false;
        }
        return rest.IsEmpty;
    }

    /// <summary>Whether the text breaks off right after the sign or letter of an exponent.</summary>
    private readonly bool BreaksOff(ReadOnlySpan<byte> rest) =>
        rest.IsEmpty && _text[^1] is ((byte)'e' or (byte)'E' or (byte)'+' or (byte)'-');

    /// <summary>How many digits stand here, with underscores between digits.</summary>
    private static int DigitCount(ReadOnlySpan<byte> text)
    {
        var count = 0;
        while (count < text.Length
            && (char.IsAsciiDigit((char)text[count])
                || (text[count] == '_' && count > 0 && count + 1 < text.Length && char.IsAsciiDigit((char)text[count + 1])
                && text[count - 1] != '_')))
            count++;
        return count;
    }

    private readonly void WriteDigits(ReadOnlySpan<byte> digits)
    {
        foreach (var digit in digits)
        {
            if (digit != '_')
                _out.Write(digit);
        }
    }
}
