using AgentFlow.Models.Offline.Mentions;
using AgentFlow.Models.Offline.Text;
using AgentFlow.Models.Offline.Tools;

namespace AgentFlow.Models.Offline.Filling;

/// <summary>How well a span fits a text parameter: by the kind of span, the preposition before it, its label, and the description's examples.</summary>
internal static class TextScorer
{
    private const double Never = -9;

    private static readonly string[] Sources = ["from", "source", "start", "origin", "departure", "starting", "begin", "base", "initial",
        "old"];
    private static readonly string[] Targets = ["to", "target", "end", "destination", "arrival", "dest", "ending", "finish", "new",
        "recipient"];

    /// <summary>A score; negative means that the span cannot be the argument.</summary>
    public static double Score(ParameterDescriptor parameter, Mention mention, Scope scope)
    {
        var fit = Fit(parameter.Slot, mention.Kind);
        if (fit <= Never)
            return -1;
        var score = fit + Math.Min(4, LabelScorer.Score(parameter, mention, scope)) + Direction(parameter, scope.Preposition(mention),
            mention.Kind) + Place(parameter, mention, scope) + Inside(parameter, mention, scope);
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
        (Slot.Name, MentionKind.Quoted) => 3,
        (Slot.Name, MentionKind.Name) => 2.6,
        (Slot.Name, MentionKind.Code) => 1.5,
        (Slot.Name, MentionKind.Phrase) => 0.1,
        (Slot.Kind, MentionKind.Quoted) => 2.5,
        (Slot.Kind, MentionKind.Phrase) => 1.2,
        (Slot.Kind, MentionKind.Name) => 0.8,
        (Slot.Kind, MentionKind.Number or MentionKind.Path) => Never,
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
        (_, MentionKind.Path) => 1.8,
        _ => Never,
    };

    private static double Direction(ParameterDescriptor parameter, string preposition, MentionKind kind)
    {
        var isSource = Identifiers.Words(parameter.Name).Any(w => Sources.Contains(w));
        var isTarget = Identifiers.Words(parameter.Name).Any(w => Targets.Contains(w));
        return preposition switch
        {
            "from" => isSource ? 3 : isTarget ? -2 : 0,
            "until" or "before" or "since" or "after" when parameter.Slot == Slot.Date =>
                (preposition is "until" or "before" ? isTarget : isSource) ? 3 : isSource || isTarget ? -2 : 0,
            "to" or "into" or "towards" => isTarget ? 3 : isSource ? -2 : 0,
            "in" or "at" or "near" or "within" => parameter.Slot == Slot.Place ? 1.2 : 0,
            "by" => parameter.Slot == Slot.Person ? 1.5 : 0,
            "about" or "regarding" or "on" or "concerning" => parameter.Slot == Slot.Query ? 2 : 0,
            "of" or "for" => kind == MentionKind.Phrase ? 0.4 : 0,
            _ => 0,
        };
    }

    // A country is rarely what a city parameter wants, and the other way round, when the two stand side by side: "Paris, France".
    private static double Place(ParameterDescriptor parameter, Mention mention, Scope scope)
    {
        if (mention.Kind != MentionKind.Name || scope.Groups.Of(mention) is not { Count: 2 } group || !IsPlacePair(group, scope))
            return 0;
        if (parameter.Slot != Slot.Place)
            return ReferenceEquals(group[1], mention) ? -2 : 0;
        var isFirst = ReferenceEquals(group[0], mention);
        var words = Identifiers.Words(parameter.Name).ToList();
        if (words.Contains("city"))
            return isFirst ? 0.3 : 0;
        return words.Contains("state") || words.Contains("country") ? isFirst ? 0 : 0.3 : 0;
    }

    // "Hotel Paradise" says itself that it is a hotel.
    private static double Inside(ParameterDescriptor parameter, Mention mention, Scope scope)
    {
        if (mention.Kind is not (MentionKind.Name or MentionKind.Quoted))
            return 0;
        var (words, own) = (0, 0);
        for (var i = mention.First; i <= mention.Last; i++)
        {
            if (!scope.Tokens[i].IsWord)
                continue;
            words++;
            if (parameter.NameStems.Contains(Synonyms.Head(scope.Tokens[i].Stem)) || scope.Tokens[i].Is("No"))
                own++;
        }
        // Nothing but the parameter's own words is a heading, not a value.
        return own == 0 ? 0 : own < words ? 2 : mention.Kind == MentionKind.Name ? -2 : 0;
    }

    /// <summary>Whether two names stand together as "Paris, France" does: a comma and nothing else between them.</summary>
    public static bool IsPlacePair(IReadOnlyList<Mention> group, Scope scope) =>
        group.Count == 2 && group[0].Kind == MentionKind.Name && group[1].First == group[0].End + 2
            && scope.Tokens[group[0].End + 1].Is(",");

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
            if (scope.Tool.Weights.GetValueOrDefault(stem) >= 1.2 || Lexicon.GenericWords.Contains(scope.Tokens[i].Stem)
                || Lexicon.RequestVerbs.Contains(scope.Tokens[i].Stem))
                known++;
        }
        // "latest", "serving", "globally" are seldom what a parameter asks for.
        var isModifier = words == 1 && scope.Tokens[phrase.First].Text is var only
            && (only.EndsWith("ly", StringComparison.Ordinal) || only.EndsWith("ed", StringComparison.Ordinal));
        return words == 0 ? 5 : (2.0 * known / words) + (isModifier ? 1 : 0);
    }
}
