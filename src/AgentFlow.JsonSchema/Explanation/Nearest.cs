namespace AgentFlow.JsonSchema.Explanation;

/// <summary>Finds the name that was probably meant.</summary>
internal static class Nearest
{
    private const int MaxCompared = 64;

    /// <summary>The candidate nearest to <paramref name="text"/>, or null when none is near.</summary>
    public static string? Find(string text, IEnumerable<string> candidates)
    {
        string? best = null;
        var bestDistance = int.MaxValue;
        foreach (var candidate in candidates)
        {
            var distance = DistanceOf(text, candidate);
            if (distance < bestDistance)
                (best, bestDistance) = (candidate, distance);
        }
        return best;
    }

    /// <summary>How far a candidate is, or the largest number when it is too far to have been meant.</summary>
    private static int DistanceOf(string text, string candidate)
    {
        var (left, right) = (Fold(text), Fold(candidate));
        if (left == right)
            return 0;
        if (left.Length == 0 || right.Length == 0)
            return int.MaxValue;
        var distance = Edits(left, right);
        var isPrefix = left.StartsWith(right, StringComparison.Ordinal) || right.StartsWith(left, StringComparison.Ordinal);
        var length = Math.Max(left.Length, right.Length);
        return isPrefix || (distance < length && distance <= Math.Max(1, length * 2 / 5)) ? distance : int.MaxValue;
    }

    // Case and word separators are what names differ in most: maxResults, max_results, max-results.
    private static string Fold(string text)
    {
        var kept = text.Length > MaxCompared ? text[..MaxCompared] : text;
        return string.Concat(kept.Where(c => c is not ('_' or '-' or ' '))).ToLowerInvariant();
    }

    private static int Edits(string left, string right)
    {
        Span<int> row = stackalloc int[MaxCompared + 1];
        for (var column = 0; column <= right.Length; column++)
            row[column] = column;
        for (var line = 1; line <= left.Length; line++)
        {
            var diagonal = row[0];
            row[0] = line;
            for (var column = 1; column <= right.Length; column++)
            {
                var above = row[column];
                var cost = left[line - 1] == right[column - 1] ? 0 : 1;
                row[column] = Math.Min(Math.Min(above, row[column - 1]) + 1, diagonal + cost);
                diagonal = above;
            }
        }
        return row[right.Length];
    }
}
