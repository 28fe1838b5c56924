using System.Text.RegularExpressions;

namespace AgentFlow.Guardrails.Pii;

/// <summary>The places of matches, without the rest of what a match can tell.</summary>
internal static class RegexMatches
{
    public static List<(int Start, int End)> EnumerateMatchesOf(this Regex regex, string text)
    {
        var matches = new List<(int, int)>();
        foreach (var match in regex.EnumerateMatches(text))
            matches.Add((match.Index, match.Index + match.Length));
        return matches;
    }
}
