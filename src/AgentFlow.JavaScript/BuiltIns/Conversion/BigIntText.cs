using System.Globalization;
using System.Numerics;
using AgentFlow.JavaScript.Machine;

namespace AgentFlow.JavaScript.BuiltIns.Conversion;

/// <summary>Integers of any size to text and back.</summary>
internal static class BigIntText
{
    /// <summary>So many digits are read one chunk after the other.</summary>
    private const int LeafDigits = 128;

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

    /// <summary>The text of an integer in a radix of 2 to 36. The time grows faster than the length: a machine is charged by <see cref="Cost"/> before
    /// every division, so that it can look at the clock in between.</summary>
    public static string Format(BigInteger value, int radix, Vm? vm = null)
    {
        var magnitude = BigInteger.Abs(value);
        if (magnitude <= ulong.MaxValue && radix == 10)
            return value.ToString(CultureInfo.InvariantCulture);
        var (chunkDigits, chunkBase) = Chunk(radix);
        List<BigInteger> powers = [chunkBase];
        while (powers[^1] < magnitude)
            powers.Add(powers[^1] * powers[^1]);
        var text = new char[(chunkDigits << (powers.Count - 1)) + 1];
        Write(magnitude, radix, powers, powers.Count - 1, text.AsSpan(1), vm);
        var start = Array.FindIndex(text, 1, c => c != '0');
        if (start < 0)
            return "0";
        if (value.Sign < 0)
            text[--start] = '-';
        return new string(text, start, text.Length - start);
    }

    /// <summary>Fills all of a span, by halves: dividing by a number half as long is far cheaper than peeling off digit after digit. As deep as the
    /// logarithm of the length.</summary>
    private static void Write(BigInteger value, int radix, List<BigInteger> powers, int level, Span<char> text, Vm? vm)
    {
        if (value.IsZero)
        {
            text.Fill('0');
        }
        else if (level == 0)
        {
            var rest = (ulong)value;
            for (var at = text.Length - 1; at >= 0; at--, rest /= (uint)radix)
                text[at] = Digit((int)(rest % (uint)radix));
        }
        else
        {
            vm?.Charge(Cost(value.GetByteCount()));
            var high = BigInteger.DivRem(value, powers[level - 1], out var low);
            Write(high, radix, powers, level - 1, text[..(text.Length / 2)], vm);
            Write(low, radix, powers, level - 1, text[(text.Length / 2)..], vm);
        }
    }

    /// <summary>The fuel that formatting or parsing a number of so many bytes is worth: the divisions are quadratic.</summary>
    public static long Cost(long bytes) => (bytes / 8) + ((bytes / 64) * (bytes / 64));

    /// <summary><c>StringToBigInt</c>: blank text is 0, a prefix chooses the radix, a sign is for decimals only; null when it is no integer.</summary>
    public static BigInteger? Parse(ReadOnlySpan<char> text, Vm? vm = null)
    {
        text = NumberParser.Trim(text);
        if (text.IsEmpty)
            return BigInteger.Zero;
        var radix = NumberParser.RadixOfPrefix(text);
        if (radix != 10)
            return ParseDigits(text[2..], radix, vm);
        var negative = text[0] == '-';
        if (text[0] is '-' or '+')
            text = text[1..];
        return ParseDigits(text, 10, vm) is BigInteger value ? (negative ? -value : value) : null;
    }

    /// <summary>An unsigned run of digits in a radix; null when there is none or another character is among them. A machine is charged as in
    /// <see cref="Format"/>.</summary>
    public static BigInteger? ParseDigits(ReadOnlySpan<char> digits, int radix, Vm? vm = null)
    {
        if (digits.IsEmpty)
            return null;
        foreach (var c in digits)
        {
            if (DigitValue(c) >= radix)
                return null;
        }

        // By halves: the power that the left one is multiplied by is as long as the right one.
        var level = 0;
        while (LeafDigits << level < digits.Length)
            level++;
        List<BigInteger> powers = [];
        for (var i = 0; i < level; i++)
            powers.Add(i == 0 ? BigInteger.Pow(radix, LeafDigits) : powers[^1] * powers[^1]);
        return Read(digits, radix, powers, level, vm);
    }

    private static BigInteger Read(ReadOnlySpan<char> digits, int radix, List<BigInteger> powers, int level, Vm? vm)
    {
        if (level == 0)
            return ReadLeaf(digits, radix);
        var right = LeafDigits << (level - 1);
        if (digits.Length <= right)
            return Read(digits, radix, powers, level - 1, vm);
        var high = Read(digits[..^right], radix, powers, level - 1, vm);
        var low = Read(digits[^right..], radix, powers, level - 1, vm);
        vm?.Charge(Cost(digits.Length / 2));
        return (high * powers[level - 1]) + low;
    }

    private static BigInteger ReadLeaf(ReadOnlySpan<char> digits, int radix)
    {
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
