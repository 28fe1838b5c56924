using System.Collections.Frozen;

namespace AgentFlow.Models.Offline.Text;

/// <summary>Small groups of words that stand for one another when a question is compared with a tool. One line, one meaning.</summary>
internal static class Synonyms
{
    private static readonly FrozenDictionary<string, string> Heads = Read("""
        calculate compute evaluate
        buy purchase order
        book reserve reservation booking
        create make generate build construct
        delete remove erase
        update modify change edit
        predict forecast project projection predictive
        price cost
        salary wage
        movie film
        picture image photo photograph
        car vehicle automobile
        speed velocity
        convert conversion exchange transform
        note memo remember remind
        begin start
        end finish
        wide width breadth
        heavy weight mass
        tall height
        long length
        deep depth
        old age
        far distance
        fast speed
        hot temperature
        cold temperature
        route direction directions navigate path
        doctor physician
        restaurant eatery
        recipe cook cooking dish
        shop store
        interval range
        probability chance likelihood odds
        mean average
        earn income earnings
        revenue sales
        firm company corporation
        nation country
        town city
        writer author
        singer artist musician
        job vacancy
        house home property
        apartment flat
        law legal lawsuit attorney lawyer
        tournament championship
        email mail e-mail
        clock time
        translate translation
        topic subject
        """);

    /// <summary>The stem that stands for the whole group of <paramref name="stem"/>, or the stem itself.</summary>
    public static string Head(string stem) => Heads.GetValueOrDefault(stem, stem);

    private static FrozenDictionary<string, string> Read(string lines)
    {
        var heads = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in lines.Split('\n'))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Stemmer.Stem)
                .ToArray();
            if (words.Length == 0)
                continue;
            // A line that shares a word with an earlier line joins that line's group.
            var known = words.FirstOrDefault(heads.ContainsKey);
            foreach (var word in words)
                heads.TryAdd(word, known is null ? words[0] : heads[known]);
        }
        return heads.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
