using System.Text.RegularExpressions;
using AgentFlow.Models.Offline.Text;
using Microsoft.Extensions.AI;

namespace AgentFlow.Models.Offline.Recall;

/// <summary>Answers questions about what was said in the conversation, from the messages alone: so what memory keeps, shows.</summary>
internal static partial class Memories
{
    /// <summary>The answer, or null when <paramref name="question"/> asks for nothing that the conversation holds.</summary>
    public static string? Answer(string question, Turn turn)
    {
        var texts = Sources(turn).ToList();
        if (WhoAmI().IsMatch(question))
            return Find("name", texts) is { } name ? $"Your name is {name.Value}." : null;
        var match = WhatIsMy().Match(question);
        if (match.Success)
            return Find(match.Groups["what"].Value, texts) is { } fact ? $"Your {fact.Attribute} is {fact.Value}." : null;
        match = DoI().Match(question);
        if (match.Success)
            return Find(match.Groups["verb"].Value, texts) is { } deed ? $"You {Second(deed.Attribute)} {deed.Linked}." : null;
        if (AboutMe().IsMatch(question))
            return Everything(texts);
        match = SaidAbout().Match(question);
        return match.Success ? Transcript.Quote(match.Groups["what"].Value, turn, ownWords: true) : null;
    }

    /// <summary>Whether <paramref name="question"/> asks about the user, so that "I do not know" should say so.</summary>
    public static bool IsAboutUser(string question) =>
        WhoAmI().IsMatch(question) || WhatIsMy().IsMatch(question) || DoI().IsMatch(question) || AboutMe().IsMatch(question)
            || SaidAbout().IsMatch(question);

    private static IEnumerable<string> Sources(Turn turn) =>
        turn.Earlier.Where(m => m.Role == ChatRole.User || m.Role == ChatRole.System).Select(m => m.Text)
            .Append(turn.Options?.Instructions ?? "").Append(turn.Question);

    // What was said last holds.
    private static Fact? Find(string attribute, List<string> texts)
    {
        var wanted = Stems(attribute);
        return texts.SelectMany(FactReader.Read).LastOrDefault(f => wanted.SetEquals(Stems(f.Attribute)))
            ?? texts.SelectMany(FactReader.Read).LastOrDefault(f => wanted.Count > 0 && wanted.IsSubsetOf(Stems(f.Attribute)));
    }

    private static string? Everything(List<string> texts)
    {
        var facts = texts.SelectMany(FactReader.Read).ToList();
        if (facts.Count == 0)
            return null;
        return "You told me: " + string.Join("; ", facts.Select(f => IsVerb(f.Attribute) ? $"you {Second(f.Attribute)} {f.Linked}" : $"your {f.Attribute} is {f.Value}").Distinct()) + ".";
    }

    private static HashSet<string> Stems(string text) =>
        Tokenizer.Read(text).Where(t => t.IsWord && !(t.Text is "the" or "a" or "my" or "is"))
            .Select(t => t.Stem == "lik" ? "lov" : Spelling(t.Stem)).ToHashSet(StringComparer.Ordinal);

    private static string Spelling(string stem) => stem.Replace("our", "or", StringComparison.Ordinal);

    private static bool IsVerb(string attribute) =>
        attribute is "live" or "lives" or "work" or "works" or "like" or "likes" or "love" or "loves" or "prefer" or "prefers" or "hate"
        or "hates" or "have" or "has" or "own" or "study" or "studies" or "speak" or "speaks" or "play" or "drink" or "eat";

    private static string Second(string verb) =>
        verb switch { "has" => "have", "studies" => "study", _ => verb.EndsWith('s') ? verb[..^1] : verb };

    [GeneratedRegex(@"^\W*(who am i|(do you (know|remember) )?my name\b|do you (know|remember) who i am)\W*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex WhoAmI();

    [GeneratedRegex(@"\b(what|who|which|when|where)('s|’s| is| are| was| were) my (?<what>[\w' -]{1,60}?)( again| called)?\W*$|\bdo you (know|remember) (what )?my (?<what>[\w' -]{1,60}?)( is| are)?\W*$|\btell me my (?<what>[\w' -]{1,60})\W*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex WhatIsMy();

    [GeneratedRegex(@"\b(what|where|which \w+|who) do i (?<verb>\w+)( (in|at|as|for))?\W*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DoI();

    [GeneratedRegex(@"\bwhat (do|did) you (know|remember|learn) about me\b|\bwhat have i told you( about (me|myself))?\W*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AboutMe();

    [GeneratedRegex(@"\bwhat (did|have) (i|we) (say|said|tell you|told you|mention|mentioned|talk|talked|write|written) (about|of|on|regarding) (?<what>[^?]{1,100})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SaidAbout();
}
