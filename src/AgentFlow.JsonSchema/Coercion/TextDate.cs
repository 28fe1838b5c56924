using System.Globalization;
using System.Text.RegularExpressions;

namespace AgentFlow.JsonSchema.Coercion;

/// <summary>Rewrites dates and times in the form of RFC 3339, when they can be read in one way only.</summary>
internal static partial class TextDate
{
    private const int Longest = 64;

    private static readonly string[] NamedMonths =
    [
        "d MMMM yyyy", "d MMM yyyy", "d MMMM, yyyy", "d MMM, yyyy", "d-MMM-yyyy", "d-MMMM-yyyy",
        "MMMM d, yyyy", "MMM d, yyyy", "MMMM d yyyy", "MMM d yyyy", "yyyy MMMM d", "yyyy MMM d", "yyyy-MMM-d",
        "dddd, d MMMM yyyy", "ddd, d MMM yyyy", "dddd, MMMM d, yyyy", "ddd, MMM d, yyyy", "dddd d MMMM yyyy", "dddd MMMM d, yyyy",
    ];

    /// <summary>Whether a text has the form already; of the numbers only the places are looked at.</summary>
    public static bool IsStandard(ReadOnlySpan<byte> text, TextFormat format) => format switch
    {
        TextFormat.Date => HasShape(text, "0000-00-00"u8) && text.Length == 10,
        TextFormat.DateTime => text.Length > 11 && HasShape(text, "0000-00-00"u8) && text[10] is (byte)'T' or (byte)'t'
            && IsTime(text[11..]),
        _ => IsTime(text),
    };

    public static bool TryRewrite(string text, TextFormat format, TimeSpan? offset, out string standard)
    {
        standard = "";
        if (text.Length > Longest)
            return false;
        text = text.Trim();
        return format switch
        {
            TextFormat.Date => TryDate(WithoutMidnight().Replace(text, ""), out standard),
            TextFormat.Time => TryTime(text, offset, out standard),
            _ => TryDateTime(text, offset, out standard),
        };
    }

    private static bool TryDateTime(string text, TimeSpan? offset, out string standard)
    {
        standard = "";
        var match = TimeAtEnd().Match(text);
        var hasTime = match.Success && TryTime(match.Groups["time"].Value, offset, out standard);
        if (match.Success && !hasTime)
            return false;
        if (!TryDate(match.Success ? text[..match.Index] : text, out var date) || (!hasTime && offset is null))
            return false;
        standard = $"{date}T{(hasTime ? standard : $"00:00:00{Offset(offset!.Value)}")}";
        return true;
    }

    private static bool TryDate(string text, out string date)
    {
        text = Ordinal().Replace(text.Trim().TrimEnd(','), "$1");
        date = "";
        DateOnly value;
        if (YearFirst().Match(text) is { Success: true } yearFirst)
        {
            if (!TryCreate(yearFirst.Groups["year"].Value, yearFirst.Groups["month"].Value, yearFirst.Groups["day"].Value, out value))
                return false;
        }
        else if (YearLast().Match(text) is { Success: true } yearLast)
        {
            var (a, b, year) = (yearLast.Groups["a"].Value, yearLast.Groups["b"].Value, yearLast.Groups["year"].Value);
            var isDayFirst = TryCreate(year, b, a, out var dayFirst);
            var isMonthFirst = TryCreate(year, a, b, out var monthFirst);
            if (!(isDayFirst || isMonthFirst) || (isDayFirst && isMonthFirst && dayFirst != monthFirst))
                return false;
            value = isDayFirst ? dayFirst : monthFirst;
        }
        else if (!DateOnly.TryParseExact(text, NamedMonths, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out value))
            return false;
        date = value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return true;
    }

    private static bool TryCreate(string year, string month, string day, out DateOnly date) =>
        DateOnly.TryParseExact($"{year}-{month}-{day}", "yyyy-M-d", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);

    private static bool TryTime(string text, TimeSpan? offset, out string time)
    {
        time = "";
        if (TimeOfDay().Match(text) is not { Success: true } match)
            return false;
        var (half, zone, second) = (match.Groups["half"].Value, match.Groups["zone"].Value, match.Groups["second"].Value);
        if (zone.Length == 0 && offset is null)
            return false;
        var hour = int.Parse(match.Groups["hour"].Value, CultureInfo.InvariantCulture);
        if (half.Length > 0 && hour is 0 or > 12)
            return false;
        if (half.Length > 0)
            hour = (hour % 12) + (half[0] is 'p' or 'P' ? 12 : 0);
        if (hour > 23)
            return false;
        var rest = $"{match.Groups["minute"].Value}:{(second.Length == 0 ? "00" : second)}{match.Groups["fraction"].Value}";
        time = $"{hour:00}:{rest}{(zone.Length > 0 ? Zone(zone) : Offset(offset!.Value))}";
        return true;
    }

    private static string Zone(string zone) => zone[0] is '+' or '-' ? $"{zone[..3]}:{zone[^2..]}" : "Z";

    private static string Offset(TimeSpan offset) =>
        offset == TimeSpan.Zero ? "Z" : $"{(offset < TimeSpan.Zero ? "-" : "+")}{offset.ToString(@"hh\:mm", CultureInfo.InvariantCulture)}";

    private static bool IsTime(ReadOnlySpan<byte> text)
    {
        if (!HasShape(text, "00:00:00"u8))
            return false;
        text = text[8..];
        if (text.StartsWith("."u8))
            text = text[1..].TrimStart("0123456789"u8);
        return text.Length == 1 ? text[0] is (byte)'Z' or (byte)'z' : text.Length == 6 && text[0] is (byte)'+' or (byte)'-'
            && HasShape(text[1..], "00:00"u8);
    }

    private static bool HasShape(ReadOnlySpan<byte> text, ReadOnlySpan<byte> shape)
    {
        if (text.Length < shape.Length)
            return false;
        for (var i = 0; i < shape.Length; i++)
        {
            if (shape[i] == '0' ? !char.IsAsciiDigit((char)text[i]) : text[i] != shape[i])
                return false;
        }
        return true;
    }

    private const RegexOptions Options = RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    private const string Clock =
        @"(?<hour>[0-9]{1,2}):(?<minute>[0-5][0-9])(:(?<second>[0-5][0-9])(?<fraction>\.[0-9]+)?)?( ?(?<half>[ap]m))?( ?(?<zone>z|utc|gmt|[+-][01][0-9]:?[0-5][0-9]))?$";

    [GeneratedRegex("^" + Clock, Options)]
    private static partial Regex TimeOfDay();

    [GeneratedRegex("(t| |, | at )(?<time>" + Clock + ")", Options)]
    private static partial Regex TimeAtEnd();

    [GeneratedRegex(@"[t ]00:00(:00(\.0+)?)?(z|[+-][0-9]{2}:?[0-9]{2})?$", Options)]
    private static partial Regex WithoutMidnight();

    [GeneratedRegex(@"\b([0-9]{1,2})(?:st|nd|rd|th)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Ordinal();

    [GeneratedRegex(@"^(?<year>[0-9]{4})((?<separator>[-/.])(?<month>[0-9]{1,2})\k<separator>(?<day>[0-9]{1,2})|(?<month>[0-9]{2})(?<day>[0-9]{2}))$", Options)]
    private static partial Regex YearFirst();

    [GeneratedRegex(@"^(?<a>[0-9]{1,2})(?<separator>[-/.])(?<b>[0-9]{1,2})\k<separator>(?<year>[0-9]{4})$", Options)]
    private static partial Regex YearLast();
}
