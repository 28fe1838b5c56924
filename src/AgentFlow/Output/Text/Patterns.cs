using System.Text.RegularExpressions;

namespace AgentFlow.Output.Text;

/// <summary>Compiles patterns so that no text can make them run for long, and reads their groups.</summary>
internal static class Patterns
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    /// <summary>Without backtracking; a pattern that needs it gets a second.</summary>
    public static Regex Compile(string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
        catch (NotSupportedException)
        {
            return new Regex(pattern, RegexOptions.CultureInvariant, Timeout);
        }
    }

    /// <summary>The text of each named group; of the numbered ones when none has a name, the whole match as <c>0</c> when there are no groups.</summary>
    public static IReadOnlyDictionary<string, string> Groups(Match match)
    {
        var groups = match.Groups.Values.Where(g => !char.IsAsciiDigit(g.Name[0])).ToList();
        if (groups.Count == 0)
            groups = match.Groups.Count == 1 ? [match] : [.. match.Groups.Values.Skip(1)];
        return groups.ToDictionary(g => g.Name, g => g.Value, StringComparer.Ordinal);
    }
}
