using System.Globalization;
using System.Numerics;

namespace AgentFlow.JavaScript.BuiltIns.Conversion;

/// <summary>Integers of any size to text and back.</summary>
internal static class BigIntText
{
    /// <summary>The digit of a value below 36.</summary>
    public static char Digit(int value) => (char)(value < 10 ? '0' + value : 'a' + value - 10);

    /// <summary>The value of a digit in any radix up to 36, or 99 when the character is none.</summary>
    public static int DigitValue(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'a' and <= 'z' => c - 'a' + 10,
        >= 'A' and <= 'Z' => c - 'A' + 10,
        _ => 99,
    };

    /// <summary>The text of an integer in a radix of 2 to 36. The time grows faster than the length: charge by <see cref="Cost"/> first.</summary>
    public static string Format(BigInteger value, int radix)
    {
        if (radix == 10)
            return value.ToString(CultureInfo.InvariantCulture);
        var negative = value.Sign < 0;
        value = BigInteger.Abs(value);
        if (value.IsZero)
            return "0";
        var chunks = ChunksOf(value, radix, out var chunkDigits);
        var text = new char[(chunks.Count * chunkDigits) + 1];
        var at = text.Length;
        for (var i = 0; i < chunks.Count; i++)
        {
            var chunk = chunks[i];
            for (var d = 0; d < chunkDigits && (i < chunks.Count - 1 || chunk > 0); d++)
            {
                text[--at] = Digit((int)(chunk % (uint)radix));
                chunk /= (uint)radix;
            }
        }

        if (negative)
            text[--at] = '-';
        return new string(text, at, text.Length - at);
    }

    /// <summary>The fuel that formatting or parsing a number of so many bytes is worth: the divisions are quadratic.</summary>
    public static long Cost(long bytes) => (bytes / 8) + ((bytes / 64) * (bytes / 64));

    /// <summary><c>StringToBigInt</c>: blank text is 0, a prefix chooses the radix, a sign is for decimals only; null when it is no integer.</summary>
    public static BigInteger? Parse(ReadOnlySpan<char> text)
    {
        text = NumberParser.Trim(text);
        if (text.IsEmpty)
            return BigInteger.Zero;
        var radix = NumberParser.RadixOfPrefix(text);
        if (radix != 10)
            return ParseDigits(text[2..], radix);
        var negative = text[0] == '-';
        if (text[0] is '-' or '+')
            text = text[1..];
        return ParseDigits(text, 10) is BigInteger value ? (negative ? -value : value) : null;
    }

    /// <summary>An unsigned run of digits in a radix; null when there is none or another character is among them.</summary>
    public static BigInteger? ParseDigits(ReadOnlySpan<char> digits, int radix)
    {
        if (digits.IsEmpty)
            return null;
        foreach (var c in digits)
        {
            if (DigitValue(c) >= radix)
                return null;
        }

        if (radix == 10)
            return BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        var (chunkDigits, chunkBase) = Chunk(radix);
        var value = BigInteger.Zero;
        while (digits.Length > 0)
        {
            var take = digits.Length % chunkDigits is var rest && rest > 0 ? rest : chunkDigits;
            ulong chunk = 0;
            foreach (var c in digits[..take])
                chunk = (chunk * (uint)radix) + (uint)DigitValue(c);
            value = (value * chunkBase) + chunk;
            digits = digits[take..];
        }

        return value;
    }

    private static List<ulong> ChunksOf(BigInteger value, int radix, out int chunkDigits)
    {
        (chunkDigits, var chunkBase) = Chunk(radix);
        List<ulong> chunks = [];
        while (!value.IsZero)
        {
            value = BigInteger.DivRem(value, chunkBase, out var rest);
            chunks.Add((ulong)rest);
        }

        return chunks;
    }

    /// <summary>How many digits fit into 32 bits, and the power of the radix that they make.</summary>
    private static (int Digits, uint Base) Chunk(int radix)
    {
        var digits = 0;
        ulong power = 1;
        while (power * (uint)radix <= uint.MaxValue)
        {
            power *= (uint)radix;
            digits++;
        }

        return (digits, (uint)power);
    }
}
