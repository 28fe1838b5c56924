using AgentFlow.Models.Offline.Mentions;
using AgentFlow.Models.Offline.Text;
using AgentFlow.Models.Offline.Tools;

namespace AgentFlow.Models.Offline.Planning;

/// <summary>
/// Questions whose form says what is done with a date: "how many days until ..." wants a tool that takes two dates, "90 days from
/// today" one that takes a date and an amount.
/// </summary>
internal static class DateForms
{
    private const double Bonus = 4;

    private static readonly string[] Spans = ["until", "till", "since", "between", "from", "to", "before", "after", "left"];
    private static readonly string[] Dates = ["date", "day", "weekday", "when", "now", "time"];

    /// <summary>What the form of the clause adds to <paramref name="tool"/>; 0 when it says nothing about it.</summary>
    public static double Score(ToolDescriptor tool, Utterance utterance, Clause clause)
    {
        var dates = tool.Parameters.Count(p => p is { IsText: true, Slot: Slot.Date });
        return (dates >= 2 && AsksForASpan(utterance, clause))
            || (dates == 1 && tool.Parameters.Any(p => p.IsNumeric) && AsksForAStep(utterance, clause)) ? Bonus : 0;
    }

    /// <summary>Whether the clause asks how long something is from or to a day: "how many days until", "how old", "weeks since".</summary>
    public static bool AsksForASpan(Utterance utterance, Clause clause)
    {
        var isCounted = IsTime(utterance.Tokens[clause.First].Text);
        for (var i = clause.First; i <= clause.Last; i++)
        {
            if (Word(utterance, i) == "old" && i > clause.First && Word(utterance, i - 1) == "how"
                && utterance.Mentions.Any(m => m.Kind == MentionKind.Date && clause.Contains(m.First)))
                return true;
            if (isCounted && Spans.Any(utterance.Tokens[i].Is))
                return true;
            isCounted |= i > clause.First && (utterance.Tokens[i].Is("long") || IsTime(utterance.Tokens[i].Text))
                && utterance.Tokens[i - 1].Text.ToLowerInvariant() is "how" or "many" or "of";
        }
        return false;
    }

    private static bool AsksForAStep(Utterance utterance, Clause clause)
    {
        var amount = utterance.Mentions.FirstOrDefault(m => clause.Contains(m.First) && m.Kind == MentionKind.Number && IsTime(m.Unit));
        return amount is not null && (Signs.IsBack(utterance, amount) || Word(utterance, amount.First - 1) == "in"
            || Word(utterance, amount.End + 1) is "from" or "after" or "later" or "hence") && IsAboutADate(utterance, clause);
    }

    private static bool IsAboutADate(Utterance utterance, Clause clause)
    {
        if (utterance.Mentions.Any(m => m.Kind == MentionKind.Date && clause.Contains(m.First)))
            return true;
        for (var i = clause.First; i <= clause.Last; i++)
            if (utterance.MentionAt(i) is null && Dates.Any(utterance.Tokens[i].Is))
                return true;
        return false;
    }

    private static bool IsTime(string word) => Units.Quantity(word) is > 0 and var quantity && quantity == Units.Quantity("day");

    private static string Word(Utterance utterance, int at) =>
        at >= 0 && at < utterance.Tokens.Count ? utterance.Tokens[at].Text.ToLowerInvariant() : "";
}
