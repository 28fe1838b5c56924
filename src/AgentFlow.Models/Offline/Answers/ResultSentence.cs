using System.Text.RegularExpressions;
using AgentFlow.Models.Offline.Planning;

namespace AgentFlow.Models.Offline.Answers;

/// <summary>Puts a result into a sentence made of the words of the question: "What is X?" and 441 become "X is 441."</summary>
internal static partial class ResultSentence
{
    private const int LongestSubject = 90;

    public static string Write(Exchange exchange, PlannedCall? call, string question)
    {
        if (exchange.Result is null)
            return $"The result of {exchange.Call.Name} is not there yet.";
        var spoken = ResultText.Spoken(exchange.Result);
        if (ResultText.IsError(exchange.Result))
            return $"That did not work: {Ended(ResultText.Complaint(exchange.Result))}";
        if (spoken.Length == 0)
            return $"Done: {exchange.Call.Name} gave no result to show.";
        if (call is null)
            return $"{exchange.Call.Name}: {Ended(spoken)}";
        if (IsSentence(spoken))
            return Ended(Capitalised(spoken));
        return Ended(Capitalised(call.Siblings > 1 || call.Utterance.Text != question ? $"{Arguments(call)}{(call.Arguments.Count == 1 && !spoken.Contains(' ', StringComparison.Ordinal) ? " is" : ":")} {spoken}" : Subject(call, spoken)));
    }

    private static string Subject(PlannedCall call, string result)
    {
        var clause = Opening().Replace(Sentence(call).Trim().TrimEnd('?', '.', '!', ',', ';').Trim(), "");
        if (clause.Length > LongestSubject)
            return $"{call.Tool.Name}: {result}";
        var match = HowManyIn().Match(clause);
        if (match.Success && !EndsWithWord(result))
            return $"{result} {match.Groups["unit"].Value} {match.Groups["what"].Value}";
        match = WhatTime().Match(clause);
        if (match.Success)
            return $"The {match.Groups["what"].Value} is {result}";
        match = HowMany().Match(clause);
        if (match.Success)
        {
            var unit = match.Groups["unit"].Value;
            return $"{match.Groups["what"].Value} {(match.Groups["verb"].Value == "are" ? "are" : "is")} {result}{(EndsWithWord(result) || unit.Length == 0 ? "" : $" {unit}")}";
        }
        match = WhatIs().Match(clause);
        if (match.Success)
            return $"{match.Groups["what"].Value} {match.Groups["verb"].Value switch { "are" => "are", "was" => "was", "were" => "were", _ => "is" }} {result}";
        match = Convert().Match(clause);
        if (match.Success)
            return $"{match.Groups["what"].Value} is {result}{(EndsWithWord(result) ? "" : $" {match.Groups["unit"].Value}")}";
        match = Compute().Match(clause);
        if (match.Success || (call.Arguments.Count == 1 && call.Arguments.First().Value?.ToString() == clause))
            return $"{(match.Success ? match.Groups["what"].Value : clause)} is {result}";
        // What was ordered rather than asked needs no repeating when the result speaks for itself.
        return result.Count(c => c == ' ') >= 2 && char.IsLetter(result[0]) ? result : $"{clause}: {result}";
    }

    // The sentence that the arguments stand in; a clause can bring several.
    private static string Sentence(PlannedCall call)
    {
        var sentences = SentenceEnd().Split(call.Utterance.Slice(call.Clause.First, call.Clause.Last));
        var values = call.Arguments.Select(a => a.Value?.ToString()).OfType<string>().Where(v => v.Length > 0).ToList();
        return sentences.FirstOrDefault(s => values.Any(v => s.Contains(v, StringComparison.Ordinal))) ?? sentences[^1];
    }

    private static string Arguments(PlannedCall call)
    {
        var values = call.Arguments.Select(a => a.Value).OfType<System.Text.Json.Nodes.JsonNode>().Select(v => v.ToString());
        return string.Join(", ", values);
    }

    private static bool IsSentence(string text) =>
        text.Contains('\n', StringComparison.Ordinal) || (text.Contains(' ', StringComparison.Ordinal) && text[^1] is '.' or '!' or '?');

    private static bool EndsWithWord(string text) => text.Length > 0 && char.IsLetter(text[^1]);

    private static string Capitalised(string text) =>
        text.Length > 0 && char.IsLower(text[0]) ? char.ToUpperInvariant(text[0]) + text[1..] : text;

    private static string Ended(string text) =>
        text.Length > 0 && (text[^1] is '.' or '!' or '?' || text.Contains('\n', StringComparison.Ordinal)) ? text : text + ".";

    [GeneratedRegex("^((and|also|then|so|please|ok|okay|hey|hi|hello)[, ]+)*((can|could|would) you( please)? |i (want|need|would like) to know )?(tell me |show me )?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Opening();

    [GeneratedRegex("(?<=[.?!])\\s+(?=\\p{Lu})", RegexOptions.CultureInvariant)]
    private static partial Regex SentenceEnd();

    [GeneratedRegex("^what (?<what>time|date|day) is it\\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex WhatTime();

    [GeneratedRegex("^how many (?<unit>[^ ]{1,20}) ((are|is) )?(there )?(?<what>(in|between|on|from|until|per|of) .+)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex HowManyIn();

    [GeneratedRegex("^how (many|much) (?<unit>[^ ]{0,20}) ?(?<verb>is|are|in|make|equals?) (there in |in )?(?<what>.+)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex HowMany();

    [GeneratedRegex("^(what|who|which)( ?('s|’s)| (?<verb>is|are|was|were)) (?<what>.+)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex WhatIs();

    [GeneratedRegex("^(convert|change|turn|express) (?<what>.+?) (to|into|in) (?<unit>[^ ]+)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Convert();

    [GeneratedRegex("^(calculate|compute|evaluate|work out) (?<what>.+)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Compute();
}
