using AgentFlow.Models.Offline.Mentions;
using AgentFlow.Models.Offline.Text;
using AgentFlow.Models.Offline.Tools;

namespace AgentFlow.Models.Offline.Filling;

/// <summary>
/// Finds the repetitions in a clause: "a circle of radius 5 and a circle of radius 7". Each segment fills the required parameters by
/// itself; what no segment holds is context that they share.
/// </summary>
internal static class Segmenter
{
    private const int MostPieces = 40;
    private const double GoodFit = 0.7;

    /// <summary>The segments, or none when the clause asks only once.</summary>
    public static IReadOnlyList<Clause> Split(Utterance utterance, Clause clause, ToolDescriptor tool)
    {
        var required = tool.Parameters.Where(p => p.IsRequired && p.Type != ParameterType.Boolean && p.Default is null).ToList();
        if (required.Count == 0)
            return [];
        var sentences = Collect(utterance, Pieces(utterance, clause, sentencesOnly: true), tool, required);
        return sentences.Count > 1 ? sentences : Collect(utterance, Pieces(utterance, clause, sentencesOnly: false), tool, required);
    }

    // Pieces are joined until they fill all that is required; then the next segment begins.
    private static List<Clause> Collect(Utterance utterance, List<Clause> pieces, ToolDescriptor tool, List<ParameterDescriptor> required)
    {
        var segments = new List<Clause>();
        if (pieces.Count is < 2 or > MostPieces)
            return segments;
        var first = 0;
        for (var i = 0; i < pieces.Count; i++)
        {
            var candidate = new Clause(pieces[first].First, pieces[i].Last);
            if (!Fills(utterance, candidate, tool, required))
                continue;
            // The shortest run of pieces that still fills everything: what stands before it is context.
            while (first < i && Fills(utterance, new Clause(pieces[first + 1].First, pieces[i].Last), tool, required))
                first++;
            segments.Add(new Clause(pieces[first].First, pieces[i].Last));
            first = i + 1;
        }
        return segments.Count > 1
            && (required.Count > 1 || required[0].Type != ParameterType.Array && AreParallel(utterance, segments))
            ? Stretch(segments, pieces) : [];
    }

    // What follows a segment up to the next one belongs to it.
    private static List<Clause> Stretch(List<Clause> segments, List<Clause> pieces) =>
        segments.Select((s, i) =>
            i + 1 < segments.Count ? new Clause(s.First, segments[i + 1].First - 1) : new Clause(s.First, SameSentence(s, pieces)))
            .ToList();

    private static int SameSentence(Clause segment, List<Clause> pieces) =>
        Math.Max(segment.Last, pieces.Where(p => p.Contains(segment.Last)).Select(p => p.Last).FirstOrDefault(segment.Last));

    private static bool Fills(Utterance utterance, Clause clause, ToolDescriptor tool, List<ParameterDescriptor> required)
    {
        var values = ArgumentFiller.Fill(tool.Parameters, new Scope(utterance, clause, tool)).Values;
        var sum = 0.0;
        foreach (var parameter in required)
        {
            if (!values.TryGetValue(parameter, out var found) || found[0].Position < 0)
                return false;
            sum += Math.Min(3, found[0].Score);
        }
        return sum / required.Count >= GoodFit;
    }

    // With one required parameter almost anything fills it, so the segments must also read alike: the same word before the value.
    private static bool AreParallel(Utterance utterance, List<Clause> segments)
    {
        string? Before(Clause segment)
        {
            var mention = utterance.Mentions.LastOrDefault(m => segment.Contains(m.First));
            return mention is null
                || mention.First <= segment.First ? null : utterance.Tokens[mention.First - 1].Text.ToLowerInvariant() + mention.Kind;
        }

        var word = Before(segments[0]);
        return word is not null && segments.All(s => Before(s) == word);
    }

    // "12, 15 and 20" stays together; the pair "Rome, Italy" does too.
    private static bool IsInList(Utterance utterance, Groups groups, int i)
    {
        var before = utterance.Mentions.LastOrDefault(m => m.End < i);
        var behind = utterance.Mentions.FirstOrDefault(m => m.First > i);
        return before is not null && behind is not null && ReferenceEquals(groups.Of(before), groups.Of(behind));
    }

    private static List<Clause> Pieces(Utterance utterance, Clause clause, bool sentencesOnly)
    {
        var pieces = new List<Clause>();
        var groups = new Groups(utterance, utterance.Mentions);
        var first = clause.First;
        for (var i = clause.First; i <= clause.Last; i++)
        {
            var isCut = utterance.MentionAt(i) is not { } mention
                || (i == mention.End && mention.Kind == MentionKind.Name && utterance.Tokens[i].Is("."));
            var token = utterance.Tokens[i];
            var isSentence = token.Text is "?" or "!" or ";" || (token.Is(".") && (i == clause.Last || !utterance.Tokens[i + 1].Glued));
            if (!isCut || !(isSentence
                || (!sentencesOnly && (token.Is(",") || Lexicon.Conjunctions.Contains(token.Text) || token.Is("then"))))
                || IsInList(utterance, groups, i))
                continue;
            if (i > first)
                pieces.Add(new Clause(first, i));
            first = i + 1;
        }
        if (first <= clause.Last)
            pieces.Add(new Clause(first, clause.Last));
        return pieces;
    }
}
