using AgentFlow.Models.Offline.Text;
using AgentFlow.Models.Offline.Tools;

namespace AgentFlow.Models.Offline.Filling;

/// <summary>The text that a command carries: "remember that <i>the bins go out on Monday</i>", "note: <i>buy milk</i>".</summary>
internal static class FreeTextReader
{
    private static readonly string[] Cues = [":", "that", "saying", "says", "to", "about"];

    public static (int First, int Last)? Read(Utterance utterance, Clause clause, ToolDescriptor tool)
    {
        var last = clause.Last;
        while (last > clause.First && utterance.Tokens[last].Text is "." or "!" or "?" or ",")
            last--;
        var lead = Lead(utterance, clause, tool);
        var cue = -1;
        foreach (var word in Cues)
        {
            cue = Find(utterance, word, clause.First, Math.Min(last, lead + 2));
            if (cue >= 0)
                break;
        }
        var first = cue >= 0 ? cue + 1 : lead;
        while (first <= last && utterance.Tokens[first].Text is "," or ":")
            first++;
        return first > clause.First && first <= last ? (first, last) : null;
    }

    // The command itself: leading stop words, request verbs and words that name the tool.
    private static int Lead(Utterance utterance, Clause clause, ToolDescriptor tool)
    {
        var at = clause.First;
        while (at <= clause.Last)
        {
            var token = utterance.Tokens[at];
            var isPronoun = token.Is("my") || token.Is("i") || token.Is("the");
            var isCommand = token.IsWord && !(isPronoun && at > clause.First)
                && (Lexicon.StopWords.Contains(token.Text) || Lexicon.RequestVerbs.Contains(token.Stem)
                    || tool.Weights.GetValueOrDefault(Synonyms.Head(token.Stem)) >= 2);
            if (!isCommand)
                break;
            at++;
        }
        return at;
    }

    private static int Find(Utterance utterance, string word, int first, int last)
    {
        for (var i = first; i <= last; i++)
            if (utterance.Tokens[i].Is(word))
                return i;
        return -1;
    }
}
