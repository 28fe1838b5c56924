using System.Globalization;
using System.Numerics;

namespace AgentFlow.JsonSchema.Evaluation;

/// <summary>
/// A JSON number compared exactly, whatever its size: nothing goes through <see cref="double"/>. The value is
/// <c>0.digits * 10^Magnitude</c>, trailing zeros dropped.
/// </summary>
internal readonly ref struct JsonNumber
{
    /// <summary>Longer numbers are not divided; <c>multipleOf</c> refuses them.</summary>
    public const int MaxDividedDigits = 2_000;

    private const int MantissaDigits = 18;
    private readonly ReadOnlySpan<byte> _digits;

    public JsonNumber(ReadOnlySpan<byte> text)
    {
        IsNegative = text.Length > 0 && text[0] == '-';
        if (IsNegative)
            text = text[1..];
        var exponentAt = text.IndexOfAny((byte)'e', (byte)'E');
        long exponent = 0;
        if (exponentAt >= 0)
        {
            exponent = ReadExponent(text[(exponentAt + 1)..]);
            text = text[..exponentAt];
        }
        var point = text.IndexOf((byte)'.');
        long whole = point < 0 ? text.Length : point;
        var start = text.IndexOfAnyExcept((byte)'0', (byte)'.');
        if (start < 0)
        {
            IsNegative = false;
            return;
        }
        // Digits before the first one that counts move the point: 0.005 is 0.5 * 10^-2.
        whole -= point >= 0 && start > point ? start - 1 : start;
        if (point >= 0)
            text = text.TrimEnd((byte)'0').TrimEnd((byte)'.');
        text = text[start..].TrimEnd((byte)'0');
        _digits = text;
        Magnitude = whole + exponent;
    }

    private JsonNumber(ReadOnlySpan<byte> digits, long magnitude, bool isNegative)
    {
        _digits = digits;
        Magnitude = magnitude;
        IsNegative = isNegative;
    }

    public bool IsNegative { get; }

    /// <summary>The power of ten just above the number; zero for zero.</summary>
    public long Magnitude { get; }

    public bool IsZero => _digits.IsEmpty;

    /// <summary>Whether nothing is left behind the point: <c>1.0</c> and <c>1e3</c> are integers.</summary>
    public bool IsInteger => IsZero || Magnitude >= DigitCount;

    private int DigitCount => _digits.Length - (_digits.Contains((byte)'.') ? 1 : 0);

    public int CompareTo(JsonNumber other)
    {
        if (IsZero || other.IsZero || IsNegative != other.IsNegative)
            return Sign.CompareTo(other.Sign);
        var order = Magnitude != other.Magnitude ? Magnitude.CompareTo(other.Magnitude) : CompareDigits(_digits, other._digits);
        return IsNegative ? -order : order;
    }

    /// <summary>
    /// Whether the number is a whole multiple of <paramref name="divisor"/>, which is above zero; null when it is too long to tell.
    /// </summary>
    public bool? IsMultipleOf(JsonNumber divisor)
    {
        if (IsZero)
            return true;
        var (own, ownDigits) = (Magnitude - DigitCount, DigitCount);
        var shift = own - (divisor.Magnitude - divisor.DigitCount);
        // The digits end in no zero, so a divisor with more tens than the number cannot go into it.
        if (shift < 0)
            return false;
        if (ownDigits > MaxDividedDigits || divisor.DigitCount > MaxDividedDigits)
            return null;
        if (ownDigits <= MantissaDigits && divisor.DigitCount <= MantissaDigits && shift <= MantissaDigits)
            return (Int128)Mantissa() * (Int128)Power(shift) % Mantissa(divisor._digits) == 0;
        var remainder = divisor.BigMantissa();
        return BigMantissa() * BigInteger.ModPow(10, shift, remainder) % remainder == 0;
    }

    /// <summary>The same for every way to write the same number.</summary>
    public int GetValueHash()
    {
        var hash = new HashCode();
        hash.Add(Magnitude);
        hash.Add(IsNegative);
        foreach (var b in _digits)
        {
            if (b != '.')
                hash.Add(b);
        }
        return hash.ToHashCode();
    }

    private int Sign => IsZero ? 0 : IsNegative ? -1 : 1;

    private static int CompareDigits(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        int l = 0, r = 0;
        while (true)
        {
            if (l < left.Length && left[l] == '.')
                l++;
            if (r < right.Length && right[r] == '.')
                r++;
            if (l >= left.Length || r >= right.Length)
                return (l < left.Length).CompareTo(r < right.Length);
            if (left[l] != right[r])
                return left[l].CompareTo(right[r]);
            l++;
            r++;
        }
    }

    private long Mantissa() => Mantissa(_digits);

    private static long Mantissa(ReadOnlySpan<byte> digits)
    {
        long value = 0;
        foreach (var b in digits)
        {
            if (b != '.')
                value = (value * 10) + (b - '0');
        }
        return value;
    }

    private static long Power(long exponent)
    {
        long value = 1;
        for (; exponent > 0; exponent--)
            value *= 10;
        return value;
    }

    private BigInteger BigMantissa()
    {
        Span<byte> text = stackalloc byte[MaxDividedDigits];
        var length = 0;
        foreach (var b in _digits)
        {
            if (b != '.')
                text[length++] = b;
        }
        return BigInteger.Parse(System.Text.Encoding.ASCII.GetString(text[..length]), NumberStyles.None, CultureInfo.InvariantCulture);
    }

    /// <summary>The exponent, held within bounds that leave room to add to it.</summary>
    private static long ReadExponent(ReadOnlySpan<byte> text)
    {
        var negative = text.Length > 0 && text[0] == '-';
        long value = 0;
        foreach (var b in text)
        {
            if (b is not ((byte)'-' or (byte)'+') && value < long.MaxValue / 100)
                value = (value * 10) + (b - '0');
        }
        return negative ? -value : value;
    }

    /// <summary>A number read once and kept, as a schema's limits are.</summary>
    internal sealed class Stored
    {
        private readonly byte[] _digits;
        private readonly long _magnitude;
        private readonly bool _isNegative;

        public Stored(string text)
        {
            Text = text;
            var number = new JsonNumber(System.Text.Encoding.ASCII.GetBytes(text));
            _digits = number._digits.ToArray();
            _magnitude = number.Magnitude;
            _isNegative = number.IsNegative;
        }

        /// <summary>The number as the schema's author wrote it.</summary>
        public string Text { get; }

        public JsonNumber Value => new(_digits, _magnitude, _isNegative);
    }
}
