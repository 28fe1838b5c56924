using System.Globalization;
using System.Numerics;

namespace AgentFlow.JsonSchema.Grammar;

/// <summary>Numbers within limits, digit by digit.</summary>
internal static class NumberExpressions
{
    private static readonly Expression NonZeroFraction = new Sequence(
    [
        new Literal("."), new Repeat(new Literal("0"), 0, null), new Characters(new CodePoints(('1', '9'))),
            JsonExpressions.Digits(0, null),
    ]);

    private static readonly Expression ZeroFraction = new Sequence([new Literal("."), new Repeat(new Literal("0"), 1, null)]);

    private static readonly Expression Fraction = new Sequence([new Literal("."), JsonExpressions.Digits(1, null)]);

    /// <summary>Any number, with fraction and exponent.</summary>
    public static Expression Any { get; } = new Sequence(
    [
        Expression.Optional(new Literal("-")), JsonExpressions.Whole, Expression.Optional(Fraction),
        Expression.Optional(new Sequence(
        [
            new Characters(new CodePoints(('e', 'e'), ('E', 'E'))),
                Expression.Optional(new Characters(new CodePoints(('+', '+'), ('-', '-')))),
            JsonExpressions.Digits(1, 3),
        ])),
    ]);

    /// <summary>The integers between two limits, both included; null for none.</summary>
    public static Expression Integers(BigInteger? min, BigInteger? max)
    {
        if (min is null && max is null)
            return new Sequence([Expression.Optional(new Literal("-")), JsonExpressions.Whole]);
        var branches = new List<Expression>();
        if (max is null || max >= 0)
            branches.Add(Naturals(BigInteger.Max(min ?? 0, 0), max));
        if (min is null || min < 0)
            branches.Add(new Sequence([new Literal("-"), Naturals(max is { } top && top < 0 ? -top : 1, min is null ? null : -min)]));
        return new Choice([.. branches]);
    }

    /// <summary>The numbers between two whole limits, without exponents.</summary>
    public static Expression Decimals(BigInteger? min, bool minIsOut, BigInteger? max, bool maxIsOut)
    {
        var branches = new List<Expression>();
        AddSide(branches, "", min is { } low ? (BigInteger.Max(low, 0), minIsOut && low >= 0) : (0, false), max, maxIsOut);
        // Below zero the limits change places. Minus zero is zero.
        AddSide(branches, "-", max is { } high && high <= 0 ? (-high, maxIsOut) : (0, true), min is null ? null : -min, minIsOut);
        return new Choice([.. branches]);
    }

    private static void AddSide(List<Expression> branches, string sign, (BigInteger From, bool IsOut) low, BigInteger? to, bool toIsOut)
    {
        if (to < low.From)
            return;
        if (to == low.From)
        {
            if (!low.IsOut && !toIsOut)
                branches.Add(With(sign, Exactly(low.From), Expression.Optional(ZeroFraction)));
            return;
        }
        branches.Add(With(sign, Exactly(low.From), low.IsOut ? NonZeroFraction : Expression.Optional(Fraction)));
        if (to is null || to - 1 > low.From)
            branches.Add(With(sign, Naturals(low.From + 1, to - 1), Expression.Optional(Fraction)));
        if (to is not null && !toIsOut)
            branches.Add(With(sign, Exactly(to.Value), Expression.Optional(ZeroFraction)));
    }

    private static Sequence With(string sign, Expression whole, Expression fraction) => new Sequence([new Literal(sign), whole, fraction]);

    private static Literal Exactly(BigInteger value) => new Literal(value.ToString(CultureInfo.InvariantCulture));

    // By length: the numbers of the lower limit's length, those between, and those of the upper limit's length.
    private static Expression Naturals(BigInteger min, BigInteger? max)
    {
        var branches = new List<Expression>();
        if (max < min)
            return Expression.Nothing;
        var low = min.ToString(CultureInfo.InvariantCulture);
        var high = max?.ToString(CultureInfo.InvariantCulture);
        for (var length = low.Length; length <= (high?.Length ?? low.Length); length++)
        {
            var from = length == low.Length ? low : "1" + new string('0', length - 1);
            var to = length == high?.Length ? high : new string('9', length);
            branches.Add(SameLength(from, to));
        }
        if (high is null)
            branches.Add(new Sequence([new Characters(new CodePoints(('1', '9'))), JsonExpressions.Digits(low.Length, null)]));
        return new Choice([.. branches]);
    }

    private static Expression SameLength(string from, string to)
    {
        if (from.Length == 0)
            return Expression.Empty;
        if (from.All(digit => digit == '0') && to.All(digit => digit == '9'))
            return JsonExpressions.Digits(from.Length, from.Length);
        var rest = from.Length - 1;
        if (from[0] == to[0])
            return new Sequence([new Literal(from[..1]), SameLength(from[1..], to[1..])]);
        var branches = new List<Expression> { new Sequence([new Literal(from[..1]), SameLength(from[1..], new string('9', rest))]) };
        if (from[0] + 1 < to[0])
            branches.Add(new Sequence([new Characters(new CodePoints((from[0] + 1, to[0] - 1))), JsonExpressions.Digits(rest, rest)]));
        branches.Add(new Sequence([new Literal(to[..1]), SameLength(new string('0', rest), to[1..])]));
        return new Choice([.. branches]);
    }
}
