using System.Globalization;
using AgentFlow.Models.Offline.Text;

namespace AgentFlow.Models.Offline.Mentions;

/// <summary>Numbers with what belongs to them: sign, currency, percent, "million", fractions and a unit behind.</summary>
internal static class NumberReader
{
    public static Mention? Read(in MentionContext context, int at)
    {
        var first = at;
        if (NameReader.IsTrailingNumber(in context, at))
            return null;
        var isMoney = IsCurrency(in context, at);
        if (context.Is(at, "-", "−") && IsCurrency(in context, at + 1) && (at == 0 || !context.Tokens[at - 1].IsNumber))
            return Read(in context, at + 1) is { } debt
                ? debt with { First = at, Number = -debt.Number, Text = context.Slice(at, debt.Last) } : null;
        if (isMoney)
            at++;
        var isNegative = IsMinus(in context, at);
        if (isNegative)
            at++;
        if (at >= context.Tokens.Count || context.Taken[at] is not null)
            return null;
        if (context.Tokens[at].Kind == TokenKind.Word)
            return isMoney || isNegative ? null : ReadWords(in context, at);
        if (!context.Tokens[at].IsNumber || !TryParse(context.Tokens[at].Text, out var value))
            return null;
        var last = at;
        if (!isMoney && context.Is(at + 1, "/") && context.Tokens[at + 1].Glued && at + 2 < context.Tokens.Count
            && context.Tokens[at + 2] is { IsNumber: true, Glued: true } below && TryParse(below.Text, out var divisor) && divisor != 0)
            (value, last) = (value / divisor, at + 2);
        if (YearRange(in context, at))
            return new Mention(MentionKind.Code, at, at + 2, context.Slice(at, at + 2));
        value = Scaled(in context, value, ref last);
        return Finish(in context, first, last, isNegative ? -value : value, isMoney, isSpelled: false);
    }

    private static Mention? ReadWords(in MentionContext context, int at)
    {
        if (Period(in context, at) is { } period)
            return period;
        // "how many seconds are in a day" asks about one day.
        if (context.Is(at, "a", "an") && context.Is(at - 1, "in") && Units.IsUnit(context.Tokens, at + 1) && AsksHowMany(in context, at))
            return Finish(in context, at, at, 1, isMoney: false, isSpelled: false);
        var ordinal = context.Tokens[at].Text;
        if (char.IsAsciiDigit(ordinal[0]) && ordinal.Length > 2 && TryParse(ordinal[..^2], out var place))
            return new Mention(MentionKind.Number, at, at, ordinal[..^2]) { Number = place };
        var (value, count) = NumberWords.Read(in context, at);
        if (count == 0)
            return context.Is(at, "half")
                && context.Is(at + 1, "a", "an") ? new Mention(MentionKind.Number, at, at, "half") { Number = 0.5, IsSpelled = true }
                : null;
        if (count == 1 && context.Is(at, "one") && !Units.IsUnit(context.Tokens, at + 1))
            return null;
        return Finish(in context, at, at + count - 1, value, isMoney: false, isSpelled: true);
    }

    // The unit asked for stands right behind: "how many cups in a gallon", not "how many people come in a day".
    private static bool AsksHowMany(in MentionContext context, int at)
    {
        for (var i = Math.Max(2, at - 5); i < at; i++)
            if (context.Is(i - 2, "how") && context.Is(i - 1, "many") && Units.IsUnit(context.Tokens, i))
                return true;
        return false;
    }

    // "2018-2019" is the name of a season rather than two numbers.
    private static bool YearRange(in MentionContext context, int at) =>
        context.Tokens[at].Text.Length == 4 && context.Is(at + 1, "-", "–") && context.Tokens[at + 1].Glued && at + 2 < context.Tokens.Count
        && context.Tokens[at + 2] is { IsNumber: true, Glued: true, Text.Length: 2 or 4 };

    // "the next month" is one month, "the past decade" ten years.
    private static Mention? Period(in MentionContext context, int at)
    {
        if (at == 0 || !context.Is(at, "day", "week", "month", "year", "decade", "century")
            || !(context.Tokens[at - 1].Text is "next" or "last" or "past" or "coming" or "previous"))
            return null;
        var years = context.Is(at, "decade") ? 10 : context.Is(at, "century") ? 100 : 1;
        return new Mention(MentionKind.Number, at, at, context.Slice(at, at))
        {
            Number = years,
            Unit = years > 1 ? "years"
            : context.Tokens[at].Text,
            IsSpelled = true
        };
    }

    private static Mention Finish(in MentionContext context, int first, int last, double value, bool isMoney, bool isSpelled)
    {
        if (context.Is(last + 1, "and") && context.Is(last + 2, "a") && context.Is(last + 3, "half"))
            (value, last) = (value + 0.5, last + 3);
        var number = last;
        var isPercent = context.Is(last + 1, "%", "percent", "pct") || (context.Is(last + 1, "-") && context.Is(last + 2, "percent"));
        if (isPercent)
            last += context.Is(last + 1, "-") ? 2 : 1;
        var unitLast = isPercent ? last : Units.End(context.Tokens, context.Taken, last + 1);
        var isGlued = unitLast > last && context.Is(last + 1, "-");
        return new Mention(MentionKind.Number, first, last, context.Slice(first, number))
        {
            Number = value,
            IsMoney = isMoney || context.Is(last + 1, "dollars", "euros", "usd", "eur", "pounds", "yen"),
            IsPercent = isPercent,
            IsSpelled = isSpelled,
            Unit = unitLast > last ? context.Slice(isGlued ? last + 2 : last + 1, unitLast) : "",
            UnitLast = unitLast,
        };
    }

    private static double Scaled(in MentionContext context, double value, ref int last)
    {
        if (last + 1 >= context.Tokens.Count)
            return value;
        var next = context.Tokens[last + 1];
        var scale = next.Glued
            ? next.Text switch { "k" or "K" => 1e3, "M" or "mn" => 1e6, "B" or "bn" => 1e9, _ => 0 }
            : NumberWords.Scale(next.Text);
        if (scale == 0)
            return value;
        last++;
        return value * scale;
    }

    private static bool TryParse(string text, out double value) =>
        double.TryParse(text.Replace(",", "", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture, out value)
            && double.IsFinite(value);

    private static bool IsCurrency(in MentionContext context, int at) =>
        context.Is(at, "$", "€", "£", "¥", "₹") && at + 1 < context.Tokens.Count && context.Tokens[at + 1].IsNumber;

    private static bool IsMinus(in MentionContext context, int at) =>
        context.Is(at, "-", "−", "–") && at + 1 < context.Tokens.Count && context.Tokens[at + 1] is { IsNumber: true, Glued: true }
        && (at == 0 || !context.Tokens[at].Glued || context.Tokens[at - 1].Text is "(" or "[" or "=" or "," or ":");
}
