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
        var typed = utterance.Mentions.Where(m => clause.Contains(m.First) && clause.Contains(m.Last));
        Mentions = typed.Concat(PhraseReader.Read(utterance, clause, tool)).OrderBy(m => m.First).ToList();
        Groups = new Groups(utterance, Mentions);
    }

    public Utterance Utterance { get; }

    public Clause Clause { get; }

    public ToolDescriptor Tool { get; }

    /// <summary>The typed spans of the clause and, between them, its plain noun phrases.</summary>
    public IReadOnlyList<Mention> Mentions { get; }

    public Groups Groups { get; }

    public IReadOnlyList<Token> Tokens => Utterance.Tokens;

    /// <summary>The preposition before <paramref name="mention"/>, looking past articles and the list it stands in; empty if there is none.</summary>
    public string Preposition(Mention mention)
    {
        var at = Groups.Of(mention)[0].First - 1;
        while (at >= Clause.First && (Tokens[at].Is("the") || Tokens[at].Is("a") || Tokens[at].Is("an") || Tokens[at].Is("my") || Tokens[at].Is("city")))
            at--;
        return at >= Clause.First && Lexicon.Prepositions.Contains(Tokens[at].Text) ? Tokens[at].Text.ToLowerInvariant() : "";
    }
}
