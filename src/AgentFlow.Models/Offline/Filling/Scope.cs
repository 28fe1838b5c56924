using AgentFlow.Models.Offline.Mentions;
using AgentFlow.Models.Offline.Text;
using AgentFlow.Models.Offline.Tools;

namespace AgentFlow.Models.Offline.Filling;

/// <summary>Where arguments are looked for: one clause of an utterance, on behalf of one tool.</summary>
internal sealed class Scope
{
    public Scope(Utterance utterance, Clause clause, ToolDescriptor tool)
    {
        Utterance = utterance;
        Clause = clause;
        Tool = tool;
        var typed = utterance.Mentions.Where(m => clause.Contains(m.First) && clause.Contains(m.Last) && !IsName(tool, m));
        if (tool.Parameters.All(p => p.Type != ParameterType.Array))
            typed = typed.SelectMany(m => m.Kind == MentionKind.List ? Numbers(utterance, m) : [m]);
        if (tool.Parameters.Any(p => p is { IsText: true, Slot: Slot.Expression }) && ShareReader.Read(utterance, clause).ToList() is { Count: > 0 } shares)
            typed = typed.Where(m => !shares.Any(s => s.First <= m.First && m.First <= s.Last)).Concat(shares);
        // A tool that says what a negative amount does is told so.
        if (tool.Parameters.Any(p => p.IsNumeric && p.Description.Contains("negative", StringComparison.OrdinalIgnoreCase)
            && !p.Description.Contains("not negative", StringComparison.OrdinalIgnoreCase)) && tool.Parameters.Any(p => p.Slot == Slot.Date))
            typed = typed.Select(m => Signs.IsBack(utterance, m) ? m with { Number = -m.Number } : m);
        Mentions = typed.Concat(PhraseReader.Read(utterance, clause, tool)).OrderBy(m => m.First).ToList();
        Groups = new Groups(utterance, Mentions);
        // "three sides: 3, 4 and 5" tells how long the list is.
        if (Mentions.Any(IsCount))
        {
            Mentions = Mentions.Where(m => !IsCount(m)).ToList();
            Groups = new Groups(utterance, Mentions);
        }
    }

    public Utterance Utterance { get; }

    public Clause Clause { get; }

    public ToolDescriptor Tool { get; }

    /// <summary>The typed spans of the clause and, between them, its plain noun phrases.</summary>
    public IReadOnlyList<Mention> Mentions { get; }

    public Groups Groups { get; }

    public IReadOnlyList<Token> Tokens => Utterance.Tokens;

    // A tool that takes no list reads "(45, 60)" as two numbers.
    private static IEnumerable<Mention> Numbers(Utterance utterance, Mention list)
    {
        var numbers = list.Json!.AsArray().All(n => n?.GetValueKind() == System.Text.Json.JsonValueKind.Number) ? list.Json.AsArray() : [];
        var index = 0;
        for (var i = list.First; i <= list.Last && index < numbers.Count; i++)
            if (utterance.Tokens[i].IsNumber)
                yield return new Mention(MentionKind.Number, i, i, utterance.Tokens[i].Text)
                {
                    Number = numbers[index++]!.AsValue()
                    .GetValue<double>()
                };
        if (numbers.Count == 0)
            yield return list;
    }

    private bool IsCount(Mention mention) =>
        mention is { Kind: MentionKind.Number, IsSpelled: true, Unit: "", Number: >= 2 }
            && Groups.All.Any(g => g.Count == (int)mention.Number && g[0].First > mention.Last);

    // "using the get_stock_prices function" names the tool, not an argument.
    private static bool IsName(ToolDescriptor tool, Mention mention) =>
        mention.Kind is MentionKind.Code or MentionKind.Quoted or MentionKind.Name or MentionKind.Path && mention.Text.Length >= 4
        && string.Equals(Letters(mention.Text), Letters(tool.Name), StringComparison.OrdinalIgnoreCase);

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit));

    /// <summary>The preposition before <paramref name="mention"/>, looking past articles and the list it stands in; empty if there is none.</summary>
    public string Preposition(Mention mention)
    {
        var at = Groups.Of(mention)[0].First - 1;
        while (at >= Clause.First
            && (Tokens[at].Is("the") || Tokens[at].Is("a") || Tokens[at].Is("an") || Tokens[at].Is("my") || Tokens[at].Is("city")))
            at--;
        return at >= Clause.First && Lexicon.Prepositions.Contains(Tokens[at].Text) ? Tokens[at].Text.ToLowerInvariant() : "";
    }
}
