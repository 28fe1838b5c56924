using System.Collections.Frozen;

namespace AgentFlow.Tools;

/// <summary>
/// Large cities that the zone database does not name, and what people call zones. Of abbreviations with several meanings IST is India's,
/// the others American.
/// </summary>
internal static class TimeZoneNames
{
    private static readonly (string Zone, string[] Names)[] Zones =
    [
        ("-08:00", ["PST"]),
        ("-07:00", ["PDT", "MST"]),
        ("-06:00", ["CST", "MDT"]),
        ("-05:00", ["EST", "CDT"]),
        ("-04:00", ["EDT"]),
        ("+01:00", ["BST"]),
        ("+02:00", ["CEST"]),
        ("+03:00", ["EEST", "MSK"]),
        ("+05:30", ["IST"]),
        ("+08:00", ["SGT", "HKT"]),
        ("+09:00", ["JST", "KST"]),
        ("+10:00", ["AEST"]),
        ("+11:00", ["AEDT"]),
        ("+12:00", ["NZST"]),
        ("+13:00", ["NZDT"]),
        ("Pacific/Honolulu", ["Honolulu", "Hawaii"]),
        ("America/Los_Angeles", ["PT", "Pacific", "Pacific Time", "San Francisco", "Seattle", "San Diego", "Las Vegas", "Portland", "LA"]),
        ("America/Denver", ["MT", "Mountain", "Mountain Time"]),
        ("America/Chicago", ["CT", "Central", "Central Time", "Houston", "Dallas", "Austin"]),
        ("America/New_York", ["ET", "Eastern", "Eastern Time", "NYC", "Washington", "Washington DC", "Boston", "Miami", "Philadelphia", "Atlanta"]),
        ("America/Toronto", ["Montreal", "Ottawa"]),
        ("America/Bogota", ["Bogotá"]),
        ("America/Sao_Paulo", ["São Paulo", "Rio de Janeiro", "Brasilia"]),
        ("America/Argentina/Buenos_Aires", ["Buenos Aires"]),
        ("Atlantic/Reykjavik", ["Reykjavik"]),
        ("Europe/London", ["Edinburgh", "Manchester"]),
        ("Europe/Madrid", ["Barcelona"]),
        ("Europe/Paris", ["Lyon"]),
        ("Europe/Rome", ["Milan"]),
        ("Europe/Berlin", ["Munich", "Frankfurt", "Hamburg", "Cologne"]),
        ("Europe/Zurich", ["Zürich", "Geneva", "Bern"]),
        ("Europe/Warsaw", ["Krakow"]),
        ("Europe/Kyiv", ["Kiev"]),
        ("Europe/Moscow", ["St Petersburg"]),
        ("Africa/Johannesburg", ["Cape Town", "Pretoria"]),
        ("Africa/Dar_es_Salaam", ["Dar es Salaam"]),
        ("Asia/Jerusalem", ["Tel Aviv"]),
        ("Asia/Dubai", ["Abu Dhabi"]),
        ("Asia/Karachi", ["Islamabad"]),
        ("Asia/Kolkata", ["Mumbai", "Delhi", "New Delhi", "Bangalore", "Bengaluru", "Chennai"]),
        ("Asia/Ho_Chi_Minh", ["Hanoi", "Saigon"]),
        ("Asia/Shanghai", ["Beijing", "Shenzhen", "Guangzhou"]),
        ("Asia/Tokyo", ["Osaka", "Kyoto"]),
        ("Australia/Sydney", ["Canberra"]),
        ("Pacific/Auckland", ["Wellington"]),
    ];

    public static readonly FrozenDictionary<string, string> Known =
        Zones.SelectMany(z => z.Names.Select(n => (Name: n, z.Zone))).ToFrozenDictionary(n => n.Name, n => n.Zone, StringComparer.OrdinalIgnoreCase);
}
