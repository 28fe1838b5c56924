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
        return parameter.Slot == Slot.Unit || (parameter.Slot is Slot.Any && (Is(parameter, Sources) || Is(parameter, Targets)) && Occurrences(scope).Count > 1);
    }

    public static Value? Read(ParameterDescriptor parameter, Scope scope)
    {
        var all = Occurrences(scope);
        var (attached, alone) = (all.FirstOrDefault(o => o.IsAttached), all.LastOrDefault(o => !o.IsAttached));
        // "from miles to km" names both without a number beside either.
        attached ??= all.FirstOrDefault(o => Before(scope, o) == "from") ?? all.FirstOrDefault(o => o != alone);
        var chosen = Is(parameter, Targets) ? alone : Is(parameter, Sources) ? attached : attached ?? alone;
        return chosen is null ? null : new Value(InWordsOf(parameter, chosen.Text), chosen.Position, 3);
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
            if (Units.IsUnit(scope.Tokens, i) && scope.Utterance.MentionAt(i) is not { Kind: MentionKind.Number or MentionKind.Quoted } && found.All(o => o.Position != i))
                found.Add(new Occurrence(scope.Tokens[i].Text, i, false));
        return found;
    }

    private static string Before(Scope scope, Occurrence occurrence) =>
        occurrence.Position > scope.Clause.First ? scope.Tokens[occurrence.Position - 1].Text.ToLowerInvariant() : "";

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
