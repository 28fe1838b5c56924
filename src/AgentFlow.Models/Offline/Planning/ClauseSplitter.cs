using AgentFlow.Models.Offline.Mentions;
using AgentFlow.Models.Offline.Text;

namespace AgentFlow.Models.Offline.Planning;

/// <summary>Cuts an utterance where a new request may begin: at the end of a sentence, and at "and", "then", "also" before a question word or a verb.</summary>
internal static class ClauseSplitter
{
    private const int MostClauses = 32;

    private static readonly string[] Links = ["and", "then", "also", "additionally", "furthermore", "moreover", "finally", "lastly", "plus",
        "next", "but"];
    private static readonly string[] LinkFillers = ["also", "then", "please", "finally", "lastly", ",", "and", "additionally", "next"];
    private static readonly string[] RequestFillers = ["also", "then", "please", "can", "could", "would", "you", "i", "want", "need", "to",
        "like", "finally", "lastly", "again", "me", "afterwards", "after", "that", ",", "what", "is"];

    // Behind a comma or "and" these mostly go on with the clause: "a city, which ...".
    private static readonly string[] Relative = ["which", "where", "who", "when", "whose", "is", "are"];

    public static List<Clause> Split(Utterance utterance)
    {
        var clauses = new List<Clause>();
        var first = 0;
        for (var i = 0; i < utterance.Tokens.Count; i++)
        {
            if (i == first && Dictation.Colon(utterance, first) >= 0)
                break;
            if (utterance.MentionAt(i) is { } mention && i <= mention.Last && i > mention.First && mention.Kind is not MentionKind.Name)
                continue;
            var isEnd = IsSentenceEnd(utterance, i);
            if (!isEnd && !(i > first && BeginsRequest(utterance, i)))
                continue;
            var last = isEnd ? i : i - 1;
            Add(utterance, clauses, first, last);
            first = last + 1;
        }
        Add(utterance, clauses, first, utterance.Tokens.Count - 1);
        // A text of that many sentences is a document; planning every one of them would find calls that nobody asked for.
        return clauses.Count > MostClauses ? clauses[^MostClauses..] : clauses;
    }

    private static void Add(Utterance utterance, List<Clause> clauses, int first, int last)
    {
        for (var i = first; i <= last; i++)
            if (utterance.Tokens[i].Kind != TokenKind.Sign)
            {
                clauses.Add(new Clause(first, last));
                return;
            }
    }

    private static bool IsSentenceEnd(Utterance utterance, int i)
    {
        var token = utterance.Tokens[i];
        if (token.Text is "?" or "!" or ";")
            return utterance.MentionAt(i) is null or { Kind: MentionKind.Name };
        if (!token.Is(".") || utterance.MentionAt(i) is { } mention && i < mention.Last)
            return false;
        return i + 1 >= utterance.Tokens.Count
            || (!utterance.Tokens[i + 1].Glued && !char.IsLower(utterance.Tokens[i + 1].Text[0])
            && utterance.Tokens[Math.Max(0, i - 1)].Text is not ("Dr" or "Mr" or "Mrs" or "Ms" or "St" or "vs" or "No"));
    }

    private static bool BeginsRequest(Utterance utterance, int i)
    {
        var link = utterance.Tokens[i];
        if (!link.Is(",") && !Links.Any(link.Is))
            return false;
        var at = Skip(utterance, i + 1, LinkFillers);
        if (at < utterance.Tokens.Count && Lexicon.QuestionWords.Contains(utterance.Tokens[at].Text)
            && !Relative.Any(utterance.Tokens[at].Is) && !(link.Is(",") && utterance.Tokens[at].Is("does")))
            return true;
        at = Skip(utterance, at, RequestFillers);
        return at < utterance.Tokens.Count && utterance.MentionAt(at) is null
            && Lexicon.RequestVerbs.Contains(utterance.Tokens[at].Stem) && !IsNoun(utterance, at);
    }

    private static int Skip(Utterance utterance, int at, string[] words)
    {
        while (at < utterance.Tokens.Count && words.Any(utterance.Tokens[at].Is))
            at++;
        return at;
    }

    // "the price and cost of", "book and film": a verb's look-alike that is followed by "of" or stands before a sign is a noun.
    private static bool IsNoun(Utterance utterance, int at) =>
        at + 1 >= utterance.Tokens.Count
            || utterance.Tokens[at + 1].Text is "of" or "," or "." or "?" or "is" or "are" or "and" or "in" or "by";
}
