namespace AgentFlow.JsonSchema.Formats;

/// <summary>Durations of ISO 8601 as RFC 3339, appendix A, writes them.</summary>
internal static class DurationFormat
{
    public static bool IsMatch(ReadOnlySpan<char> text)
    {
        if (text.Length < 3 || text[0] != 'P')
            return false;
        text = text[1..];
        if (text[^1] == 'W')
            return ReadUnits(ref text, "W") && text.IsEmpty;
        var hasDate = text[0] != 'T';
        if (hasDate && !ReadUnits(ref text, "YMD"))
            return false;
        if (text.IsEmpty)
            return true;
        if (text[0] != 'T')
            return false;
        text = text[1..];
        return ReadUnits(ref text, "HMS") && text.IsEmpty;
    }

    /// <summary>Reads one or more numbers, each with its unit, in the order of the units and without a gap.</summary>
    private static bool ReadUnits(ref ReadOnlySpan<char> text, ReadOnlySpan<char> units)
    {
        var last = -1;
        while (true)
        {
            var digits = text.IndexOfAnyExceptInRange('0', '9');
            if (digits < 0 || (digits == 0 && last < 0))
                return false;
            if (digits == 0)
                return true;
            var unit = units.IndexOf(text[digits]);
            if (unit < 0 || (last >= 0 && unit != last + 1))
                return false;
            last = unit;
            text = text[(digits + 1)..];
            if (text.IsEmpty)
                return true;
        }
    }
}
