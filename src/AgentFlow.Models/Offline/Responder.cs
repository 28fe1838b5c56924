using System.Text.Json.Nodes;
using AgentFlow.Models.Offline.Answers;
using AgentFlow.Models.Offline.Planning;
using AgentFlow.Models.Offline.Recall;
using AgentFlow.Models.Offline.Text;
using Microsoft.Extensions.AI;

namespace AgentFlow.Models.Offline;

/// <summary>Decides between calling, asking back and answering. A pure function of the turn and the tools.</summary>
internal static class Responder
{
    public static Reply Respond(Turn turn, ToolIndex index)
    {
        var plan = Plan(turn, index);
        if (Next(turn, plan, index) is { Count: > 0 } calls)
            return new Reply("", calls);
        var text = Text(turn, plan, index);
        return new Reply(turn.Options?.ResponseFormat is ChatResponseFormatJson format ? JsonAnswer.Write(format, turn, text) : text, []);
    }

    private static CallPlan Plan(Turn turn, ToolIndex index)
    {
        var must = turn.Options?.ToolMode is RequiredChatToolMode;
        var utterance = Utterance.Read(turn.Question, turn.Now);
        if (!must && Memories.Answer(turn.Question, turn) is not null && ClauseSplitter.Split(utterance).Count == 1)
            return new CallPlan([], [], [new Clause(0, utterance.Tokens.Count - 1)]);
        var plan = CallPlanner.Plan(utterance, index, must);
        if (plan.Calls.Count > 0)
            return plan;
        if (AskBack.Continue(turn) is { } continued && CallPlanner.Plan(Utterance.Read(continued.Text, turn.Now), index, must) is { } whole
            && AskBack.IsAnswered(whole, continued, turn))
            return whole;
        return FollowUp.Plan(utterance, turn, index) ?? plan;
    }

    // The calls that are still to be made: planned ones without a result, and one more try where a tool complained.
    private static List<PlannedCall> Next(Turn turn, CallPlan plan, ToolIndex index)
    {
        if (index.Tools.Count == 0)
            return [];
        var planned = plan.Calls.Count == 0 && turn.Options?.ToolMode is RequiredChatToolMode ? plan.Incomplete : plan.Calls;
        if (turn.Exchanges.Count == 0)
            return Distinct(planned);
        var open = planned.Where(p => !turn.Exchanges.Any(e => IsSame(p, e))).ToList();
        // A call whose tool was called before in this turn was repaired, or changed by the host: it is not made again.
        open.RemoveAll(p => turn.Exchanges.Any(e => e.Call.Name == p.Tool.Name && !planned.Any(o => IsSame(o, e))));
        foreach (var call in planned)
            if (turn.Exchanges.LastOrDefault(e => IsSame(call, e)) is { } exchange
                && Repair.Try(call, exchange, turn.Exchanges) is { } repaired)
                open.Add(repaired);
        return Distinct(open);
    }

    private static List<PlannedCall> Distinct(IEnumerable<PlannedCall> calls)
    {
        var distinct = new List<PlannedCall>();
        foreach (var call in calls)
            if (!distinct.Any(d => d.Tool == call.Tool && JsonNode.DeepEquals(d.Arguments, call.Arguments)))
                distinct.Add(call);
        return distinct;
    }

    private static bool IsSame(PlannedCall call, Exchange exchange) =>
        call.Tool.Name == exchange.Call.Name && JsonNode.DeepEquals(call.Arguments, JsonText.Arguments(exchange.Call.Arguments));

    private static string Text(Turn turn, CallPlan plan, ToolIndex index)
    {
        var utterance = Utterance.Read(turn.Question, turn.Now);
        var pieces = new List<(int Position, string Text)>();
        foreach (var exchange in Settled(turn.Exchanges))
        {
            var call = plan.Calls.FirstOrDefault(p => IsSame(p, exchange)) ?? plan.Calls.FirstOrDefault(p =>
                p.Tool.Name == exchange.Call.Name);
            pieces.Add((call?.Clause.First ?? 0, ResultSentence.Write(exchange, call, turn.Question)));
        }
        foreach (var call in plan.Incomplete.DistinctBy(c => (c.Tool.Name, c.Clause)))
            pieces.Add((call.Clause.First, AskBack.Write(call)));
        var hasResults = pieces.Count > 0;
        foreach (var clause in plan.Unanswered)
            if (Conversation.Reply(utterance.Slice(clause.First, clause.Last), turn, index, hasResults) is { Length: > 0 } reply)
                pieces.Add((clause.First, reply));
        if (pieces.Count == 0)
            pieces.Add((0, Conversation.Reply(turn.Question, turn, index, false) ?? Conversation.Unknown(index)));
        return string.Join(' ', pieces.OrderBy(p => p.Position).Select(p => p.Text).Distinct());
    }

    // A failed call that a later call to the same tool made good is not worth a sentence.
    private static IEnumerable<Exchange> Settled(IReadOnlyList<Exchange> exchanges) =>
        exchanges.Where((e, i) => !(ResultText.IsError(e.Result) && exchanges.Skip(i + 1).Any(l => l.Call.Name == e.Call.Name)));
}
