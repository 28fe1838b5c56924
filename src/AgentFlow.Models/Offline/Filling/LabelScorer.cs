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
    private const double AcrossComma = 0.6;
    private const double AcrossPreposition = 0.6;
    private const int ShortestPrefix = 4;

    // "the team in the English Premier League": what stands before the preposition is labelled by its own words.
    private static readonly string[] Separating = ["in", "from", "to", "on", "at", "with", "by", "during"];

    public static double Score(ParameterDescriptor parameter, Mention mention, Scope scope)
    {
        var group = scope.Groups.Of(mention);
        var before = Walk(parameter, scope, group[0].First - 1, -1, WordsBefore, mention.Kind != MentionKind.Number);
        var behind = Walk(parameter, scope, group[^1].End + 1, +1, WordsBehind, mention.Kind != MentionKind.Number);
        return before + (0.8 * behind);
    }

    private static double Walk(ParameterDescriptor parameter, Scope scope, int at, int step, int words, bool isText)
    {
        var (score, factor, seen) = (0.0, 1.0, new HashSet<string>(StringComparer.Ordinal));
        for (var i = at; scope.Clause.Contains(i) && words > 0; i += step)
        {
            var token = scope.Tokens[i];
            if (token.Text is "." or "?" or "!" or ";"
                || (step > 0 && (token.Text is "," or "and" || Lexicon.Prepositions.Contains(token.Text))))
                break;
            if (token.Text is "," or "and")
                factor *= AcrossComma;
            // Another value lies between: what is written beyond it is mostly its own label.
            if (scope.Utterance.MentionAt(i) is { } other && other.Kind is not (MentionKind.Name or MentionKind.Code))
            {
                if (step > 0)
                    break;
                factor *= 0.35;
                i = other.First;
                continue;
            }
            if (step < 0 && isText && Separating.Contains(token.Text))
                factor *= AcrossPreposition;
            if (!token.IsWord)
                continue;
            // "3 bedrooms, 2 bathrooms": a noun right behind a number is that number's own.
            var isTaken = step < 0 && i > scope.Clause.First && scope.Utterance.MentionAt(i - 1) is { Kind: MentionKind.Number };
            if (token.Text.Length == 1 ? IsSymbolOf(parameter, scope, i) : !Lexicon.StopWords.Contains(token.Text)
                || parameter.Name == token.Text)
                score += seen.Add(token.Stem) ? factor * (isTaken ? 0.3 : 1) * Weight(parameter, token) : 0;
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
        if (token.Text.Length > 1 && token.Is(parameter.Name))
            return NameWeight * 1.5;
        var stem = Synonyms.Head(token.Stem);
        var position = parameter.NameStems.IndexOf(stem);
        if (position >= 0)
            return Lexicon.GenericWords.Contains(token.Stem) ? NameWeight / 3 : NameWeight;
        // "covers" for coverage_rate, "user" for username.
        foreach (var name in parameter.NameStems)
            if (Math.Min(name.Length, stem.Length) >= ShortestPrefix
                && (name.StartsWith(stem, StringComparison.Ordinal) || stem.StartsWith(name, StringComparison.Ordinal)))
                return NameWeight * 0.7;
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
