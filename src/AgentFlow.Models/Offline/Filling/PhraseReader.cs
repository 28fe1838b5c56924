using AgentFlow.Models.Offline.Mentions;
using AgentFlow.Models.Offline.Text;
using AgentFlow.Models.Offline.Tools;

namespace AgentFlow.Models.Offline.Filling;

/// <summary>Plain noun phrases: runs of words between stop words, prepositions and signs, without the words that only name the tool.</summary>
internal static class PhraseReader
{
    private const int LongestPhrase = 6;

    public static IEnumerable<Mention> Read(Utterance utterance, Clause clause, ToolDescriptor tool)
    {
        var first = -1;
        for (var i = clause.First; i <= clause.Last + 1; i++)
        {
            if (i <= clause.Last && IsPart(utterance, i, first))
            {
                first = first < 0 ? i : first;
                continue;
            }
            if (first >= 0 && Trim(utterance, tool, first, i - 1) is { } phrase)
                yield return phrase;
            first = -1;
        }
    }

    private static bool IsPart(Utterance utterance, int i, int first)
    {
        var token = utterance.Tokens[i];
        if (utterance.MentionAt(i) is not null)
            return false;
        // A hyphen inside a compound belongs to it.
        if (token.Is("-"))
            return first >= 0 && token.Glued && i + 1 < utterance.Tokens.Count && utterance.Tokens[i + 1] is { IsWord: true, Glued: true };
        return token.IsWord && !Lexicon.StopWords.Contains(token.Text) && !Lexicon.Prepositions.Contains(token.Text);
    }

    private static Mention? Trim(Utterance utterance, ToolDescriptor tool, int first, int last)
    {
        // Behind "to", "I" or "would" stands a verb.
        // (but "to renewable energy" is a direction, not an infinitive).
        if (first > 0 && Lexicon.VerbLeads.Contains(utterance.Tokens[first - 1].Text)
            && (first == last || !utterance.Tokens[first - 1].Is("to")) && ++first > last)
            return null;
        if (first < last && Lexicon.RequestVerbs.Contains(utterance.Tokens[first].Stem))
            first++;
        // "population of deer": what is left after the tool's own words is what the question is about.
        while (first < last && IsToolWord(utterance, tool, first))
            first++;
        while (first < last && IsToolWord(utterance, tool, last))
            last--;
        if (utterance.Tokens[first].Is("-") || utterance.Tokens[last].Is("-") || last - first >= LongestPhrase)
            return null;
        return new Mention(MentionKind.Phrase, first, last, utterance.Slice(first, last));
    }

    private static bool IsToolWord(Utterance utterance, ToolDescriptor tool, int i)
    {
        var stem = Synonyms.Head(utterance.Tokens[i].Stem);
        return tool.Weights.GetValueOrDefault(stem) >= 2 || Lexicon.GenericWords.Contains(utterance.Tokens[i].Stem);
    }
}
