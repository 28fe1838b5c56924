using System.Text.Json;

namespace AgentFlow.Sandbox.Packs;

/// <summary>Compares what came with what was expected.</summary>
internal static class JsonComparison
{
    /// <summary>How far numbers may lie apart, in parts of the greater.</summary>
    private const double Tolerance = 1e-9;

    private const int MaxShown = 80;

    /// <summary>The first place where they differ, in a sentence; null where they do not.</summary>
    public static string? Difference(JsonElement expected, JsonElement actual) => Difference(expected, actual, string.Empty);

    private static string? Difference(JsonElement expected, JsonElement actual, string at)
    {
        if (expected.ValueKind != actual.ValueKind)
            return Differ(expected, actual, at);
        return expected.ValueKind switch
        {
            JsonValueKind.Object => Members(expected, actual, at),
            JsonValueKind.Array => Items(expected, actual, at),
            JsonValueKind.Number => AreNear(expected.GetDouble(), actual.GetDouble()) ? null : Differ(expected, actual, at),
            JsonValueKind.String => expected.GetString() == actual.GetString() ? null : Differ(expected, actual, at),
            _ => null,
        };
    }

    private static string? Members(JsonElement expected, JsonElement actual, string at)
    {
        foreach (var member in expected.EnumerateObject())
        {
            if (!actual.TryGetProperty(member.Name, out var value))
                return $"{Place(at)} has no '{member.Name}'.";
            if (Difference(member.Value, value, JsonSource.Pointer(at, member.Name)) is { } difference)
                return difference;
        }
        foreach (var member in actual.EnumerateObject())
        {
            if (!expected.TryGetProperty(member.Name, out _))
                return $"{Place(at)} has '{member.Name}', which is not expected.";
        }
        return null;
    }

    private static string? Items(JsonElement expected, JsonElement actual, string at)
    {
        if (expected.GetArrayLength() != actual.GetArrayLength())
            return $"{Place(at)} has {actual.GetArrayLength()} items; {expected.GetArrayLength()} are expected.";
        for (var i = 0; i < expected.GetArrayLength(); i++)
        {
            if (Difference(expected[i], actual[i], $"{at}/{i}") is { } difference)
                return difference;
        }
        return null;
    }

    private static bool AreNear(double a, double b) => a.Equals(b) || Math.Abs(a - b) <= Tolerance * Math.Max(Math.Abs(a), Math.Abs(b));

    private static string Differ(JsonElement expected, JsonElement actual, string at) => $"{Place(at)} is {Shown(actual)}; {Shown(expected)} is expected.";

    private static string Place(string at) => at.Length == 0 ? "The value" : $"The value at '{at}'";

    private static string Shown(JsonElement value)
    {
        var text = value.GetRawText();
        return text.Length <= MaxShown ? text : string.Concat(text.AsSpan(0, MaxShown), "…");
    }
}
