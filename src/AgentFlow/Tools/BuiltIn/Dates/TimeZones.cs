using System.Globalization;
using System.Text.RegularExpressions;

namespace AgentFlow.Tools;

/// <summary>Finds a time zone by its IANA name, an offset, a common abbreviation or a city.</summary>
internal static partial class TimeZones
{
    private static readonly string[] Regions =
    [
        "Europe", "America", "Asia", "Africa", "Australia", "Pacific", "Atlantic", "Indian",
        "America/Argentina", "America/Indiana", "America/Kentucky", "America/North_Dakota", "Antarctica", "Arctic",
    ];

    /// <summary>The zone; UTC when none is named.</summary>
    public static TimeZoneInfo Find(string? name, TimeProvider time)
    {
        var written = (name ?? string.Empty).Trim();
        if (written.Length == 0 || written.Equals("Z", StringComparison.OrdinalIgnoreCase) || written.Equals("GMT", StringComparison.OrdinalIgnoreCase))
            return TimeZoneInfo.Utc;
        if (written.Equals("local", StringComparison.OrdinalIgnoreCase))
            return time.LocalTimeZone;
        return Fixed(written) ?? Named(TimeZoneNames.Known.GetValueOrDefault(written, written)) ?? throw NotFound(written);
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
        var text = TimeZoneNames.Known.GetValueOrDefault(written, written).Replace(" ", string.Empty, StringComparison.Ordinal);
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
        return new($"There is no time zone '{shown}' on this machine.{(isNear ? $" Did you mean '{nearest}'?" : string.Empty)} "
            + "Use an IANA name such as 'Europe/Paris', a large city such as 'Tokyo', or an offset such as '+02:00'.");
    }

    [GeneratedRegex(@"^(?<sign>[+\-−])(?<hours>[0-9]{1,2})(?::?(?<minutes>[0-9]{2}))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Offset();

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_+\-]*(/[A-Za-z0-9_+\-]+){0,2}$", RegexOptions.CultureInvariant)]
    private static partial Regex ZoneName();

    [GeneratedRegex(@"(?<=^|[_/\-])[a-z]", RegexOptions.CultureInvariant)]
    private static partial Regex WordStart();
}
