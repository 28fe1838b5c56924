using AgentFlow.Models.Offline.Mentions;
using AgentFlow.Models.Offline.Text;
using AgentFlow.Models.Offline.Tools;

namespace AgentFlow.Models.Offline.Filling;

/// <summary>
/// Gives a parameter that takes one value the other members of the list that its value stands in ("in Berlin and Madrid"), and the
/// other spans that carry the same label ("a radius of 5 ... a radius of 10").
/// </summary>
internal static class ListExpander
{
    private const double StrongLabel = 2;

    public static void Expand(IReadOnlyList<ParameterDescriptor> parameters, Scope scope, Assignment assignment)
    {
        if (Chunk(parameters, scope, assignment))
            return;
        foreach (var parameter in parameters.Where(p => p.IsNumeric || p.IsText))
            if (assignment.Values.TryGetValue(parameter, out var values) && values[0].Source is { } source && IsList(scope, source))
                foreach (var member in scope.Groups.Of(source)
                    .Where(m => !assignment.IsUsed(m) && ArgumentFiller.Score(parameter, m, scope) > 0).ToList())
                    assignment.Add(parameter, new Value(ValueWriter.Write(parameter, member), member.First, values[0].Score, member));
        foreach (var mention in scope.Mentions.Where(m =>
            !assignment.IsUsed(m) && m.Kind != MentionKind.Phrase && !TextScorer.IsPlacePair(scope.Groups.Of(m), scope)).ToList())
            AddLabelled(parameters, scope, assignment, mention);
    }

    private static void AddLabelled(IReadOnlyList<ParameterDescriptor> parameters, Scope scope, Assignment assignment, Mention mention)
    {
        ParameterDescriptor? best = null;
        var score = StrongLabel;
        foreach (var parameter in parameters.Where(p => p.IsNumeric || p.IsText))
        {
            if (!assignment.Values.TryGetValue(parameter, out var values) || values[0].Source is not { } source
                || source.Kind != mention.Kind
                || LabelScorer.Score(parameter, source, scope) < StrongLabel || ArgumentFiller.Score(parameter, mention, scope) <= 0)
                continue;
            var label = LabelScorer.Score(parameter, mention, scope);
            if (label > score)
                (best, score) = (parameter, label);
        }
        if (best is not null)
            assignment.Add(best, new Value(ValueWriter.Write(best, mention), mention.First, score, mention));
        else if (mention.Kind == MentionKind.List
            && parameters.FirstOrDefault(p =>
            p.Type == ParameterType.Array && assignment.Values.TryGetValue(p, out var v)
            && v[0].Source?.Kind == MentionKind.List) is { } array)
            assignment.Add(array, new Value(mention.Json!.DeepClone(), mention.First, 3, mention));
        // Expressions and bracketed lists speak for themselves.
        else if (mention.Kind == MentionKind.Expression
            && parameters.FirstOrDefault(p =>
            p.Slot == Slot.Expression && p.IsText && assignment.Values.TryGetValue(p, out var v)
            && v[0].Source?.Kind == MentionKind.Expression) is { } slot)
            assignment.Add(slot, new Value(ValueWriter.Write(slot, mention), mention.First, 3, mention));
    }

    /// <summary>"the pairs 45 and 60, 90 and 120": unlabelled numbers in multiples of the numeric parameters are dealt out in turn.</summary>
    private static bool Chunk(IReadOnlyList<ParameterDescriptor> parameters, Scope scope, Assignment assignment)
    {
        var numeric = parameters.Where(p => p.IsNumeric && p.IsRequired).ToList();
        if (numeric.Count < 2 || !numeric.All(assignment.Has)
            || numeric.Any(p => assignment.Values[p][0].Source is not { } s || LabelScorer.Score(p, s, scope) >= 1.5))
            return false;
        var numbers = scope.Mentions.Where(m =>
            m.Kind == MentionKind.Number && !m.IsSpelled
            && (!assignment.IsUsed(m) || numeric.Any(p => ReferenceEquals(assignment.Values[p][0].Source, m)))).ToList();
        if (numbers.Count == numeric.Count || numbers.Count % numeric.Count != 0)
            return false;
        for (var p = 0; p < numeric.Count; p++)
        {
            var own = numbers.Where((_, i) => i % numeric.Count == p).ToList();
            assignment.Set(numeric[p], own.Select(m => new Value(ValueWriter.Write(numeric[p], m), m.First, 1, m)));
        }
        return true;
    }

    // "Paris, France" is one place; "Paris, Rome and Berlin" and "Paris and Rome" are lists.
    private static bool IsList(Scope scope, Mention member)
    {
        var group = scope.Groups.Of(member);
        if (group.Count < 2)
            return false;
        for (var i = group[0].Last + 1; i < group[^1].First; i++)
            if (Lexicon.Conjunctions.Contains(scope.Tokens[i].Text) && scope.Utterance.MentionAt(i) is null)
                return true;
        return group.Count > 2;
    }
}
