using AgentFlow.Models.Offline.Text;

namespace AgentFlow.Models.Offline.Mentions;

/// <summary>A share of an amount, for tools that take expressions: "15% tip on 80 dollars" and "20% of $60" become "15% of 80" and "20% of 60".</summary>
internal static class ShareReader
{
    private const int MostWordsBetween = 3;

    private static readonly string[] Currencies = ["usd", "eur", "gbp", "jpy", "inr", "cny", "cad", "aud", "chf"];
    private static readonly string[] Articles = ["the", "a", "an", "my", "our"];

    public static IEnumerable<Mention> Read(Utterance utterance, Clause clause)
    {
        var numbers = utterance.Mentions.Where(m => m.Kind == MentionKind.Number && clause.Contains(m.First)).ToList();
        for (var i = 0; i + 1 < numbers.Count; i++)
            if (numbers[i].IsPercent && !numbers[i + 1].IsPercent && IsPlain(numbers[i + 1])
                && IsLinked(utterance, numbers[i].End + 1, numbers[i + 1].First - 1))
                yield return new Mention(MentionKind.Expression, numbers[i].First, numbers[i + 1].End,
                    $"{Digits(numbers[i])}% of {Digits(numbers[i + 1])}");
    }

    // Ten years have no percentage; a sum of money has, and the calculator wants it without its sign.
    private static bool IsPlain(Mention amount) => amount.Unit.Length == 0 || amount.IsMoney || Currencies.Contains(Units.Find(amount.Unit));

    private static bool IsLinked(Utterance utterance, int first, int last)
    {
        while (last >= first && Articles.Contains(utterance.Tokens[last].Text))
            last--;
        if (last < first || last - first > MostWordsBetween || utterance.Tokens[last].Text is not ("of" or "on"))
            return false;
        for (var i = first; i < last; i++)
            if (!utterance.Tokens[i].IsWord || Lexicon.Prepositions.Contains(utterance.Tokens[i].Text)
                || utterance.Tokens[i].Is("and"))
                return false;
        return true;
    }

    private static string Digits(Mention number) => number.Number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
