using AgentFlow.Models.Offline.Mentions;
using AgentFlow.Models.Offline.Text;
using AgentFlow.Models.Offline.Tools;

namespace AgentFlow.Models.Offline.Filling;

/// <summary>Fills parameters that want a unit: the one behind the number is converted from, the one that stands alone is converted to.</summary>
internal static class UnitFiller
{
    private static readonly string[] Sources = ["from", "source", "base", "input", "original", "initial"];
    private static readonly string[] Targets = ["to", "target", "output", "destination", "desired", "result"];

    private sealed record Occurrence(string Text, int Position, bool IsAttached);

    public static bool IsUnit(ParameterDescriptor parameter, Scope scope)
    {
        if (!parameter.IsText)
            return false;
        return parameter.Slot == Slot.Unit
            || (parameter.Slot is Slot.Any && (Is(parameter, Sources) || Is(parameter, Targets))
            && (Occurrences(scope).Count > 1 || scope.Tool.Weights.ContainsKey("unit")));
    }

    public static Value? Read(ParameterDescriptor parameter, Scope scope)
    {
        var all = Occurrences(scope);
        var (attached, alone) = (all.FirstOrDefault(o => o.IsAttached), all.LastOrDefault(o => !o.IsAttached));
        alone = all.LastOrDefault(o => Before(scope, o) is "to" or "into") ?? alone;
        // "from miles to km" names both without a number beside either.
        attached ??= all.FirstOrDefault(o => Before(scope, o) == "from") ?? all.FirstOrDefault(o => o != alone);
        var isResult = parameter.Description.Contains("return", StringComparison.OrdinalIgnoreCase)
            || parameter.Description.Contains("result", StringComparison.OrdinalIgnoreCase)
            || parameter.Description.Contains("output", StringComparison.OrdinalIgnoreCase);
        var chosen = Is(parameter, Targets)
            || (isResult && !Is(parameter, Sources)) ? alone : Is(parameter, Sources) ? attached : attached ?? alone;
        if (chosen is null || (!parameter.IsRequired && !Suits(parameter, chosen.Text)))
            return null;
        return new Value(InWordsOf(parameter, chosen.Text), chosen.Position, 3);
    }

    // An optional unit whose description speaks of centimetres does not want the kilograms of the question.
    private static bool Suits(ParameterDescriptor parameter, string unit)
    {
        if (parameter.Choices.Count > 0)
            return parameter.Choices.Any(c =>
                string.Equals(c, unit, StringComparison.OrdinalIgnoreCase) || (Units.Find(c) is { } name && name == Units.Find(unit)));
        var known = Tokenizer.Read(parameter.Description).Where(t => t.IsWord && t.Text.Length > 1).Select(t => Units.Quantity(t.Text))
            .Where(q => q > 0).ToList();
        return (unit.Contains('/', StringComparison.Ordinal) || !parameter.Description.Contains('/', StringComparison.Ordinal))
            && (known.Count == 0 || known.Contains(Units.Quantity(unit)) || unit.Contains('/', StringComparison.Ordinal));
    }

    private static List<Occurrence> Occurrences(Scope scope)
    {
        var found = new List<Occurrence>();
        foreach (var mention in scope.Mentions)
        {
            if (mention.Kind == MentionKind.Number && mention.Unit.Length > 0)
                found.Add(new Occurrence(mention.Unit, mention.First, true));
            else if (mention.Kind == MentionKind.Name && mention.Text is { Length: 3 } code && code.All(char.IsUpper))
                found.Add(new Occurrence(code, mention.First, false));
        }
        for (var i = scope.Clause.First; i <= scope.Clause.Last; i++)
            if (Units.IsUnit(scope.Tokens, i) && scope.Utterance.MentionAt(i) is { Kind: MentionKind.Name } name)
            {
                // "5000 Japanese Yen": the whole name is the unit, and it is the number's.
                var isAttached = name.First > scope.Clause.First
                    && scope.Utterance.MentionAt(name.First - 1) is { Kind: MentionKind.Number };
                found.Add(new Occurrence(name.Text, name.First, isAttached));
                i = name.End;
            }
            else if (Units.IsUnit(scope.Tokens, i) && scope.Utterance.MentionAt(i) is not { Kind: MentionKind.Number or MentionKind.Quoted }
                && found.All(o => o.Position != i))
            {
                var end = Units.End(scope.Tokens, new Mention?[scope.Tokens.Count], i);
                var first = i > scope.Clause.First && scope.Tokens[i - 1].Text is "square" or "cubic" or "sq" ? i - 1 : i;
                found.Add(new Occurrence(scope.Utterance.Slice(first, Math.Max(i, end)), i, false));
                i = Math.Max(i, end);
            }
        return found;
    }

    private static string Before(Scope scope, Occurrence occurrence) =>
        occurrence.Position - 1 is var at && at >= scope.Clause.First && scope.Tokens[at].Is(":") && at > scope.Clause.First
            ? scope.Tokens[at - 1].Text.ToLowerInvariant()
            : at >= scope.Clause.First ? scope.Tokens[at].Text.ToLowerInvariant() : "";

    private static string InWordsOf(ParameterDescriptor parameter, string unit)
    {
        var name = Units.Find(unit);
        foreach (var word in parameter.Choices.Concat(parameter.Examples))
            if (string.Equals(word, unit, StringComparison.OrdinalIgnoreCase) || (name is not null && Units.Find(word) == name))
                return word;
        return unit;
    }

    private static bool Is(ParameterDescriptor parameter, string[] words) => Identifiers.Words(parameter.Name).Any(words.Contains);
}
