using System.Globalization;

namespace AgentFlow.Tools;

/// <summary>Converts a value in decimals, and in binary floating point where they do not reach.</summary>
internal static class UnitConversion
{
    private const double Largest = 7.9e28;

    /// <summary>Under this, too few of a decimal's 28 places are left.</summary>
    private const decimal Small = 1e-12m;

    public static string Convert(double value, Unit from, Unit to)
    {
        if (!double.IsFinite(value))
            throw new ToolException("The value is not a number. Give one such as 26.2.");
        if (value == 0 && from.IsInverse != to.IsInverse)
            throw new ToolException($"0 {from.Symbol} has no counterpart in {to.Symbol}, which would be infinite.");
        if (Exactly(value, from, to) is { } exact)
            return $"{Text(exact)} {to.Symbol}";
        var result = Approximately(value, from, to);
        if (!double.IsFinite(result) || (result == 0 && value != 0))
            throw new ToolException($"The value in {to.Symbol} is too {(result == 0 ? "small" : "large")} to be computed. Use a unit nearer to {from.Symbol}.");
        return $"{Text(result)} {to.Symbol}";
    }

    /// <summary>The result, or null when it would be too large or too small for a decimal.</summary>
    private static decimal? Exactly(double value, Unit from, Unit to)
    {
        if (Math.Abs(value) >= Largest)
            return null;
        var given = decimal.Parse(value.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture);
        if (IsSmall(given) || (given == 0 && value != 0))
            return null;
        if (ReferenceEquals(from, to) || given == 0 && from.Offset == to.Offset)
            return given;
        try
        {
            var quantity = from.IsInverse ? from.Numerator / from.Denominator / given : (given + from.Offset) * from.Numerator / from.Denominator;
            if (quantity < 0 && from.Dimension == UnitDimension.Temperature)
                throw new ToolException($"{Text(given)} {from.Symbol} is below absolute zero, which is 0 K, -273.15 °C or -459.67 °F.");
            var result = to.IsInverse ? to.Numerator / to.Denominator / quantity : quantity * to.Denominator / to.Numerator - to.Offset;
            return from.Dimension != UnitDimension.Temperature && (IsSmall(quantity) || IsSmall(result) || result == 0) ? null : result;
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    private static double Approximately(double value, Unit from, Unit to)
    {
        var quantity = from.IsInverse ? Factor(from) / value : (value + (double)from.Offset) * Factor(from);
        return to.IsInverse ? Factor(to) / quantity : quantity / Factor(to) - (double)to.Offset;
    }

    private static double Factor(Unit unit) => (double)unit.Numerator / (double)unit.Denominator;

    private static bool IsSmall(decimal value) => value != 0 && Math.Abs(value) < Small;

    private static string Text(decimal value)
    {
        if (Math.Abs(value) >= 1)
            return Math.Round(value, 6, MidpointRounding.AwayFromZero).ToString("0.######", CultureInfo.InvariantCulture);
        return Math.Abs(value) < 1e-6m ? Text((double)value) : Significant(value).ToString("0.############", CultureInfo.InvariantCulture);
    }

    private static string Text(double value) => value == 0 ? "0" : value.ToString("0.#####e+0", CultureInfo.InvariantCulture);

    /// <summary>A value under 1 with six significant digits.</summary>
    private static decimal Significant(decimal value) =>
        Math.Round(value, 5 - (int)Math.Floor(Math.Log10((double)Math.Abs(value))), MidpointRounding.AwayFromZero);
}
