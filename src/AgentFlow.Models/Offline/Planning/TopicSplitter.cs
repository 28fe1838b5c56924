using AgentFlow.Models.Offline.Text;
using AgentFlow.Models.Offline.Tools;

namespace AgentFlow.Models.Offline.Planning;

/// <summary>Cuts a clause where its list goes over to another tool's topic: "the GCD of 96 and 128, and the LCM of 15 and 25".</summary>
internal static class TopicSplitter
{
    private const double NameCoverage = 0.5;
    private const double Evidence = 2.5;

    public static IEnumerable<Clause> Split(Utterance utterance, Clause clause, ToolIndex index)
    {
        if (index.Tools.Count < 2 || Dictation.Colon(utterance, clause.First) >= 0)
        {
            yield return clause;
            yield break;
        }
        var (first, topic) = (clause.First, (ToolDescriptor?)null);
        foreach (var piece in Pieces(utterance, clause))
        {
            var tool = Topic(utterance, piece, index);
            if (tool is not null && topic is not null && tool != topic
                && utterance.Mentions.Any(m => first <= m.First && m.First < piece.First))
            {
                yield return new Clause(first, piece.First - 1);
                first = piece.First;
            }
            topic = tool ?? topic;
        }
        yield return new Clause(first, clause.Last);
    }

    // The tool whose name a piece says, if it says one tool's more than any other's.
    private static ToolDescriptor? Topic(Utterance utterance, Clause piece, ToolIndex index)
    {
        var (best, score, isTie) = ((ToolDescriptor?)null, 0.0, false);
        foreach (var tool in index.Tools)
        {
            var relevance = index.Compare(tool, utterance, piece);
            if (relevance.NameCoverage < NameCoverage || relevance.Evidence < Evidence)
                continue;
            var rank = RelevancePolicy.Rank(relevance);
            isTie = rank == score || (isTie && rank < score);
            if (rank > score)
                (best, score) = (tool, rank);
        }
        return isTie ? null : best;
    }

    private static IEnumerable<Clause> Pieces(Utterance utterance, Clause clause)
    {
        var first = clause.First;
        for (var i = clause.First + 1; i <= clause.Last; i++)
        {
            if (utterance.MentionAt(i) is not null
                || !(utterance.Tokens[i].Is(",") || Lexicon.Conjunctions.Contains(utterance.Tokens[i].Text)
                || utterance.Tokens[i].Is("then")))
                continue;
            if (i > first)
                yield return new Clause(first, i - 1);
            first = i;
        }
        yield return new Clause(first, clause.Last);
    }
}
