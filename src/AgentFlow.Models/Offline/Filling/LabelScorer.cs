using AgentFlow.Models.Offline.Mentions;
using AgentFlow.Models.Offline.Text;
using AgentFlow.Models.Offline.Tools;

namespace AgentFlow.Models.Offline.Filling;

/// <summary>How strongly the words around a span name a parameter: "a radius of 5", "radius = 5", "5 nights", "the company Contoso".</summary>
internal static class LabelScorer
{
    private const int WordsBefore = 7;
    private const int WordsBehind = 3;
    private const double NameWeight = 3;
    private const double DescriptionWeight = 0.9;
    private const double Decay = 0.82;

    public static double Score(ParameterDescriptor parameter, Mention mention, Scope scope)
    {
        var group = scope.Groups.Of(mention);
        var before = Walk(parameter, scope, group[0].First - 1, -1, WordsBefore);
        var behind = Walk(parameter, scope, group[^1].End + 1, +1, WordsBehind);
        return before + (0.8 * behind);
    }

    private static double Walk(ParameterDescriptor parameter, Scope scope, int at, int step, int words)
    {
        var (score, factor, seen) = (0.0, 1.0, new HashSet<string>(StringComparer.Ordinal));
        for (var i = at; scope.Clause.Contains(i) && words > 0; i += step)
        {
            var token = scope.Tokens[i];
            if (token.Text is "." or "?" or "!" or ";" || (step > 0 && token.Text is "," or "and"))
                break;
            // Another value lies between: what is written beyond it is mostly its own label.
            if (scope.Utterance.MentionAt(i) is { } other && other.Kind is not (MentionKind.Name or MentionKind.Code))
            {
                if (step > 0)
                    break;
                factor *= 0.35;
                i = other.First;
                continue;
            }
            if (!token.IsWord)
                continue;
            if (token.Text.Length == 1 ? IsSymbolOf(parameter, scope, i) : !Lexicon.StopWords.Contains(token.Text) || parameter.Name == token.Text)
                score += seen.Add(token.Stem) ? factor * Weight(parameter, token) : 0;
            if (Lexicon.StopWords.Contains(token.Text) && token.Text.Length > 1)
                continue;
            factor *= Decay;
            words--;
        }
        return score;
    }

    // "a = 5", "b is 3": a single letter is a name only when something is said about it.
    private static bool IsSymbolOf(ParameterDescriptor parameter, Scope scope, int i) =>
        string.Equals(parameter.Name, scope.Tokens[i].Text, StringComparison.OrdinalIgnoreCase) && i + 1 < scope.Tokens.Count
        && (scope.Tokens[i + 1].Text is "=" or ":" or "is" or "as" or "of");

    private static double Weight(ParameterDescriptor parameter, Token token)
    {
        var stem = Synonyms.Head(token.Stem);
        var position = parameter.NameStems.IndexOf(stem);
        if (position >= 0)
            return Lexicon.GenericWords.Contains(token.Stem) ? NameWeight / 3 : NameWeight;
        return parameter.DescriptionStems.Contains(stem) && !Lexicon.GenericWords.Contains(token.Stem) ? DescriptionWeight : 0;
    }

    private static int IndexOf(this IReadOnlyList<string> list, string value)
    {
        for (var i = 0; i < list.Count; i++)
            if (list[i] == value)
                return i;
        return -1;
    }
}
