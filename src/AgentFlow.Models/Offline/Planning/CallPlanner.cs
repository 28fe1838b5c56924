using AgentFlow.Models.Offline.Filling;
using AgentFlow.Models.Offline.Text;
using AgentFlow.Models.Offline.Tools;

namespace AgentFlow.Models.Offline.Planning;

/// <summary>Decides which tools an utterance asks for and with which arguments.</summary>
internal static class CallPlanner
{
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
            parts = [new Part(new Clause(0, utterance.Tokens.Count - 1), Best(utterance, new Clause(0, utterance.Tokens.Count - 1), index))];
        var (calls, incomplete, unanswered) = (new List<PlannedCall>(), new List<PlannedCall>(), new List<Clause>());
        foreach (var part in parts)
        {
            if (part.Tool is null)
                unanswered.Add(part.Clause);
            else
                foreach (var call in Calls(utterance, part.Clause, part.Tool))
                    (call.Missing.Count == 0 ? calls : incomplete).Add(call);
        }
        return new CallPlan(calls, incomplete, unanswered);
    }

    private static List<Part> Parts(Utterance utterance, ToolIndex index)
    {
        var parts = new List<Part>();
        foreach (var clause in ClauseSplitter.Split(utterance))
        {
            var tool = Best(utterance, clause, index);
            var relevance = index.Compare(tool, utterance, clause);
            parts.Add(new Part(clause, RelevancePolicy.IsRelevant(relevance, tool) ? tool : null));
        }
        if (parts.All(p => p.Tool is null))
        {
            var whole = new Clause(0, utterance.Tokens.Count - 1);
            var tool = Best(utterance, whole, index);
            return [new Part(whole, RelevancePolicy.IsRelevant(index.Compare(tool, utterance, whole), tool) ? tool : null)];
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
            var isData = part.Tool is null && (utterance.Mentions.Any(m => part.Clause.Contains(m.First)) || IsStatement(utterance, part.Clause));
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

    private static bool IsStatement(Utterance utterance, Clause clause) =>
        !utterance.Tokens[clause.Last].Is("?") && !Lexicon.QuestionWords.Contains(utterance.Tokens[clause.First].Text);

    private static ToolDescriptor Best(Utterance utterance, Clause clause, ToolIndex index)
    {
        if (index.Tools.Count == 1)
            return index.Tools[0];
        return index.Tools.OrderByDescending(t => RelevancePolicy.Rank(index.Compare(t, utterance, clause)) + Fit(utterance, clause, t)).First();
    }

    // Of two tools with like words the one whose required arguments are all there is meant.
    private static double Fit(Utterance utterance, Clause clause, ToolDescriptor tool)
    {
        var assignment = ArgumentFiller.Fill(tool.Parameters, new Scope(utterance, clause, tool));
        var required = tool.Parameters.Where(p => p.IsRequired).ToList();
        return required.Count == 0 ? 0.5 : 1.5 * required.Count(assignment.Has) / required.Count;
    }

    private static IEnumerable<PlannedCall> Calls(Utterance utterance, Clause clause, ToolDescriptor tool)
    {
        var assignment = ArgumentFiller.Fill(tool.Parameters, new Scope(utterance, clause, tool));
        if (clause != new Clause(0, utterance.Tokens.Count - 1) && tool.Parameters.Any(p => p.IsRequired && !assignment.Has(p)))
            Inherit(utterance, tool, assignment);
        var missing = tool.Parameters.Where(p => p.IsRequired && !assignment.Has(p)).ToList();
        var calls = CallExpander.Expand(tool.Parameters, assignment);
        return calls.Select(arguments => new PlannedCall(tool, arguments, utterance, clause) { Missing = missing, Siblings = calls.Count });
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
