using System.Globalization;
using System.Numerics;

namespace AgentFlow.JavaScript.BuiltIns.Conversion;

/// <summary>Text to number: <c>StringToNumber</c>, and the prefixes that <c>parseInt</c> and <c>parseFloat</c> read. All linear.</summary>
internal static class NumberParser
{
    /// <summary>Whether a character is white space or a line terminator of the language.</summary>
    public static bool IsWhiteSpace(char c) => c switch
    {
        <= ' ' => c is ' ' or (>= '\t' and <= '\r'),
        < '\u1680' => c == '\u00A0',
        '\u1680' or '\u2028' or '\u2029' or '\u202F' or '\u205F' or '\u3000' or '\uFEFF' => true,
        _ => c is >= '\u2000' and <= '\u200A',
    };

    /// <summary>The text without the white space at its ends.</summary>
    public static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text) => TrimEnd(TrimStart(text));

    /// <summary>The text without the white space at its beginning.</summary>
    public static ReadOnlySpan<char> TrimStart(ReadOnlySpan<char> text)
    {
        var start = 0;
        while (start < text.Length && IsWhiteSpace(text[start]))
            start++;
        return text[start..];
    }

    /// <summary>The text without the white space at its end.</summary>
    public static ReadOnlySpan<char> TrimEnd(ReadOnlySpan<char> text)
    {
        var end = text.Length;
        while (end > 0 && IsWhiteSpace(text[end - 1]))
            end--;
        return text[..end];
    }

    /// <summary><c>StringToNumber</c>: blank text is 0, anything that is no number is NaN.</summary>
    public static double Parse(ReadOnlySpan<char> text)
    {
        text = Trim(text);
        if (text.IsEmpty)
            return 0;
        var radix = RadixOfPrefix(text);
        if (radix != 10)
            return AllDigits(text[2..], radix) ? Digits(text[2..], radix) : double.NaN;
        var length = DecimalLength(text);
        return length == text.Length ? Decimal(text) : double.NaN;
    }

    /// <summary>2, 8 or 16 for a text that begins with <c>0b</c>, <c>0o</c> or <c>0x</c>, otherwise 10.</summary>
    public static int RadixOfPrefix(ReadOnlySpan<char> text) => text.Length < 2 || text[0] != '0' ? 10 : (text[1] | 0x20) switch
    {
        'x' => 16,
        'o' => 8,
        'b' => 2,
        _ => 10,
    };

    /// <summary>What <c>parseFloat</c> makes of a text.</summary>
    public static double ParseFloat(ReadOnlySpan<char> text)
    {
        text = TrimStart(text);
        var length = DecimalLength(text);
        return length == 0 ? double.NaN : Decimal(text[..length]);
    }

    /// <summary>What <c>parseInt</c> makes of a text; a radix of 0 means 10, or 16 behind <c>0x</c>.</summary>
    public static double ParseInt(ReadOnlySpan<char> text, int radix)
    {
        text = TrimStart(text);
        var negative = !text.IsEmpty && text[0] == '-';
        if (!text.IsEmpty && text[0] is '-' or '+')
            text = text[1..];
        if (radix is 0 or 16 && RadixOfPrefix(text) == 16)
        {
            text = text[2..];
            radix = 16;
        }

        if (radix == 0)
            radix = 10;
        if (radix is < 2 or > 36)
            return double.NaN;
        var length = 0;
        while (length < text.Length && BigIntText.DigitValue(text[length]) < radix)
            length++;
        if (length == 0)
            return double.NaN;
        var value = Digits(text[..length], radix);
        return negative ? -value : value;
    }

    /// <summary>The length of the longest decimal literal, or <c>Infinity</c>, with an optional sign, that a text begins with.</summary>
    private static int DecimalLength(ReadOnlySpan<char> text)
    {
        var at = !text.IsEmpty && text[0] is '+' or '-' ? 1 : 0;
        if (text[at..].StartsWith("Infinity"))
            return at + 8;
        var whole = DigitRun(text, at);
        at += whole;
        if (at < text.Length && text[at] == '.')
        {
            var fraction = DigitRun(text, at + 1);
            if (whole + fraction == 0)
                return 0;
            at += 1 + fraction;
        }
        else if (whole == 0)
        {
            return 0;
        }

        if (at < text.Length && text[at] is 'e' or 'E')
        {
            var sign = at + 1 < text.Length && text[at + 1] is '+' or '-' ? 1 : 0;
            var exponent = DigitRun(text, at + 1 + sign);
            if (exponent > 0)
                at += 1 + sign + exponent;
        }

        return at;
    }

    private static int DigitRun(ReadOnlySpan<char> text, int from)
    {
        var at = from;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
            at++;
        return at - from;
    }

    private static bool AllDigits(ReadOnlySpan<char> text, int radix)
    {
        foreach (var c in text)
        {
            if (BigIntText.DigitValue(c) >= radix)
                return false;
        }

        return !text.IsEmpty;
    }

    private static double Decimal(ReadOnlySpan<char> text)
    {
        var negative = text[0] == '-';
        if (text[^1] == 'y')
            return negative ? double.NegativeInfinity : double.PositiveInfinity;
        var at = text.IndexOfAny('e', 'E');

        // .NET gives up on exponents over nine digits; they are far out of range in any case, unless the digits balance them.
        return at >= 0 && text.Length - at > 10 ? HugeExponent(text, at) : double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    private static double HugeExponent(ReadOnlySpan<char> text, int at)
    {
        var mantissa = double.Parse(text[..at], NumberStyles.Float, CultureInfo.InvariantCulture);
        var digits = text[(at + 1)..];
        var down = digits[0] == '-';
        digits = digits.TrimStart("+-").TrimStart('0');
        if (digits.Length <= 9)
        {
            return double.Parse(string.Concat(text[..(at + 1)], down ? "-" : "", digits.IsEmpty ? "0" : digits), NumberStyles.Float, CultureInfo.InvariantCulture);
        }

        return mantissa == 0 ? mantissa : down ? Math.CopySign(0, mantissa) : Math.CopySign(double.PositiveInfinity, mantissa);
    }

    /// <summary>The value of valid digits. Exact for powers of two and up to 2^53, correctly rounded beyond.</summary>
    private static double Digits(ReadOnlySpan<char> digits, int radix)
    {
        if (radix == 10)
            return double.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        digits = digits.TrimStart('0');
        if (digits.Length > 1100)
            return double.PositiveInfinity;
        double value = 0;
        foreach (var c in digits)
            value = (value * radix) + BigIntText.DigitValue(c);
        return value < 9007199254740992 ? value : Rounded(BigIntText.ParseDigits(digits, radix)!.Value);
    }

    /// <summary>The double nearest to an integer, ties to even (the conversion of <see cref="BigInteger"/> truncates).</summary>
    public static double Rounded(BigInteger value)
    {
        var magnitude = BigInteger.Abs(value);
        var bits = magnitude.GetBitLength();
        if (bits > 1100)
            return value.Sign < 0 ? double.NegativeInfinity : double.PositiveInfinity;
        var excess = (int)bits - 54;
        if (excess <= 9)
            return (long)value;
        var top = (long)(magnitude >> excess);

        // A sticky bit stands for everything that was cut; the last step then rounds once, to even.
        if (!(magnitude & ((BigInteger.One << excess) - 1)).IsZero)
            top = (top << 1) | 1;
        else
            top <<= 1;
        var result = Math.ScaleB((double)top, excess - 1);
        return value.Sign < 0 ? -result : result;
    }
}
