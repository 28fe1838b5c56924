using System.Globalization;
using System.Text.RegularExpressions;
using AgentFlow.Models.Offline.Text;

namespace AgentFlow.Models.Offline.Mentions;

/// <summary>Days: ISO and slashed dates, "March 5th, 2024", "5 March", and today, tomorrow, next Monday counted from the present.</summary>
internal static partial class DateReader
{
    public static Mention? Read(in MentionContext context, int at)
    {
        var start = context.Tokens[at].Start;
        if (start > 0 && char.IsLetterOrDigit(context.Text[start - 1]))
            return null;
        var today = DateOnly.FromDateTime(context.Now.Date);
        var rest = context.Text.AsSpan(start, Math.Min(40, context.Text.Length - start)).ToString();
        return context.Tokens[at].IsNumber || context.Tokens[at].IsWord && char.IsAsciiDigit(context.Tokens[at].Text[0])
            ? Numeric(in context, at, rest) ?? Named(in context, at, rest, DayFirst(), today)
            : Named(in context, at, rest, MonthFirst(), today) ?? Relative(in context, at, today);
    }

    private static Mention? Numeric(in MentionContext context, int at, string rest)
    {
        var match = Iso().Match(rest);
        if (match.Success)
            return Create(in context, at, match, Number(match, 1), Number(match, 2), Number(match, 3));
        match = Slashed().Match(rest);
        if (!match.Success)
            return null;
        var (month, day) = (Number(match, 1), Number(match, 2));
        return month > 12 ? Create(in context, at, match, Number(match, 3), day, month)
            : Create(in context, at, match, Number(match, 3), month, day);
    }

    private static Mention? Named(in MentionContext context, int at, string rest, Regex pattern, DateOnly today)
    {
        var match = pattern.Match(rest);
        if (!match.Success)
            return null;
        var month = 1 + Array.FindIndex(CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedMonthNames, m =>
            m.Length > 0 && match.Groups["month"].Value.StartsWith(m, StringComparison.OrdinalIgnoreCase));
        var year = match.Groups["year"].Success ? Number(match, "year") : today.Year;
        return Create(in context, at, match, year, month, Number(match, "day"));
    }

    private static Mention? Relative(in MentionContext context, int at, DateOnly today)
    {
        var word = context.Tokens[at].Text.ToLowerInvariant();
        var days = word switch { "today" or "tonight" => 0, "tomorrow" => 1, "yesterday" => -1, _ => int.MinValue };
        if (days != int.MinValue)
            return new Mention(MentionKind.Date, at, at, context.Tokens[at].Text) { Day = today.AddDays(days) };
        var isNext = word == "next";
        var name = isNext || word is "this" or "on" ? at + 1 : at;
        if (name >= context.Tokens.Count || !Lexicon.Weekdays.Contains(context.Tokens[name].Text) || word == "on")
            return null;
        var target = (int)Enum.Parse<DayOfWeek>(context.Tokens[name].Text, ignoreCase: true);
        var ahead = ((target - (int)today.DayOfWeek + 6) % 7) + 1;
        return new Mention(MentionKind.Date, at, name, context.Slice(at, name)) { Day = today.AddDays(ahead) };
    }

    private static Mention? Create(in MentionContext context, int at, Match match, int year, int month, int day)
    {
        if (year is < 1 or > 9999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return null;
        var end = context.Tokens[at].Start + match.Length;
        var last = context.TokenEndingBy(end, at);
        return context.Tokens[last].End == end
            ? new Mention(MentionKind.Date, at, last, match.Value) { Day = new DateOnly(year, month, day) } : null;
    }

    private static int Number(Match match, int group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?![0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Iso();

    [GeneratedRegex(@"^([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})(?![0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Slashed();

    [GeneratedRegex(@"^(?<month>jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?|dec(ember)?)\b\.? (the )?(?<day>[0-9]{1,2})(st|nd|rd|th)?(?![0-9])(,? (?<year>[0-9]{4})(?![0-9]))?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex MonthFirst();

    [GeneratedRegex(@"^(?<day>[0-9]{1,2})(st|nd|rd|th)?( of)? (?<month>jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?|dec(ember)?)\b\.?(,? (?<year>[0-9]{4})(?![0-9]))?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DayFirst();
}
