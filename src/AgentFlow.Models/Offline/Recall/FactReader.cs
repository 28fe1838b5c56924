using System.Text.RegularExpressions;

namespace AgentFlow.Models.Offline.Recall;

/// <summary>Reads facts by sentence pattern: "my name is Ada", "I live in Turin", "I like tea", "the user's name is Ada".</summary>
internal static partial class FactReader
{
    public static IEnumerable<Fact> Read(string text)
    {
        foreach (Match match in MyIs().Matches(text))
            if (!IsQuestion(text, match))
                yield return new Fact(match.Groups["what"].Value.Trim(), Clean(match.Groups["value"].Value));
        foreach (Match match in IAm().Matches(text))
            yield return new Fact("name", match.Groups["value"].Value);
        foreach (Match match in IDo().Matches(text))
            if (!IsQuestion(text, match))
                yield return new Fact(match.Groups["verb"].Value.ToLowerInvariant(),
                    Clean(match.Groups["value"].Value))
                { Link = match.Groups["link"].Value.ToLowerInvariant() };
    }

    private static string Clean(string value) => value.Trim().TrimEnd('.', ',', '!', ';').Trim();

    private static bool IsQuestion(string text, Match match)
    {
        var end = text.IndexOfAny(['.', '!', '?', '\n'], match.Index);
        return end >= 0 && text[end] == '?';
    }

    // "my favourite colour is green"; the third-person form is what a summary in the history says.
    [GeneratedRegex(@"\b(?:my|(?:the )?(?:user|human|person)(?:'s|’s)) (?<what>[\w' -]{1,40}?) (?:is|are|was) (?:called |now )?(?<value>[^.!?\n]{1,200}?)(?=[.!?\n]|,? and (?:my|i|what|can|how|please)\b|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex MyIs();

    [GeneratedRegex(@"\b(?:(?:I am|I'm|I’m)(?: called)?|[Cc]all me|[Mm]y name's) (?<value>[A-Z][\w'-]*(?: [A-Z][\w'-]*){0,3})", RegexOptions.CultureInvariant)]
    private static partial Regex IAm();

    [GeneratedRegex(@"\b(?:I|the user) (?:also |really |currently )?(?<verb>live|lives|work|works|like|likes|love|loves|prefer|prefers|hate|hates|have|has|own|study|studies|speak|speaks|play|drink|eat)\b(?: (?<link>in|at|as|for))? (?<value>[^.!?\n]{1,200}?)(?=[.!?\n]|,? and (?:my|i|what|can|how|please)\b|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex IDo();
}
