using System.Collections.Frozen;

namespace AgentFlow.Tools;

/// <summary>The functions and constants that the calculator knows.</summary>
internal static class CalculatorFunctions
{
    public const int LargestFactorial = 27;

    private const decimal Pi = 3.1415926535897932384626433833m;
    private const decimal LargestAngle = 1e12m;
    private const int Many = 1000;

    public static readonly FrozenDictionary<string, Quantity> Constants = new Dictionary<string, Quantity>(StringComparer.OrdinalIgnoreCase)
    {
        ["pi"] = new(Pi, Quantity.Rounded),
        ["π"] = new(Pi, Quantity.Rounded),
        ["tau"] = new(2 * Pi, Quantity.Rounded),
        ["e"] = new(2.7182818284590452353602874714m, Quantity.Rounded),
        ["half"] = new(0.5m),
        ["third"] = new Quantity(1) / new Quantity(3),
        ["quarter"] = new(0.25m),
        ["twice"] = new(2),
        ["double"] = new(2),
        ["triple"] = new(3),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static readonly FrozenDictionary<string, Function> Functions = new Function[]
    {
        new("abs", 1, 1, a => a[0].Value < 0 ? -a[0] : a[0]),
        new("acos", 1, 1, a => Inverse(Math.Acos, a[0])),
        new("asin", 1, 1, a => Inverse(Math.Asin, a[0])),
        new("atan", 1, 1, a => Quantity.FromDouble(Math.Atan((double)a[0].Value))),
        new("average", 1, Many, Mean),
        new("avg", 1, Many, Mean),
        new("cbrt", 1, 1, a => Quantity.FromDouble(Math.Cbrt((double)a[0].Value))),
        new("ceil", 1, 1, a => new(Math.Ceiling(a[0].Settled))),
        new("ceiling", 1, 1, a => new(Math.Ceiling(a[0].Settled))),
        new("cos", 1, 1, a => Trigonometric(Math.Cos, a[0])),
        new("exp", 1, 1, a => Quantity.FromDouble(Math.Exp((double)a[0].Value))),
        new("factorial", 1, 1, a => Factorial(a[0])),
        new("floor", 1, 1, a => new(Math.Floor(a[0].Settled))),
        new("gcd", 2, Many, a => new(a.Select(Whole("gcd")).Aggregate(GreatestDivisor))),
        new("lcm", 2, Many, a => new(a.Select(Whole("lcm")).Aggregate((x, y) => x == 0 || y == 0 ? 0 : Math.Abs(x / GreatestDivisor(x, y) * y)))),
        new("ln", 1, 1, a => Logarithm("ln", Math.Log, a[0])),
        new("log", 1, 2, a => a.Count == 1 ? Logarithm("log", Math.Log10, a[0]) : Logarithm("log", Math.Log2, a[0]) / Logarithm("log", Math.Log2, a[1])),
        new("log10", 1, 1, a => Logarithm("log10", Math.Log10, a[0])),
        new("log2", 1, 1, a => Logarithm("log2", Math.Log2, a[0])),
        new("max", 1, Many, a => a.MaxBy(q => q.Value)),
        new("mean", 1, Many, Mean),
        new("min", 1, Many, a => a.MinBy(q => q.Value)),
        new("mod", 2, 2, a => a[0] % a[1]),
        new("modulo", 2, 2, a => a[0] % a[1]),
        new("pow", 2, 2, a => Power(a[0], a[1])),
        new("round", 1, 2, a => new(Math.Round(a[0].Settled, a.Count == 1 ? 0 : Places(a[1]), MidpointRounding.AwayFromZero))),
        new("sign", 1, 1, a => new(Math.Sign(a[0].Settled))),
        new("sin", 1, 1, a => Trigonometric(Math.Sin, a[0])),
        new("sqrt", 1, 1, a => SquareRoot(a[0])),
        new("sum", 1, Many, Sum),
        new("tan", 1, 1, a => Tangent(a[0])),
        new("trunc", 1, 1, a => new(Math.Truncate(a[0].Settled))),
    }.ToFrozenDictionary(f => f.Name, StringComparer.OrdinalIgnoreCase);

    public static Quantity FromDegrees(Quantity degrees) => degrees * new Quantity(Pi, Quantity.Rounded) / new Quantity(180);

    public static Quantity Factorial(Quantity of)
    {
        var n = of.Settled;
        if (n < 0 || n > LargestFactorial || n != Math.Truncate(n))
            throw new ToolException($"A factorial takes a whole number from 0 to {LargestFactorial}, not {of}.");
        var product = 1m;
        for (var i = 2; i <= n; i++)
            product *= i;
        return new(product);
    }

    public static Quantity Power(Quantity x, Quantity power)
    {
        var exponent = power.Settled;
        if (exponent == Math.Truncate(exponent) && Math.Abs(exponent) <= long.MaxValue)
            return exponent < 0 ? new Quantity(1) / WholePower(x, (long)-exponent) : WholePower(x, (long)exponent);
        if (x.Settled < 0)
            throw new ToolException($"A negative number ({x}) to the power of a fraction ({power}) is not a real number.");
        return Quantity.FromDouble(Math.Pow((double)x.Value, (double)power.Value));
    }

    private static Quantity WholePower(Quantity x, long exponent)
    {
        var result = new Quantity(1);
        if (exponent > 0 && x.Settled == 0)
            return new(0);
        for (var rest = exponent; rest > 0; rest >>= 1)
        {
            if ((rest & 1) == 1)
                result *= x;
            if (rest > 1)
                x *= x;
        }
        return result.Digits < Quantity.Exact && exponent > Many ? result with { Digits = Math.Min(result.Digits, Quantity.LongChain) } : result;
    }

    public static Quantity SquareRoot(Quantity of)
    {
        var value = of.Settled;
        if (value < 0)
            throw new ToolException($"The square root of a negative number ({of}) is not a real number.");
        if (value == 0)
            return new(0);
        var root = (decimal)Math.Sqrt((double)value);
        if (root == 0)
            return Quantity.FromDouble(Math.Sqrt((double)value));
        // Two steps of Newton's method take the 15 digits of the first guess past the 28 of a decimal.
        root = (root + value / root) / 2;
        root = (root + value / root) / 2;
        var isExact = of.Digits == Quantity.Exact && new Quantity(root) * new Quantity(root) == new Quantity(value);
        return isExact ? new(root) : Quantity.Inexact(root, Math.Min(of.Digits, Quantity.Rounded));
    }

    private static Quantity Trigonometric(Func<double, double> function, Quantity angle)
    {
        if (Math.Abs(angle.Value) > LargestAngle)
            throw new ToolException($"The angle {angle} (in radians) is too large: its place on the circle is known up to 1e12.");
        var result = function((double)(angle.Value % (2 * Pi)));
        return Math.Abs(result) < 1e-15 ? new(0, Quantity.Approximate) : Quantity.FromDouble(result);
    }

    private static Quantity Tangent(Quantity angle)
    {
        var cosine = Trigonometric(Math.Cos, angle);
        return cosine.Value != 0
            ? Trigonometric(Math.Tan, angle)
            : throw new ToolException($"The tangent of {angle} (in radians) does not exist: the angle is a right angle.");
    }

    private static Quantity Inverse(Func<double, double> function, Quantity of) => Math.Abs(of.Settled) <= 1
        ? Quantity.FromDouble(function((double)of.Settled))
        : throw new ToolException($"asin and acos take a number from -1 to 1, not {of}.");

    private static Quantity Logarithm(string name, Func<double, double> function, Quantity of) => of.Settled > 0
        ? Quantity.FromDouble(function((double)of.Value))
        : throw new ToolException($"'{name}' takes a number above 0, not {of}.");

    private static Quantity Sum(IReadOnlyList<Quantity> values) => values.Aggregate((a, b) => a + b);

    private static Quantity Mean(IReadOnlyList<Quantity> values) => Sum(values) / new Quantity(values.Count);

    private static decimal GreatestDivisor(decimal a, decimal b)
    {
        (a, b) = (Math.Abs(a), Math.Abs(b));
        while (b != 0)
            (a, b) = (b, a % b);
        return a;
    }

    private static Func<Quantity, decimal> Whole(string name) => value => value.Settled == Math.Truncate(value.Settled)
        ? value.Settled
        : throw new ToolException($"'{name}' takes whole numbers, not {value}.");

    private static int Places(Quantity value) => value.Settled is >= 0 and <= 28 and var places && places == Math.Truncate(places)
        ? (int)places
        : throw new ToolException($"'round' takes 0 to 28 decimal places, not {value}.");

    /// <param name="Name">As it is written, in lower case.</param>
    /// <param name="Fewest">The least number of values.</param>
    /// <param name="Most">The largest number of values.</param>
    /// <param name="Apply">Computes it.</param>
    public sealed record Function(string Name, int Fewest, int Most, Func<IReadOnlyList<Quantity>, Quantity> Apply)
    {
        public string Takes => (Fewest, Most) switch
        {
            (1, 1) => "1 value",
            _ when Fewest == Most => $"{Fewest} values",
            (_, Many) => Fewest == 1 ? "1 value or more" : $"{Fewest} values or more",
            _ => $"{Fewest} to {Most} values",
        };
    }
}
