using System.Text.RegularExpressions;
using AgentFlow.Models.Offline.Planning;
using AgentFlow.Models.Offline.Recall;

namespace AgentFlow.Models.Offline.Answers;

/// <summary>What the model says without a tool: recall, greetings, what it is, and that it does not know.</summary>
internal static partial class Conversation
{
    private const string Self = "I am AgentFlow's offline model: I match words to tools, and I understand nothing beyond that.";
    private const int MostToolsNamed = 12;

    /// <param name="text">A clause that no tool answers.</param>
    /// <param name="turn">The conversation.</param>
    /// <param name="index">The tools at hand.</param>
    /// <param name="isAside">Whether something else is answered already, so that courtesies can be left out.</param>
    public static string? Reply(string text, Turn turn, ToolIndex index, bool isAside)
    {
        if (Memories.Answer(text, turn) is { } memory)
            return memory;
        if (SmallTalk(text, turn, index) is { } talk)
            return isAside && Greeting().IsMatch(text) ? null : talk;
        if (IsStatement(text))
            return FactReader.Read(text).FirstOrDefault() is { } fact
                ? fact.Attribute == "name" ? $"Noted: your name is {fact.Value}." : "Noted for this conversation."
                : isAside ? null : $"I have read that, but I do not know what to do with it. {Offer(index)}";
        if (Memories.IsAboutUser(text))
            return Transcript.Quote(text, turn, ownWords: true) ?? "I do not know: nothing in this conversation says so.";
        return Transcript.Quote(text, turn, ownWords: false) ?? $"I do not know{(isAside ? $" about \"{text.Trim().TrimEnd('?', '.')}\"" : "")}. {Unknown(index)}";
    }

    /// <summary>What is said when no tool fits.</summary>
    public static string Unknown(ToolIndex index) => $"{Self} {Offer(index)}";

    private static string Offer(ToolIndex index) => index.Tools.Count == 0
        ? "I have no tools here."
        : $"{(index.Tools.Count == 1 ? "My only tool is" : "My tools are")} {string.Join(", ", index.Tools.Take(MostToolsNamed).Select(t => t.Name))}{(index.Tools.Count > MostToolsNamed ? ", …" : "")}.";

    private static string? SmallTalk(string text, Turn turn, ToolIndex index)
    {
        if (YourName().IsMatch(text))
            return Persona().Match(turn.Options?.Instructions ?? "") is { Success: true } match
                ? $"My name is {match.Groups["name"].Value}. {Self}"
                : Self;
        if (WhatAreYou().IsMatch(text))
            return Unknown(index);
        if (HowAreYou().IsMatch(text))
            return $"I have no moods. {Self}";
        if (Thanks().IsMatch(text))
            return "You are welcome.";
        if (NeverMind().IsMatch(text))
            return "All right.";
        if (Goodbye().IsMatch(text))
            return "Goodbye.";
        return Greeting().IsMatch(text) ? $"Hello. {Unknown(index)}" : null;
    }

    private static bool IsStatement(string text) =>
        !text.Contains('?', StringComparison.Ordinal) && !Question().IsMatch(text) && text.Any(char.IsLetter);

    [GeneratedRegex(@"^\W*(what|who|when|where|which|how|why|whose|is|are|can|could|do|does|did|will|would|find|get|give|tell|show|calculate|compute|list|explain|write|make|create|help|translate|play|book|order|send)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Question();

    [GeneratedRegex(@"^\W*(hi|hello|hey|good (morning|afternoon|evening)|greetings)\b[^?]{0,30}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Greeting();

    [GeneratedRegex(@"^\W*(thanks|thank you|cheers|great|perfect|nice)\b[^?]{0,40}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Thanks();

    [GeneratedRegex(@"^\W*(never ?mind|forget it|cancel that)\b[^?]{0,20}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NeverMind();

    [GeneratedRegex(@"^\W*(bye|goodbye|good night|see you)\b[^?]{0,30}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Goodbye();

    [GeneratedRegex(@"\bhow are you\b|\bhow do you (do|feel)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex HowAreYou();

    [GeneratedRegex(@"\bwhat('s|’s| is) your name\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex YourName();

    [GeneratedRegex(@"^\W*(who|what) are you\b|\bwhat can you do\b|^\W*help\W*$|\bwhat (tools|functions) do you have\b|\bare you (an? )?(ai|bot|robot|llm|model|human)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex WhatAreYou();

    [GeneratedRegex(@"\b(?:[Yy]our name is|[Yy]ou are(?: called)?|[Cc]all yourself) (?<name>[A-Z]\w*)", RegexOptions.CultureInvariant)]
    private static partial Regex Persona();
}
