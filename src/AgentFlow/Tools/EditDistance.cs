namespace AgentFlow.Tools;

/// <summary>Levenshtein's distance, to find what somebody most likely meant.</summary>
internal static class EditDistance
{
    private const int LongestCompared = 64;

    public static int Between(string a, string b)
    {
        if (a.Length > LongestCompared || b.Length > LongestCompared)
            return string.Equals(a, b, StringComparison.OrdinalIgnoreCase) ? 0 : Math.Max(a.Length, b.Length);
        Span<int> row = stackalloc int[LongestCompared + 1];
        for (var j = 0; j <= b.Length; j++)
            row[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                var same = char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]);
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (same ? 0 : 1));
                diagonal = above;
            }
        }
        return row[b.Length];
    }
}
