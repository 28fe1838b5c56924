using AgentFlow.Models.Offline.Mentions;

namespace AgentFlow.Models.Offline.Filling;

/// <summary>Finds ranges of two numbers: "from 0 to 5", "between x = -1 and x = 2".</summary>
internal static class Ranges
{
    public static IEnumerable<(Mention Low, Mention High)> Find(Scope scope)
    {
        var numbers = scope.Mentions.Where(m => m.Kind == MentionKind.Number).ToList();
        for (var i = 0; i + 1 < numbers.Count; i++)
        {
            var (before, between) = (WordBefore(scope, numbers[i]), WordBefore(scope, numbers[i + 1]));
            if ((before == "from" && between == "to") || (before == "between" && between == "and"))
                yield return (numbers[i], numbers[i + 1]);
        }
    }

    /// <summary>The word before a number, looking past "x =".</summary>
    public static string WordBefore(Scope scope, Mention number)
    {
        var at = number.First - 1;
        while (at > scope.Clause.First
            && (scope.Tokens[at].Is("=") || (scope.Tokens[at].IsWord && scope.Tokens[at].Text.Length == 1 && scope.Tokens[at + 1].Is("="))))
            at--;
        return at >= scope.Clause.First ? scope.Tokens[at].Text.ToLowerInvariant() : "";
    }
}
