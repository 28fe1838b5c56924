using System.Globalization;
using System.Numerics;

namespace AgentFlow.JavaScript.BuiltIns.Conversion;

/// <summary>The texts of a number: <c>Number::toString</c>, <c>toFixed</c>, <c>toExponential</c>, <c>toPrecision</c> and the radixes.</summary>
/// <remarks>The digits are exact: shortest round trip where the language asks for it, big-integer arithmetic where it asks for a count.</remarks>
internal static class NumberFormatter
{
    private static readonly string[] SmallIntegers = [.. Enumerable.Range(0, 1024).Select(i => i.ToString(CultureInfo.InvariantCulture))];

    /// <summary><c>Number::toString(value, 10)</c>.</summary>
    public static string ToText(double value)
    {
        var integer = (int)value;
        if (integer == value)
        {
            return (uint)integer < (uint)SmallIntegers.Length ? SmallIntegers[integer] : integer.ToString(CultureInfo.InvariantCulture);
        }

        if (!double.IsFinite(value))
            return NonFinite(value);
        Span<char> digits = stackalloc char[32];
        var count = Shortest(Math.Abs(value), digits, out var point);
        Span<char> buffer = stackalloc char[48];
        var length = Layout(buffer, value < 0, digits[..count], point);
        return new string(buffer[..length]);
    }

    /// <summary><c>Number.prototype.toFixed</c>, with <paramref name="fraction"/> from 0 to 100.</summary>
    public static string ToFixed(double value, int fraction)
    {
        if (!double.IsFinite(value) || Math.Abs(value) >= 1e21)
            return ToText(value);
        var digits = Scaled(Math.Abs(value), fraction).ToString(CultureInfo.InvariantCulture);
        if (fraction > 0)
        {
            digits = digits.PadLeft(fraction + 1, '0');
            digits = string.Concat(digits.AsSpan(0, digits.Length - fraction), ".", digits.AsSpan(digits.Length - fraction));
        }

        return value < 0 ? "-" + digits : digits;
    }

    /// <summary><c>Number.prototype.toExponential</c>; as many digits as are needed when <paramref name="fraction"/> is null.</summary>
    public static string ToExponential(double value, int? fraction)
    {
        if (!double.IsFinite(value))
            return NonFinite(value);
        var (digits, point) = Digits(Math.Abs(value), fraction + 1);
        return Exponential(value < 0, digits, point - 1);
    }

    /// <summary><c>Number.prototype.toPrecision</c>, with <paramref name="precision"/> from 1 to 100.</summary>
    public static string ToPrecision(double value, int precision)
    {
        if (!double.IsFinite(value))
            return NonFinite(value);
        var (digits, point) = Digits(Math.Abs(value), precision);
        var exponent = point - 1;
        if (exponent < -6 || exponent >= precision)
            return Exponential(value < 0, digits, exponent);
        var text = exponent == precision - 1 ? digits
            : exponent >= 0 ? digits.Insert(exponent + 1, ".")
            : "0." + new string('0', -(exponent + 1)) + digits;
        return value < 0 ? "-" + text : text;
    }

    /// <summary><c>Number::toString(value, radix)</c> for a radix of 2 to 36: the shortest text that reads back as the same number.</summary>
    public static string ToRadix(double value, int radix)
    {
        if (radix == 10)
            return ToText(value);
        if (!double.IsFinite(value))
            return NonFinite(value);
        var negative = value < 0;
        value = Math.Abs(value);
        var whole = Math.Floor(value);
        var fraction = Fraction(value, whole, radix, out var carry);
        var digits = BigIntText.Format(new BigInteger(whole) + (carry ? 1 : 0), radix);
        return (negative ? "-" : "") + digits + (fraction.Length > 0 ? "." + fraction : "");
    }

    /// <summary>The digits behind the point. Digits are made until what is left is below half a unit in the last place of the number.</summary>
    private static string Fraction(double value, double whole, int radix, out bool carry)
    {
        carry = false;
        var fraction = value - whole;
        var delta = Math.Max(0.5 * (Math.BitIncrement(value) - value), double.Epsilon);
        if (fraction < delta)
            return "";
        Span<byte> digits = stackalloc byte[1100];
        var count = 0;
        do
        {
            fraction *= radix;
            delta *= radix;
            var digit = (int)fraction;
            digits[count++] = (byte)digit;
            fraction -= digit;
            if ((fraction > 0.5 || (fraction == 0.5 && (digit & 1) != 0)) && fraction + delta > 1)
            {
                count = RoundUp(digits, count, radix, out carry);
                break;
            }
        }
        while (fraction >= delta);
        Span<char> text = stackalloc char[count];
        for (var i = 0; i < count; i++)
            text[i] = BigIntText.Digit(digits[i]);
        return new string(text);
    }

    private static int RoundUp(Span<byte> digits, int count, int radix, out bool carry)
    {
        carry = false;
        while (true)
        {
            if (--count < 0)
            {
                carry = true;
                return 0;
            }

            if (digits[count] + 1 < radix)
            {
                digits[count]++;
                return count + 1;
            }
        }
    }

    private static string NonFinite(double value) => double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";

    /// <summary>The significant digits and the position of the point among them; a null count means the shortest.</summary>
    private static (string Digits, int Point) Digits(double value, int? count)
    {
        if (value == 0)
            return (new string('0', count ?? 1), 1);
        Span<char> shortest = stackalloc char[32];
        var length = Shortest(value, shortest, out var point);
        if (count is not int wanted)
            return (new string(shortest[..length]), point);
        var text = Scaled(value, wanted - point).ToString(CultureInfo.InvariantCulture);
        if (text.Length > wanted)
        {
            point++;
            text = text[..wanted];
        }
        else if (text.Length < wanted || text.AsSpan(1).IndexOfAnyExcept('0') < 0)
        {
            // The shortest text may have been rounded up to a power of ten that the exact value does not reach.
            var lower = Scaled(value, wanted - point + 1).ToString(CultureInfo.InvariantCulture);
            if (lower.Length == wanted)
                (text, point) = (lower, point - 1);
        }

        return (text, point);
    }

    /// <summary>The integer nearest to <c>value × 10^power</c>, halves upwards, computed exactly.</summary>
    private static BigInteger Scaled(double value, int power)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)((bits >> 52) & 0x7FF);
        var mantissa = bits & 0xFFFFFFFFFFFFF;
        if (exponent == 0)
            exponent++;
        else
            mantissa |= 1L << 52;
        exponent -= 1075;
        BigInteger numerator = mantissa;
        var denominator = BigInteger.One;
        if (exponent > 0)
            numerator <<= exponent;
        else
            denominator <<= -exponent;
        if (power > 0)
            numerator *= BigInteger.Pow(10, power);
        else
            denominator *= BigInteger.Pow(10, -power);
        return ((numerator << 1) + denominator) / (denominator << 1);
    }

    /// <summary>Writes the shortest digits that read back as <paramref name="value"/>; the number is 0.digits × 10^point.</summary>
    private static int Shortest(double value, Span<char> digits, out int point)
    {
        Span<char> text = stackalloc char[40];
        value.TryFormat(text, out var length, "R", CultureInfo.InvariantCulture);
        var count = 0;
        var exponent = 0;
        var integers = -1;
        for (var i = 0; i < length; i++)
        {
            if (text[i] == '.')
            {
                integers = count;
            }
            else if (text[i] == 'E')
            {
                exponent = int.Parse(text[(i + 1)..length], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
                break;
            }
            else
            {
                digits[count++] = text[i];
            }
        }

        point = (integers < 0 ? count : integers) + exponent;
        var zeros = 0;
        while (zeros < count - 1 && digits[zeros] == '0')
            zeros++;
        if (zeros > 0)
        {
            digits[zeros..count].CopyTo(digits);
            count -= zeros;
            point -= zeros;
        }

        while (count > 1 && digits[count - 1] == '0')
            count--;
        return count;
    }

    private static int Layout(Span<char> output, bool negative, ReadOnlySpan<char> digits, int point)
    {
        var at = 0;
        if (negative)
            output[at++] = '-';
        if (point is > 21 or < -5)
        {
            var text = Exponential(false, new string(digits), point - 1);
            text.CopyTo(output[at..]);
            return at + text.Length;
        }

        if (point <= 0)
        {
            output[at++] = '0';
            output[at++] = '.';
            output.Slice(at, -point).Fill('0');
            at -= point;
            digits.CopyTo(output[at..]);
            return at + digits.Length;
        }

        var whole = Math.Min(point, digits.Length);
        digits[..whole].CopyTo(output[at..]);
        at += whole;
        if (point >= digits.Length)
        {
            output.Slice(at, point - digits.Length).Fill('0');
            return at + point - digits.Length;
        }

        output[at++] = '.';
        digits[whole..].CopyTo(output[at..]);
        return at + digits.Length - whole;
    }

    private static string Exponential(bool negative, string digits, int exponent) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(negative ? "-" : "")}{digits[0]}{(digits.Length > 1 ? "." : "")}{digits.AsSpan(1)}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent)}");
}
