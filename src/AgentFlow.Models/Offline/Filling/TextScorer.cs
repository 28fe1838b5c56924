using AgentFlow.Models.Offline.Mentions;
using AgentFlow.Models.Offline.Text;
using AgentFlow.Models.Offline.Tools;

namespace AgentFlow.Models.Offline.Filling;

/// <summary>How well a span fits a text parameter: by the kind of span, the preposition before it, its label, and the description's examples.</summary>
internal static class TextScorer
{
    private const double Never = -9;

    private static readonly string[] Sources = ["from", "source", "start", "origin", "departure", "starting", "begin", "base", "initial", "old"];
    private static readonly string[] Targets = ["to", "target", "end", "destination", "arrival", "dest", "ending", "finish", "new", "recipient"];

    /// <summary>A score; negative means that the span cannot be the argument.</summary>
    public static double Score(ParameterDescriptor parameter, Mention mention, Scope scope)
    {
        var fit = Fit(parameter.Slot, mention.Kind);
        if (fit <= Never)
            return -1;
        var score = fit + Math.Min(4, LabelScorer.Score(parameter, mention, scope)) + Direction(parameter, scope.Preposition(mention)) + Place(parameter, mention, scope);
        foreach (var example in parameter.Examples)
            score += string.Equals(example, mention.Text, StringComparison.OrdinalIgnoreCase) ? 3 : 0;
        return mention.Kind == MentionKind.Phrase ? score - Overlap(mention, scope) : score;
    }

    private static double Fit(Slot slot, MentionKind kind) => (slot, kind) switch
    {
        (_, MentionKind.List or MentionKind.Json) => Never,
        (Slot.Url, MentionKind.Url) => 6,
        (Slot.Email, MentionKind.Email) => 6,
        (Slot.Url or Slot.Email, _) => Never,
        (Slot.Path, MentionKind.Path) => 5,
        (Slot.Path, MentionKind.Quoted or MentionKind.Url) => 2,
        (Slot.Path, MentionKind.Code) => 1,
        (Slot.Path, _) => Never,
        (_, MentionKind.Url or MentionKind.Email) => slot is Slot.Any or Slot.Query or Slot.FreeText ? 1 : Never,
        (Slot.Date, MentionKind.Date) => 5,
        (Slot.Date, MentionKind.Quoted) => 1,
        (Slot.Date, _) => Never,
        (Slot.Time, MentionKind.Time) => 5,
        (Slot.Time, MentionKind.Date) => 1,
        (Slot.Time, _) => Never,
        (_, MentionKind.Date or MentionKind.Time) => Never,
        (Slot.Expression, MentionKind.Expression) => 6,
        (Slot.Expression, MentionKind.Quoted) => 3,
        (Slot.Expression, MentionKind.Code) => 1,
        (Slot.Expression, _) => Never,
        (_, MentionKind.Expression) => slot is Slot.Query ? 1 : Never,
        (Slot.Unit, _) => Never,
        (Slot.FreeText, MentionKind.Quoted) => 4,
        (Slot.FreeText, _) => Never,
        (Slot.Place or Slot.Person, MentionKind.Name) => 2.5,
        (Slot.Place or Slot.Person, MentionKind.Quoted) => 2,
        (Slot.Place, MentionKind.Phrase) => 0.2,
        (Slot.Person, MentionKind.Phrase) => -1,
        (Slot.Place or Slot.Person, _) => Never,
        (Slot.Code, MentionKind.Code) => 3.5,
        (Slot.Code, MentionKind.Quoted) => 2.5,
        (Slot.Code, MentionKind.Number) => 1.5,
        (Slot.Code, MentionKind.Name) => 1,
        (Slot.Code, _) => Never,
        (Slot.Query, MentionKind.Quoted) => 4,
        (_, MentionKind.Quoted) => 3,
        (_, MentionKind.Name) => 2,
        (_, MentionKind.Code) => 1.5,
        (_, MentionKind.Phrase) => 0.7,
        (_, MentionKind.Number) => -2.5,
        (_, MentionKind.Path) => 0.5,
        _ => Never,
    };

    private static double Direction(ParameterDescriptor parameter, string preposition)
    {
        var isSource = Identifiers.Words(parameter.Name).Any(w => Sources.Contains(w));
        var isTarget = Identifiers.Words(parameter.Name).Any(w => Targets.Contains(w));
        return preposition switch
        {
            "from" => isSource ? 3 : isTarget ? -2 : 0,
            "to" or "into" or "towards" => isTarget ? 3 : isSource ? -2 : 0,
            "in" or "at" or "near" or "within" => parameter.Slot == Slot.Place ? 1.2 : 0,
            "by" => parameter.Slot == Slot.Person ? 1.5 : 0,
            "about" or "regarding" or "on" or "concerning" => parameter.Slot == Slot.Query ? 2 : 0,
            "of" or "for" => 0.4,
            _ => 0,
        };
    }

    // A country is rarely what a city parameter wants, and the other way round, when the two stand side by side: "Paris, France".
    private static double Place(ParameterDescriptor parameter, Mention mention, Scope scope)
    {
        if (mention.Kind != MentionKind.Name || parameter.Slot != Slot.Place || scope.Groups.Of(mention) is not { Count: > 1 } group)
            return 0;
        var isFirst = ReferenceEquals(group[0], mention);
        var words = Identifiers.Words(parameter.Name).ToList();
        if (words.Contains("city"))
            return isFirst ? 0.3 : 0;
        return words.Contains("state") || words.Contains("country") ? isFirst ? 0 : 0.3 : 0;
    }

    // Words that name the tool are what the question is for, not what it is about.
    private static double Overlap(Mention phrase, Scope scope)
    {
        var (words, known) = (0, 0);
        for (var i = phrase.First; i <= phrase.Last; i++)
        {
            if (!scope.Tokens[i].IsWord)
                continue;
            words++;
            var stem = Synonyms.Head(scope.Tokens[i].Stem);
            if (scope.Tool.Weights.GetValueOrDefault(stem) >= 1.2 || Lexicon.GenericWords.Contains(scope.Tokens[i].Stem) || Lexicon.RequestVerbs.Contains(scope.Tokens[i].Stem))
                known++;
        }
        return words == 0 ? 5 : 2.0 * known / words;
    }
}
