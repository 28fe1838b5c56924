using AgentFlow.Models.Offline.Filling;
using AgentFlow.Models.Offline.Text;
using Microsoft.Extensions.AI;

namespace AgentFlow.Models.Offline.Planning;

/// <summary>Reads "and in Rome?" or "what about 30 miles?" as the previous call with other values.</summary>
internal static class FollowUp
{
    private const int LongestFollowUp = 8;

    private static readonly string[][] Openings = [["what", "about"], ["how", "about"], ["and"]];

    public static CallPlan? Plan(Utterance utterance, Turn turn, ToolIndex index)
    {
        if (utterance.Tokens.Count is 0 or > LongestFollowUp || !Openings.Any(o => Begins(utterance, o)))
            return null;
        var previous = turn.Earlier.SelectMany(m => m.Contents).OfType<FunctionCallContent>().LastOrDefault();
        if (previous is null || index.Tools.FirstOrDefault(t => t.Name == previous.Name) is not { } tool)
            return null;
        var clause = new Clause(0, utterance.Tokens.Count - 1);
        var found = ArgumentFiller.Fill(tool.Parameters, new Scope(utterance, clause, tool));
        if (!found.Values.Values.Any(v => v[0].Position >= 0))
            return null;
        var arguments = JsonText.Arguments(previous.Arguments);
        foreach (var (parameter, values) in found.Values)
            if (values[0].Position >= 0)
                arguments[parameter.Name] = values[0].Node.DeepClone();
        return new CallPlan([new PlannedCall(tool, arguments, utterance, clause)], [], []);
    }

    private static bool Begins(Utterance utterance, string[] words)
    {
        for (var i = 0; i < words.Length; i++)
            if (i >= utterance.Tokens.Count || !utterance.Tokens[i].Is(words[i]))
                return false;
        return true;
    }
}
