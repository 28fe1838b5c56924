using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;

namespace AgentFlow.Tools;

/// <summary>Finds a time zone by its IANA name, an offset, a common abbreviation or a city.</summary>
internal static partial class TimeZones
{
    private static readonly string[] Regions =
    [
        "Europe", "America", "Asia", "Africa", "Australia", "Pacific", "Atlantic", "Indian", "America/Argentina", "America/Indiana", "America/Kentucky", "America/North_Dakota", "Antarctica", "Arctic",
    ];

    /// <summary>Large cities that the zone database does not name, and what people call zones. Abbreviations of several meanings have the American one; IST is India's.</summary>
    private static readonly FrozenDictionary<string, string> Known = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["ET"] = "America/New_York", ["Eastern"] = "America/New_York", ["Eastern Time"] = "America/New_York",
        ["CT"] = "America/Chicago", ["Central"] = "America/Chicago", ["Central Time"] = "America/Chicago",
        ["MT"] = "America/Denver", ["Mountain"] = "America/Denver", ["Mountain Time"] = "America/Denver",
        ["PT"] = "America/Los_Angeles", ["Pacific"] = "America/Los_Angeles", ["Pacific Time"] = "America/Los_Angeles",
        ["EST"] = "-05:00", ["EDT"] = "-04:00", ["CST"] = "-06:00", ["CDT"] = "-05:00", ["MST"] = "-07:00", ["MDT"] = "-06:00", ["PST"] = "-08:00", ["PDT"] = "-07:00",
        ["BST"] = "+01:00", ["CEST"] = "+02:00", ["EEST"] = "+03:00", ["MSK"] = "+03:00", ["IST"] = "+05:30", ["SGT"] = "+08:00", ["HKT"] = "+08:00",
        ["JST"] = "+09:00", ["KST"] = "+09:00", ["AEST"] = "+10:00", ["AEDT"] = "+11:00", ["NZST"] = "+12:00", ["NZDT"] = "+13:00",
        ["Washington"] = "America/New_York", ["Washington DC"] = "America/New_York", ["Boston"] = "America/New_York", ["Miami"] = "America/New_York",
        ["Philadelphia"] = "America/New_York", ["Atlanta"] = "America/New_York", ["NYC"] = "America/New_York", ["Montreal"] = "America/Toronto", ["Ottawa"] = "America/Toronto",
        ["Houston"] = "America/Chicago", ["Dallas"] = "America/Chicago", ["Austin"] = "America/Chicago", ["San Francisco"] = "America/Los_Angeles",
        ["Seattle"] = "America/Los_Angeles", ["San Diego"] = "America/Los_Angeles", ["Las Vegas"] = "America/Los_Angeles", ["Portland"] = "America/Los_Angeles", ["LA"] = "America/Los_Angeles",
        ["Rio de Janeiro"] = "America/Sao_Paulo", ["Brasilia"] = "America/Sao_Paulo", ["São Paulo"] = "America/Sao_Paulo", ["Bogotá"] = "America/Bogota",
        ["Edinburgh"] = "Europe/London", ["Manchester"] = "Europe/London", ["Barcelona"] = "Europe/Madrid", ["Milan"] = "Europe/Rome", ["Munich"] = "Europe/Berlin",
        ["Frankfurt"] = "Europe/Berlin", ["Hamburg"] = "Europe/Berlin", ["Cologne"] = "Europe/Berlin", ["Geneva"] = "Europe/Zurich", ["Zürich"] = "Europe/Zurich", ["Bern"] = "Europe/Zurich",
        ["Lyon"] = "Europe/Paris", ["Krakow"] = "Europe/Warsaw", ["St Petersburg"] = "Europe/Moscow", ["Kiev"] = "Europe/Kyiv", ["Reykjavik"] = "Atlantic/Reykjavik",
        ["Beijing"] = "Asia/Shanghai", ["Shenzhen"] = "Asia/Shanghai", ["Guangzhou"] = "Asia/Shanghai", ["Osaka"] = "Asia/Tokyo", ["Kyoto"] = "Asia/Tokyo",
        ["Mumbai"] = "Asia/Kolkata", ["Delhi"] = "Asia/Kolkata", ["New Delhi"] = "Asia/Kolkata", ["Bangalore"] = "Asia/Kolkata", ["Bengaluru"] = "Asia/Kolkata", ["Chennai"] = "Asia/Kolkata",
        ["Islamabad"] = "Asia/Karachi", ["Abu Dhabi"] = "Asia/Dubai", ["Tel Aviv"] = "Asia/Jerusalem", ["Hanoi"] = "Asia/Ho_Chi_Minh", ["Saigon"] = "Asia/Ho_Chi_Minh",
        ["Cape Town"] = "Africa/Johannesburg", ["Pretoria"] = "Africa/Johannesburg", ["Dar es Salaam"] = "Africa/Dar_es_Salaam", ["Wellington"] = "Pacific/Auckland",
        ["Canberra"] = "Australia/Sydney", ["Honolulu"] = "Pacific/Honolulu", ["Hawaii"] = "Pacific/Honolulu",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The zone; UTC when none is named.</summary>
    public static TimeZoneInfo Find(string? name, TimeProvider time)
    {
        var written = (name ?? string.Empty).Trim();
        if (written.Length == 0 || written.Equals("Z", StringComparison.OrdinalIgnoreCase) || written.Equals("GMT", StringComparison.OrdinalIgnoreCase))
            return TimeZoneInfo.Utc;
        if (written.Equals("local", StringComparison.OrdinalIgnoreCase))
            return time.LocalTimeZone;
        return Fixed(written) ?? Named(Known.GetValueOrDefault(written, written)) ?? throw NotFound(written);
    }

    /// <summary>Such as Z, +02:00 or -0530; null when it is none.</summary>
    public static TimeSpan? ParseOffset(string text)
    {
        if (text is "Z" or "z")
            return TimeSpan.Zero;
        if (Offset().Match(text) is not { Success: true } match)
            return null;
        var minutes = match.Groups["minutes"] is { Success: true } m ? int.Parse(m.ValueSpan, CultureInfo.InvariantCulture) : 0;
        var offset = new TimeSpan(int.Parse(match.Groups["hours"].ValueSpan, CultureInfo.InvariantCulture), minutes, 0);
        if (minutes > 59 || offset > TimeSpan.FromHours(14))
            return null;
        return match.Groups["sign"].ValueSpan is "+" ? offset : -offset;
    }

    private static TimeZoneInfo? Fixed(string written)
    {
        var text = Known.GetValueOrDefault(written, written).Replace(" ", string.Empty, StringComparison.Ordinal);
        if (text.StartsWith("UTC", StringComparison.OrdinalIgnoreCase) || text.StartsWith("GMT", StringComparison.OrdinalIgnoreCase))
            text = text[3..];
        if (text.Length == 0)
            return TimeZoneInfo.Utc;
        if (ParseOffset(text) is not { } offset)
            return null;
        var id = string.Create(CultureInfo.InvariantCulture, $"UTC{(offset < TimeSpan.Zero ? '-' : '+')}{offset:hh\\:mm}");
        return TimeZoneInfo.CreateCustomTimeZone(id, offset, id, id);
    }

    private static TimeZoneInfo? Named(string name)
    {
        var plain = name.Replace(' ', '_');
        // The name becomes part of a path on some systems, so nothing but a name may pass.
        if (!ZoneName().IsMatch(plain))
            return null;
        var title = Titled(plain);
        foreach (var id in new[] { plain, title }.Concat(Regions.Select(r => $"{r}/{title}")))
        {
            if (TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone))
                return zone;
        }
        return null;
    }

    /// <summary>new_york as New_York.</summary>
    private static string Titled(string name) =>
        WordStart().Replace(name.ToLowerInvariant(), m => m.Value.ToUpperInvariant());

    private static ToolException NotFound(string written)
    {
        var zones = TimeZoneInfo.GetSystemTimeZones().Select(z => z.Id).Where(id => id.Contains('/', StringComparison.Ordinal)).ToList();
        var shown = written.Length > 40 ? written[..40] + "..." : written;
        if (zones.Count == 0)
            return new($"There is no time zone '{shown}' on this machine, which has no time zone data. Use UTC or an offset such as '+02:00'.");
        var nearest = zones.MinBy(id => EditDistance.Between(id[(id.LastIndexOf('/') + 1)..].Replace('_', ' '), written))!;
        var isNear = EditDistance.Between(nearest[(nearest.LastIndexOf('/') + 1)..].Replace('_', ' '), written) <= Math.Max(1, written.Length / 3);
        return new($"There is no time zone '{shown}' on this machine.{(isNear ? $" Did you mean '{nearest}'?" : string.Empty)} Use an IANA name such as 'Europe/Paris', a large city such as 'Tokyo', or an offset such as '+02:00'.");
    }

    [GeneratedRegex(@"^(?<sign>[+\-−])(?<hours>[0-9]{1,2})(?::?(?<minutes>[0-9]{2}))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Offset();

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_+\-]*(/[A-Za-z0-9_+\-]+){0,2}$", RegexOptions.CultureInvariant)]
    private static partial Regex ZoneName();

    [GeneratedRegex(@"(?<=^|[_/\-])[a-z]", RegexOptions.CultureInvariant)]
    private static partial Regex WordStart();
}
