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
        return Ended(Capitalised(!call.IsAlone ? Listed(call, spoken) : Subject(call, spoken) ?? Plain(call, spoken, question)));
    }

    private static string Listed(PlannedCall call, string result) =>
        $"{Arguments(call)}{(call.Arguments.Count == 1 && !result.Contains(' ', StringComparison.Ordinal) ? " is" : ":")} {result}";

    // Nothing in the words says what the result is of; where the words are spread over two messages the arguments do.
    private static string Plain(PlannedCall call, string result, string question) =>
        call.Utterance.Text != question && call.Arguments.Count == 1 ? Listed(call, result) : result;

    // The question as a statement; null when its words make none.
    private static string? Subject(PlannedCall call, string result)
    {
        var clause = Closing().Replace(Opening().Replace(Sentence(call).Trim().TrimEnd('?', '.', '!', ',', ';').Trim(), ""), "");
        if (clause.Length > LongestSubject || clause.Contains(": ", StringComparison.Ordinal))
            return null;
        var isBare = !result.Any(char.IsLetter);
        return Counted(clause, result, isBare) ?? Named(clause, result, isBare)
            ?? (call.Arguments.Count == 1 && call.Arguments.First().Value?.ToString() == clause ? $"{clause} is {result}" : null);
    }

    private static string? Counted(string clause, string result, bool isBare)
    {
        var match = HowManyIn().Match(clause);
        if (match.Success && isBare)
            return $"{result} {match.Groups["unit"].Value} {match.Groups["what"].Value}";
        match = Span().Match(clause);
        if (match.Success && char.IsAsciiDigit(result[0]))
            return $"It is {result} {match.Groups["what"].Value}";
        match = HowMany().Match(clause);
        if (!match.Success)
            return null;
        var unit = match.Groups["unit"].Value;
        return $"{match.Groups["what"].Value} {(match.Groups["verb"].Value == "are" ? "are" : "is")} {result}{(isBare && unit.Length > 0 ? $" {unit}" : "")}";
    }

    private static string? Named(string clause, string result, bool isBare)
    {
        var match = WhatTime().Match(clause);
        if (match.Success)
            return $"The {match.Groups["what"].Value}{match.Groups["where"].Value} is {result}";
        match = WhatIs().Match(clause);
        if (match.Success)
            return $"{match.Groups["what"].Value} {match.Groups["verb"].Value switch { "are" => "are", "was" => "was", "were" => "were", _ => "is" }} {result}";
        match = Convert().Match(clause);
        if (match.Success)
            return $"{match.Groups["what"].Value} is {result}{(isBare ? $" {match.Groups["unit"].Value}" : "")}";
        match = Compute().Match(clause);
        return match.Success ? $"{match.Groups["what"].Value} is {result}" : null;
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

    private static string Capitalised(string text) =>
        // "n1: buy milk" begins with a name that has to stay as it is.
        text.Length > 0 && char.IsLower(text[0]) && !text.Split(' ')[0].Any(char.IsAsciiDigit) ? char.ToUpperInvariant(text[0]) + text[1..] : text;

    private static string Ended(string text) =>
        text.Length > 0 && (text[^1] is '.' or '!' or '?' || text.Contains('\n', StringComparison.Ordinal)) ? text : text + ".";

    [GeneratedRegex("^((and|also|then|so|please|ok|okay|hey|hi|hello)[, ]+)*((can|could|would) you( please)? |i (want|need|would like) to know )?(tell me |show me )?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Opening();

    [GeneratedRegex("(?<=[.?!])\\s+(?=\\p{Lu})", RegexOptions.CultureInvariant)]
    private static partial Regex SentenceEnd();

    [GeneratedRegex("([, ]+(and|then|also|plus))+$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Closing();

    [GeneratedRegex("^how (many [^ ]{1,20}|long) ((are|is) )?(there |it |left )*(?<what>(between|from|until|till|since) .*)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Span();

    [GeneratedRegex("^what (?<what>time|date|day) is it(?<where> (in|at) .+)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex WhatTime();

    [GeneratedRegex("^how many (?<unit>[^ ]{1,20}) ((are|is) )?(there )?(?<what>(in|between|on|from|until|per|of) .+)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex HowManyIn();

    [GeneratedRegex("^how (many|much) (?<unit>[^ ]{0,20}) ?(?<verb>is|are|in|make|equals?) (there in |in )?(?<what>.+)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex HowMany();

    [GeneratedRegex("^(what|who|which)( date| day| number)?( ?('s|’s)| (?<verb>is|are|was|were)) (?<what>.+)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex WhatIs();

    [GeneratedRegex("^((convert|change|turn|express) (?<what>.+?)|(?<what>[-$€£]?[0-9][^ ]*( [^ ]+){0,4}?)) (to|into|in) (?<unit>[^ ]+)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Convert();

    [GeneratedRegex("^(calculate |compute |evaluate |work out |(?=[0-9(]))(?<what>.+)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Compute();
}
