using System.Globalization;

namespace AgentFlow.Tools;

/// <summary>A number with how many of its digits can be trusted, so that 1/3*3 is 1 and 0.1+0.2 is 0.3.</summary>
/// <param name="Value">The number.</param>
/// <param name="Digits">How many significant digits are right.</param>
/// <param name="IsPercent">Written as a percentage, which a sum takes of its left side.</param>
internal readonly record struct Quantity(decimal Value, int Digits = Quantity.Exact, bool IsPercent = false)
{
    public const int Exact = 29;

    /// <summary>Computed in decimals, but rounded at the 28th digit on the way.</summary>
    public const int Rounded = 24;

    /// <summary>After long chains of rounding: powers with large exponents.</summary>
    public const int LongChain = 18;

    /// <summary>Computed in binary floating point.</summary>
    public const int Approximate = 15;

    private const double Largest = 7.9e28;
    private const double Smallest = 1e-28;
    private const int FewestUseful = 6;

    /// <summary>The number without the digits that rounding left behind.</summary>
    public decimal Settled => Digits == Exact ? Value : RoundTo(Value, Digits);

    /// <summary>About how far from the truth the value may be.</summary>
    private double Noise => Digits == Exact ? 0 : (double)Math.Abs(Value) * Math.Pow(10, -Digits);

    public static Quantity FromDouble(double value)
    {
        if (double.IsNaN(value))
            throw new ToolException("The result is not a real number.");
        if (Math.Abs(value) >= Largest)
            throw new OverflowException();
        if (value != 0 && Math.Abs(value) < Smallest)
            throw TooSmall();
        return Inexact(decimal.Parse(value.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture), Approximate);
    }

    /// <summary>A rounded value, of which at most <paramref name="digits"/> are right; fewer when it is so small that a decimal holds fewer.</summary>
    public static Quantity Inexact(decimal value, int digits)
    {
        var held = value == 0 ? digits : 28 + Magnitude(value);
        return held >= FewestUseful ? new(value, Math.Min(digits, held)) : throw TooSmall();
    }

    public static Quantity operator -(Quantity a) => a with { Value = -a.Value };

    public static Quantity operator +(Quantity a, Quantity b)
    {
        var sum = a.Value + b.Value;
        if (a.Digits == Exact && b.Digits == Exact)
            return sum.Scale == Math.Max(a.Value.Scale, b.Value.Scale) ? new(sum) : Inexact(sum, Rounded);
        // When nearly equal numbers cancel, fewer digits are right, and when equal ones do, what is left is the error of their last digits.
        var noise = Math.Max(a.Noise, b.Noise);
        var digits = sum == 0 || noise == 0 ? Rounded : (int)Math.Floor(Math.Log10((double)Math.Abs(sum) / noise) + 1e-9);
        return digits < 1 ? new(0, Rounded) : new(sum, Math.Min(digits, Rounded));
    }

    public static Quantity operator -(Quantity a, Quantity b) => a + -b;

    public static Quantity operator *(Quantity a, Quantity b)
    {
        var (x, y) = a.Value.Scale + b.Value.Scale > 28 ? (Trim(a.Value), Trim(b.Value)) : (a.Value, b.Value);
        var product = x * y;
        if (product == 0 && x != 0 && y != 0)
            throw TooSmall();
        return Derived(a, b, product, product.Scale == x.Scale + y.Scale);
    }

    public static Quantity operator /(Quantity a, Quantity b)
    {
        if (b.Settled == 0)
            throw new DivideByZeroException();
        var quotient = a.Value / b.Value;
        if (quotient == 0 && a.Value != 0)
            throw TooSmall();
        return Derived(a, b, quotient, quotient.Scale + b.Value.Scale <= 28 && quotient * b.Value == a.Value);
    }

    /// <summary>The remainder with the sign of the divisor, so that -7 mod 3 is 2.</summary>
    public static Quantity operator %(Quantity a, Quantity b)
    {
        var divisor = b.Settled;
        if (divisor == 0)
            throw new DivideByZeroException();
        var rest = a.Settled % divisor;
        return new(rest != 0 && rest < 0 != divisor < 0 ? rest + divisor : rest, Math.Min(a.Digits, b.Digits));
    }

    public override string ToString()
    {
        var value = Settled;
        return value == 0 ? "0" : value.ToString("0.############################", CultureInfo.InvariantCulture);
    }

    public static ToolException TooSmall() =>
        new("A number or a result on the way is too close to zero: only 28 decimal places are kept, down to 1e-28. "
            + "Use larger numbers, in other units for instance.");

    private static Quantity Derived(Quantity a, Quantity b, decimal value, bool isExact)
    {
        var digits = Math.Min(a.Digits, b.Digits);
        return isExact ? new(value, digits) : Inexact(value, Math.Min(digits, Rounded));
    }

    private static int Magnitude(decimal value) => (int)Math.Floor(Math.Log10((double)Math.Abs(value)));

    private static decimal Trim(decimal value) => value / 1.0000000000000000000000000000m;

    private static decimal PowerOfTen(int exponent) => new(1, 0, 0, false, (byte)-exponent);

    private static decimal RoundTo(decimal value, int digits)
    {
        if (value == 0 || Math.Abs(value) >= (decimal)Largest)
            return value;
        var decimals = digits - 1 - Magnitude(value);
        if (decimals >= 0)
            return decimals > 28 ? value : Math.Round(value, decimals, MidpointRounding.AwayFromZero);
        var unit = 1 / PowerOfTen(decimals);
        return Math.Round(value / unit, MidpointRounding.AwayFromZero) * unit;
    }
}
