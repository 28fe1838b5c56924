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

    /// <summary>The number without the digits that rounding left behind.</summary>
    public decimal Settled => Digits == Exact ? Value : RoundTo(Value, Digits);

    public static Quantity FromDouble(double value)
    {
        if (double.IsNaN(value))
            throw new ToolException("The result is not a real number.");
        if (Math.Abs(value) >= Largest)
            throw new OverflowException();
        if (value != 0 && Math.Abs(value) < Smallest)
            throw TooSmall();
        return new(decimal.Parse(value.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture), Approximate);
    }

    public static Quantity operator -(Quantity a) => a with { Value = -a.Value };

    public static Quantity operator +(Quantity a, Quantity b)
    {
        var sum = a.Value + b.Value;
        var digits = Math.Min(a.Digits, b.Digits);
        if (digits == Exact)
            return new(sum, sum.Scale == Math.Max(a.Value.Scale, b.Value.Scale) ? Exact : Rounded);
        // What is left when equal numbers cancel is the error of their last digits.
        var noise = Math.Max(Math.Abs(a.Value), Math.Abs(b.Value)) * PowerOfTen(1 - digits);
        return new(Math.Abs(sum) < noise ? 0 : sum, digits);
    }

    public static Quantity operator -(Quantity a, Quantity b) => a + -b;

    public static Quantity operator *(Quantity a, Quantity b)
    {
        var (x, y) = a.Value.Scale + b.Value.Scale > 28 ? (Trim(a.Value), Trim(b.Value)) : (a.Value, b.Value);
        var product = x * y;
        if (product == 0 && x != 0 && y != 0)
            throw TooSmall();
        return new(product, Lower(a, b, product.Scale == x.Scale + y.Scale));
    }

    public static Quantity operator /(Quantity a, Quantity b)
    {
        if (b.Settled == 0)
            throw new DivideByZeroException();
        var quotient = a.Value / b.Value;
        if (quotient == 0 && a.Value != 0)
            throw TooSmall();
        return new(quotient, Lower(a, b, quotient.Scale + b.Value.Scale <= 28 && quotient * b.Value == a.Value));
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
        new("A result on the way is too close to zero: the smallest number that can be told from zero is 1e-28. Use larger numbers, in other units for instance.");

    private static int Lower(Quantity a, Quantity b, bool isExact)
    {
        var digits = Math.Min(a.Digits, b.Digits);
        return isExact ? digits : Math.Min(digits, Rounded);
    }

    private static decimal Trim(decimal value) => value / 1.0000000000000000000000000000m;

    private static decimal PowerOfTen(int exponent) => new(1, 0, 0, false, (byte)-exponent);

    private static decimal RoundTo(decimal value, int digits)
    {
        if (value == 0 || Math.Abs(value) >= (decimal)Largest)
            return value;
        var decimals = digits - 1 - (int)Math.Floor(Math.Log10((double)Math.Abs(value)));
        if (decimals >= 0)
            return decimals > 28 ? value : Math.Round(value, decimals, MidpointRounding.AwayFromZero);
        var unit = 1 / PowerOfTen(decimals);
        return Math.Round(value / unit, MidpointRounding.AwayFromZero) * unit;
    }
}
