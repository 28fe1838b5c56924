using AgentFlow.Models.Offline.Filling;
using AgentFlow.Models.Offline.Text;
using AgentFlow.Models.Offline.Tools;

namespace AgentFlow.Models.Offline.Planning;

/// <summary>Decides which tools an utterance asks for and with which arguments.</summary>
internal static class CallPlanner
{
    private const double Complete = 2;
    private const double UnusedSpan = 0.3;
    private const double SureFit = 2.2;

    private sealed record Part(Clause Clause, ToolDescriptor? Tool);

    /// <param name="utterance">The user's text.</param>
    /// <param name="index">The tools to choose from.</param>
    /// <param name="mustCall">Whether the best tool is taken even when it hardly fits.</param>
    public static CallPlan Plan(Utterance utterance, ToolIndex index, bool mustCall = false)
    {
        if (index.Tools.Count == 0 || utterance.Tokens.Count == 0)
            return new CallPlan([], [], [new Clause(0, utterance.Tokens.Count - 1)]);
        var parts = Parts(utterance, index);
        if (mustCall && parts.All(p => p.Tool is null))
            parts = [new Part(new Clause(0, utterance.Tokens.Count - 1),
                Best(utterance, new Clause(0, utterance.Tokens.Count - 1), index))];
        var (calls, incomplete, unanswered) = (new List<PlannedCall>(), new List<PlannedCall>(), new List<Clause>());
        foreach (var part in parts)
        {
            if (part.Tool is null)
                unanswered.Add(part.Clause);
            else if (!IsSummary(utterance, part, calls))
                foreach (var call in Calls(utterance, part.Clause, part.Tool))
                    (call.Missing.Count == 0 ? calls : incomplete).Add(call);
        }
        return new CallPlan(calls, incomplete, unanswered);
    }

    // "Can you calculate the area and plot the wave?" at the end asks again for what was planned already: it brings no values.
    private static bool IsSummary(Utterance utterance, Part part, List<PlannedCall> calls) =>
        part.Tool!.HasRequired && calls.Any(c => c.Tool == part.Tool)
        && !utterance.Mentions.Any(m => part.Clause.Contains(m.First) && !m.IsSpelled);

    private static List<Part> Parts(Utterance utterance, ToolIndex index)
    {
        var parts = new List<Part>();
        foreach (var clause in ClauseSplitter.Split(utterance).SelectMany(c => TopicSplitter.Split(utterance, c, index)))
        {
            var tool = Best(utterance, clause, index);
            var relevance = index.Compare(tool, utterance, clause);
            parts.Add(new Part(clause, IsRelevant(utterance, clause, tool, relevance) ? tool : null));
        }
        if (parts.All(p => p.Tool is null))
        {
            var whole = new Clause(0, utterance.Tokens.Count - 1);
            var tool = Best(utterance, whole, index);
            return [new Part(whole, IsRelevant(utterance, whole, tool, index.Compare(tool, utterance, whole)) ? tool : null)];
        }
        return Merge(utterance, parts);
    }

    // A clause without a tool of its own that brings values belongs to its neighbour; one that only talks stands alone.
    private static List<Part> Merge(Utterance utterance, List<Part> parts)
    {
        var merged = new List<Part>();
        for (var i = 0; i < parts.Count; i++)
        {
            var part = parts[i];
            var isData = part.Tool is null
                && (IsStatement(utterance, part.Clause)
                || (!AsksForAFact(utterance, part.Clause) && utterance.Mentions.Any(m => part.Clause.Contains(m.First))));
            if (isData && i + 1 < parts.Count && merged.Count == 0)
            {
                parts[i + 1] = new Part(new Clause(part.Clause.First, parts[i + 1].Clause.Last), parts[i + 1].Tool);
                continue;
            }
            if (merged.Count > 0 && merged[^1].Tool is { } before && (ReferenceEquals(part.Tool, before) || isData))
                merged[^1] = new Part(new Clause(merged[^1].Clause.First, part.Clause.Last), before);
            else
                merged.Add(part);
        }
        return merged;
    }

    // "Who painted the Mona Lisa?" asks for something of its own; "Can you do the same for 7?" does not.
    private static bool AsksForAFact(Utterance utterance, Clause clause)
    {
        var at = clause.First;
        while (at < clause.Last
            && (utterance.Tokens[at].Text is "," or "?" or "." || utterance.Tokens[at].Is("and") || utterance.Tokens[at].Is("also")))
            at++;
        return utterance.Tokens[at].Text.ToLowerInvariant() is "who" or "what" or "when" or "where" or "why" or "which";
    }

    private static bool IsStatement(Utterance utterance, Clause clause) =>
        !utterance.Tokens[clause.Last].Is("?") && !Lexicon.QuestionWords.Contains(utterance.Tokens[clause.First].Text);

    private static ToolDescriptor Best(Utterance utterance, Clause clause, ToolIndex index)
    {
        if (index.Tools.Count == 1)
            return index.Tools[0];
        return index.Tools.OrderByDescending(t => RelevancePolicy.Rank(index.Compare(t, utterance, clause)) + Fit(utterance, clause, t))
            .First();
    }

    private static bool IsRelevant(Utterance utterance, Clause clause, ToolDescriptor tool, Relevance relevance)
    {
        if (RelevancePolicy.IsRelevant(relevance, tool))
            return true;
        if (!RelevancePolicy.IsRelevantWhenFilled(relevance))
            return false;
        var values = ArgumentFiller.Fill(tool.Parameters, new Scope(utterance, clause, tool)).Values;
        return tool.Parameters.Any(p => p.IsRequired)
            && tool.Parameters.Where(p => p.IsRequired).All(p => values.TryGetValue(p, out var found) && found[0].Score >= SureFit);
    }

    // Of two tools with like words the one whose required arguments are all there is meant.
    private static double Fit(Utterance utterance, Clause clause, ToolDescriptor tool)
    {
        var assignment = ArgumentFiller.Fill(tool.Parameters, new Scope(utterance, clause, tool));
        var required = tool.Parameters.Where(p => p.IsRequired).ToList();
        var unused = utterance.Mentions.Count(m => clause.Contains(m.First) && !m.IsSpelled && !assignment.IsUsed(m));
        return (required.Count == 0 ? Complete
            : Complete * required.Count(assignment.Has) / required.Count) - Math.Min(1.5, UnusedSpan * unused);
    }

    private static IEnumerable<PlannedCall> Calls(Utterance utterance, Clause clause, ToolDescriptor tool)
    {
        var segments = Segmenter.Split(utterance, clause, tool);
        if (segments.Count > 1)
        {
            var shared = Shared(utterance, clause, tool, segments);
            return segments.SelectMany(s => Calls(utterance, s, tool, shared)).ToList() is var all
                ? all.Select(c => c with { Siblings = all.Count }) : [];
        }
        return Calls(utterance, clause, tool, []);
    }

    private static IEnumerable<PlannedCall> Calls(Utterance utterance, Clause clause, ToolDescriptor tool, IReadOnlyList<Assignment> shared)
    {
        var assignment = ArgumentFiller.Fill(tool.Parameters, new Scope(utterance, clause, tool));
        foreach (var context in shared)
            foreach (var (parameter, values) in context.Values)
                if (!assignment.Has(parameter) && values[0].Score >= 1)
                    assignment.Add(parameter, values[0]);
        if (clause != new Clause(0, utterance.Tokens.Count - 1) && tool.Parameters.Any(p => p.IsRequired && !assignment.Has(p)))
            Inherit(utterance, tool, assignment);
        var missing = tool.Parameters.Where(p => p.IsRequired && !assignment.Has(p)).ToList();
        var calls = CallExpander.Expand(tool.Parameters, assignment);
        return calls.Select(arguments => new PlannedCall(tool, arguments, utterance, clause) { Missing = missing, IsAlone = calls.Count == 1, Siblings = calls.Count });
    }

    // What stands before the first segment or behind the last is said of all of them.
    private static List<Assignment> Shared(Utterance utterance, Clause clause, ToolDescriptor tool, IReadOnlyList<Clause> segments)
    {
        var shared = new List<Assignment>();
        foreach (var rest in new[] { new Clause(clause.First, segments[0].First - 1), new Clause(segments[^1].Last + 1, clause.Last) })
            if (rest.First <= rest.Last)
                shared.Add(ArgumentFiller.Fill(tool.Parameters, new Scope(utterance, rest, tool)));
        return shared;
    }

    // What a clause leaves out was said elsewhere: "the weather in Paris and also book a hotel there".
    private static void Inherit(Utterance utterance, ToolDescriptor tool, Assignment assignment)
    {
        var whole = ArgumentFiller.Fill(tool.Parameters, new Scope(utterance, new Clause(0, utterance.Tokens.Count - 1), tool));
        foreach (var parameter in tool.Parameters.Where(p => p.IsRequired && !assignment.Has(p)))
            if (whole.Values.TryGetValue(parameter, out var values))
                assignment.Add(parameter, values[0]);
    }
}
