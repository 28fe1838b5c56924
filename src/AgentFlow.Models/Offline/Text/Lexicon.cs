using System.Collections.Frozen;

namespace AgentFlow.Models.Offline.Text;

/// <summary>The small closed lists of English that the rules lean on. Everything here is general; nothing is about a certain tool.</summary>
internal static class Lexicon
{
    /// <summary>Words that carry no topic.</summary>
    public static readonly FrozenSet<string> StopWords = Words("""
        a an the this that these those there here it its i me my mine we us our you your he she him her his they them their is are was
        were be been being am do does did done doing has have had having can could will would shall should may might must not no nor
        and or but if then than so as at by for from in into of off on onto out over to up with within without about between among
        after before during per via through under above against also too very just only both each every any some all more most other
        another such same own what which who whom whose when where why how please help want need like let lets let's i'd i'll i'm
        what's who's where's how's it's that's there's don't doesn't isn't aren't can't much many few lot give given tell show know
        using use used based make sure get got yes hi hello hey thanks thank okay ok would've while since until because due however
        last next past previous recent latest upcoming less least respectively respective total globally takes taking taken took
        whether today made having needed required instead additionally finally lastly firstly secondly then follows first
        which's currently now specific particular certain various following
        """);

    /// <summary>Words with which people ask and tools are named, whatever the topic: a match on them says little.</summary>
    public static readonly FrozenSet<string> GenericWords = Stems("""
        calculate compute determine evaluate find get fetch retrieve return search lookup look show list display provide obtain check
        identify analyze analyse create generate make estimate perform run execute function tool method api data information info
        detail details result results value values number numbers given specific specified particular parameter type name based input
        output user need want help give tell like what total amount different several two first second third one three four new
        available certain using various along together
        """);

    /// <summary>Verbs with which a clause of its own may begin.</summary>
    public static readonly FrozenSet<string> RequestVerbs = Stems("""
        add analyze analyse answer book buy calculate cancel change check compare compute convert count create delete describe
        determine display draw edit email estimate evaluate explain express fetch figure find generate get give identify list look
        make measure modify note open order play plan plot predict print provide purchase read remember remind remove rename reserve
        retrieve run save schedule search sell send set show solve sort start stop store suggest summarise summarize tell translate
        turn update write book recommend simulate forecast roll design construct rank locate track test train fit
        """);

    /// <summary>Words with which a question begins.</summary>
    public static readonly FrozenSet<string> QuestionWords = Words("what what's who who's when where where's which how how's why whose is are can could do does did will would");

    /// <summary>Prepositions and other words that end a noun phrase.</summary>
    public static readonly FrozenSet<string> Prepositions = Words("""
        of for in on at by to from with without about into onto over under between within near around during using via as through
        against among per since until before after towards toward including regarding concerning containing called named like
        """);

    /// <summary>Words that a verb follows.</summary>
    public static readonly FrozenSet<string> VerbLeads = Words("to i you we they he she i'm i'd you're we're would could can should will might must also that which who");

    /// <summary>Words between the members of a list.</summary>
    public static readonly FrozenSet<string> Conjunctions = Words("and or & plus");

    public static readonly FrozenSet<string> Negations = Words("not no without exclude excluding don't doesn't never avoid skip omit ignore ignoring neither nor isn't shouldn't");

    public static readonly FrozenSet<string> Weekdays = Words("monday tuesday wednesday thursday friday saturday sunday");

    private static FrozenSet<string> Words(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static FrozenSet<string> Stems(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Stemmer.Stem).ToFrozenSet(StringComparer.Ordinal);
}
