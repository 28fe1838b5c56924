namespace AgentFlow.Sandbox.Packs;

/// <summary>Finds what somebody most likely meant to write.</summary>
internal static class Nearest
{
    private const int MaxLength = 40;

    /// <summary>The one of <paramref name="known"/> that is nearest to <paramref name="written"/>; null where none is near.</summary>
    public static string? Of(string written, ReadOnlySpan<string> known)
    {
        string? nearest = null;
        var least = Math.Max(2, written.Length / 3) + 1;
        foreach (var word in known)
        {
            var distance = Distance(written, word);
            if (distance < least)
                (nearest, least) = (word, distance);
        }
        return nearest;
    }

    /// <summary>Levenshtein's distance without regard to case.</summary>
    private static int Distance(string a, string b)
    {
        if (a.Length > MaxLength || b.Length > MaxLength)
            return int.MaxValue;
        Span<int> row = stackalloc int[MaxLength + 1];
        for (var j = 0; j <= b.Length; j++)
            row[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                var change = char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]) ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + change);
                diagonal = above;
            }
        }
        return row[b.Length];
    }
}
