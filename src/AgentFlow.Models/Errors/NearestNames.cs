namespace AgentFlow.Models;

/// <summary>Orders names by how few edits lead to them, for "did you mean" lists.</summary>
internal static class NearestNames
{
    /// <summary>The <paramref name="count"/> names nearest to <paramref name="name"/>, nearest first.</summary>
    public static IEnumerable<string> Of(string name, IEnumerable<string> names, int count) =>
        names.OrderBy(candidate => Distance(name, candidate)).ThenBy(static candidate => candidate, StringComparer.Ordinal).Take(count);

    private static int Distance(string from, string to)
    {
        if (to.Length == 0 || from.Length == 0)
            return to.Length + from.Length;
        if (to.Contains(from, StringComparison.OrdinalIgnoreCase) || from.Contains(to, StringComparison.OrdinalIgnoreCase))
            return 1;
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var above = row[j];
                var same = char.ToLowerInvariant(from[i - 1]) == char.ToLowerInvariant(to[j - 1]);
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (same ? 0 : 1));
                diagonal = above;
            }
        }
        return row[to.Length];
    }
}
