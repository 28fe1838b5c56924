using AgentFlow.Models.Offline.Filling;
using AgentFlow.Models.Offline.Mentions;
using AgentFlow.Models.Offline.Text;
using AgentFlow.Models.Offline.Tools;

namespace AgentFlow.Models.Offline.Planning;

/// <summary>Compares clauses with the words of the tools at hand. A word that few of the tools know counts more than one that all know.</summary>
internal sealed class ToolIndex
{
    private static readonly string[] ArithmeticWords = ["arithmet", "calculator", "express", "mathemat", "math", "calculat", "calcul"];
    private static readonly string[] Currencies = ["usd", "eur", "gbp", "jpy", "inr", "cny", "cad", "aud", "chf"];

    private const double VerbBonus = 1.2;

    private readonly Dictionary<string, int> _toolsWith = new(StringComparer.Ordinal);

    public ToolIndex(IReadOnlyList<ToolDescriptor> tools)
    {
        Tools = tools;
        foreach (var tool in tools)
            foreach (var stem in tool.Weights.Keys)
                _toolsWith[stem] = _toolsWith.GetValueOrDefault(stem) + 1;
    }

    public IReadOnlyList<ToolDescriptor> Tools { get; }

    public Relevance Compare(ToolDescriptor tool, Utterance utterance, Clause clause)
    {
        if (Dictation.Colon(utterance, clause.First) is >= 0 and var colon && colon < clause.Last)
            clause = clause with { Last = colon };
        var (score, evidence, covered, total) = (0.0, 0.0, 0.0, 0.0);
        var carried = Carried(tool, utterance, clause);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = clause.First; i <= clause.Last; i++)
        {
            var token = utterance.Tokens[i];
            if (!token.IsWord || Lexicon.StopWords.Contains(token.Text) || carried.Contains(i))
                continue;
            var mention = utterance.MentionAt(i);
            foreach (var word in Identifiers.Words(token.Text))
            {
                var stem = Synonyms.Head(Stemmer.Stem(word));
                var known = tool.Weights.GetValueOrDefault(stem);
                if (known == 0 && mention is null && Units.IsUnit(utterance.Tokens, i) && tool.Weights.ContainsKey("unit"))
                    known = 2;
                // What is plainly an argument need not be in the tool's description.
                if (!seen.Add(stem) || (known == 0 && mention is not null))
                    continue;
                var weight = Lexicon.GenericWords.Contains(Stemmer.Stem(word))
                    || Lexicon.RequestVerbs.Contains(Stemmer.Stem(word)) ? 0.3 : 1;
                if (known >= 2)
                    weight = Math.Max(weight, tool.NameStems.Contains(stem) ? 0.7 : 0.3);
                total += weight;
                covered += weight * Math.Min(1, known / 2);
                evidence += weight * known;
                score += weight * known * Rarity(stem);
            }
        }
        var concept = Concepts(tool, utterance, clause) + DateForms.Score(tool, utterance, clause) + QuestionWord(tool, utterance, clause);
        if (concept > 0)
            (score, evidence, covered, total) = (score + concept, evidence + concept, covered + 1.5, total + 1.5);
        score += SharesVerb(tool, utterance, clause) ? VerbBonus : 0;
        return new Relevance(score, evidence, total == 0 ? 0
            : covered / total, Math.Max(NameCoverage(tool, utterance, clause), concept >= 2 ? 0.5 : 0));
    }

    // "Remember that ..." means the tool that adds a note, not the one that lists them.
    private static bool SharesVerb(ToolDescriptor tool, Utterance utterance, Clause clause)
    {
        for (var i = clause.First; i <= clause.Last; i++)
            if (utterance.Tokens[i].IsWord && Verbs.Class(utterance.Tokens[i].Stem) is > 0 and var asked)
                return Verbs.Class(tool.Verb) == asked || tool.NameStems.Any(s => Verbs.Class(s) == asked);
        return false;
    }

    // The text that a tool is handed is an argument: its words say nothing about the topic.
    private static Clause Carried(ToolDescriptor tool, Utterance utterance, Clause clause) =>
        tool.Parameters.Any(p => p is { IsRequired: true, IsText: true, Slot: Slot.FreeText })
            && FreeTextReader.Read(utterance, clause, tool) is var (first, last)
            ? new Clause(first, last)
            : new Clause(0, -1);

    // A rarity of 1 for a word that one tool of one knows, falling as more tools share it.
    private double Rarity(string stem) =>
        _toolsWith.TryGetValue(stem, out var count) ? Math.Log(1 + ((double)Tools.Count / count)) / Math.Log(1 + Tools.Count) : 0;

    private static double NameCoverage(ToolDescriptor tool, Utterance utterance, Clause clause)
    {
        var topics = tool.NameStems.Where(s => !Lexicon.GenericWords.Contains(s) && Verbs.Class(s) == 0).Distinct().ToList();
        if (topics.Count == 0)
            return 0;
        var found = topics.Count(topic =>
        {
            for (var i = clause.First; i <= clause.Last; i++)
                if (utterance.Tokens[i].IsWord && Synonyms.Head(utterance.Tokens[i].Stem) == topic)
                    return true;
            return false;
        });
        return (double)found / topics.Count;
    }

    // "When" asks for a date, "where" for a place, "who" for a person: a tool that speaks of one is that much nearer.
    private static double QuestionWord(ToolDescriptor tool, Utterance utterance, Clause clause)
    {
        string[] words = utterance.Tokens[clause.First].Text.ToLowerInvariant() switch
        {
            "when" => ["date", "year", "when"],
            "where" => ["location", "where", "address"],
            "who" => ["who", "person", "scientist", "author", "artist", "player", "winner", "leader"],
            _ => [],
        };
        return words.Any(w => tool.Weights.GetValueOrDefault(Synonyms.Head(Stemmer.Stem(w))) >= 2) ? 1.5 : 0;
    }

    // The form of a question can name a topic without its word: "18% of 2450" is arithmetic, "how many km is 3 miles" a conversion.
    private static double Concepts(ToolDescriptor tool, Utterance utterance, Clause clause)
    {
        var mentions = utterance.Mentions.Where(m => clause.Contains(m.First)).ToList();
        var isArithmetic = mentions.Any(m => m.Kind == MentionKind.Expression) || ShareReader.Read(utterance, clause).Any();
        if (isArithmetic && tool.Parameters.Any(p => p.Slot == Slot.Expression && p.IsText))
            return 2 + (ArithmeticWords.Count(tool.Weights.ContainsKey) * 0.3);
        var measured = mentions.FirstOrDefault(m => m.Kind == MentionKind.Number && m.Unit.Length > 0);
        if (measured is null || !tool.Weights.ContainsKey(Synonyms.Head(Stemmer.Stem("convert"))))
            return 0;
        var isMoney = Currencies.Contains(Units.Find(measured.Unit) ?? "");
        if (!tool.Weights.ContainsKey(Synonyms.Head(Stemmer.Stem(isMoney ? "currency" : "unit"))))
            return 0;
        for (var i = clause.First; i <= clause.Last; i++)
            if (Units.IsUnit(utterance.Tokens, i) && !(measured.First <= i && i <= measured.End))
                return 3;
        return 0;
    }
}
