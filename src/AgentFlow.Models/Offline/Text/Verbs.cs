using System.Collections.Frozen;

namespace AgentFlow.Models.Offline.Text;

/// <summary>The few things that people ask tools to do to something, by the verbs that say so.</summary>
internal static class Verbs
{
    private static readonly FrozenDictionary<string, int> Classes = Read(
        "add save store remember remind record note write create log insert put keep",
        "find search look lookup locate query",
        "list show display enumerate",
        "delete remove erase clear cancel drop",
        "update change edit modify rename",
        "convert translate transform turn",
        "send email post share notify",
        "book reserve order buy purchase",
        "calculate compute evaluate solve",
        "predict forecast project estimate",
        "plot draw visualize render",
        "play listen");

    /// <summary>The class of the verb with <paramref name="stem"/>; 0 for every other word.</summary>
    public static int Class(string stem) => Classes.GetValueOrDefault(stem);

    /// <summary>Whether the verb with <paramref name="stem"/> asks for a text to be kept.</summary>
    public static bool IsWritingDown(string stem) => Class(stem) == 1;

    private static FrozenDictionary<string, int> Read(params string[] lines)
    {
        var classes = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < lines.Length; i++)
            foreach (var verb in lines[i].Split(' '))
                classes.TryAdd(Stemmer.Stem(verb), i + 1);
        return classes.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
