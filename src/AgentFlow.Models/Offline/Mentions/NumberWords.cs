using System.Collections.Frozen;

namespace AgentFlow.Models.Offline.Mentions;

/// <summary>Numbers in words: "two dozen", "three hundred and five", "half".</summary>
internal static class NumberWords
{
    private static readonly FrozenDictionary<string, double> Small = Number("""
        zero 0 two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9 ten 10 eleven 11 twelve 12 thirteen 13 fourteen 14
        fifteen 15 sixteen 16 seventeen 17 eighteen 18 nineteen 19 twenty 20 thirty 30 forty 40 fifty 50 sixty 60 seventy 70
        eighty 80 ninety 90 one 1
        """);

    private static readonly FrozenDictionary<string, double> Scales = Number("""
        dozen 12 dozens 12 hundred 100 thousand 1000 million 1000000 billion 1000000000 trillion 1000000000000
        """);

    /// <summary>The factor of a scale word such as "million" or "dozen", else 0.</summary>
    public static double Scale(string word) => Scales.GetValueOrDefault(word);

    /// <summary>Reads the number words from <paramref name="at"/> on; the count of tokens read is 0 when there are none.</summary>
    public static (double Value, int Count) Read(in MentionContext context, int at)
    {
        double total = 0, group = 0;
        var i = at;
        for (; i < context.Tokens.Count && context.Taken[i] is null; i++)
        {
            var word = context.Tokens[i].Text;
            if (Small.TryGetValue(word, out var small) && (i == at || group % 10 == 0) && !(i > at && group > 0 && small >= 20))
                group += small;
            else if (Scales.TryGetValue(word, out var scale) && (i > at || IsScaleAlone(in context, i)))
                (total, group) = scale >= 1000 ? (total + (Math.Max(group, 1) * scale), 0) : (total, Math.Max(group, 1) * scale);
            else if (i > at && IsJoiner(in context, i))
                continue;
            else
                break;
        }
        while (i > at && (context.Tokens[i - 1].Is("and") || context.Tokens[i - 1].Is("-")))
            i--;
        return (total + group, i - at);
    }

    private static bool IsScaleAlone(in MentionContext context, int at) => context.Is(at - 1, "a") || context.Is(at, "dozen");

    private static bool IsJoiner(in MentionContext context, int at)
    {
        if (context.Tokens[at].Is("-"))
            return context.Tokens[at].Glued && at + 1 < context.Tokens.Count && Small.ContainsKey(context.Tokens[at + 1].Text);
        return context.Tokens[at].Is("and") && Scales.ContainsKey(context.Tokens[at - 1].Text) && at + 1 < context.Tokens.Count
            && Small.ContainsKey(context.Tokens[at + 1].Text);
    }

    private static FrozenDictionary<string, double> Number(string pairs)
    {
        var words = pairs.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Chunk(2)
            .ToFrozenDictionary(p => p[0], p =>
            double.Parse(p[1], System.Globalization.CultureInfo.InvariantCulture), StringComparer.OrdinalIgnoreCase);
    }
}
