using AgentFlow.Models.Offline.Mentions;
using AgentFlow.Models.Offline.Text;
using AgentFlow.Models.Offline.Tools;

namespace AgentFlow.Models.Offline.Filling;

/// <summary>Finds which of a parameter's allowed values a clause names, in the order of the clause.</summary>
internal static class ChoiceFiller
{
    private static readonly string[] ListCues = ["can be", "either", "one of", "options", "allowed", "choose", "possible", "supported",
        "valid", "must be"];

    // What follows these words shows what a value looks like; others are as welcome.
    private static readonly string[] ExampleCues = ["such as", "for example", "for instance", "e.g", "example:"];

    /// <summary>The values that may be chosen from: the schema's, or those that the description lists as the only ones.</summary>
    public static IReadOnlyList<string> Choices(ParameterDescriptor parameter)
    {
        if (parameter.Choices.Count > 0)
            return parameter.Choices;
        return parameter.Examples.Count > 1 && !IsFreeForm(parameter.Slot) && Says(parameter, ListCues) && !Says(parameter, ExampleCues)
            ? parameter.Examples : [];
    }

    // Expressions, dates, texts and addresses come in more shapes than a description can list.
    private static bool IsFreeForm(Slot slot) =>
        slot is Slot.Expression or Slot.FreeText or Slot.Query or Slot.Date or Slot.Time or Slot.Url or Slot.Email or Slot.Path;

    private static bool Says(ParameterDescriptor parameter, string[] cues) =>
        cues.Any(c => parameter.Description.Contains(c, StringComparison.OrdinalIgnoreCase));

    public static List<(string Choice, int First, int Last)> Find(IReadOnlyList<string> choices, Scope scope)
    {
        var found = new List<(string Choice, int First, int Last)>();
        foreach (var choice in choices)
        {
            var words = Identifiers.Words(choice).Select(w => Synonyms.Head(Stemmer.Stem(w))).ToList();
            var exact = Identifiers.Words(choice).ToList();
            if (words.Count > 0 && At(scope, words, exact) is { } at
                && !found.Any(f => f.First <= at.Last && at.First <= f.Last && f.Last - f.First >= at.Last - at.First))
                found.Add((choice, at.First, at.Last));
        }
        // "basic salary" hides "basic" where both are choices.
        found.RemoveAll(f => found.Any(o => o.First <= f.First && f.Last <= o.Last && o.Last - o.First > f.Last - f.First));
        return found.OrderBy(f => f.First).ToList();
    }

    private static (int First, int Last)? At(Scope scope, List<string> stems, List<string> words)
    {
        for (var i = scope.Clause.First; i + stems.Count - 1 <= scope.Clause.Last; i++)
        {
            var (at, matched) = (i, 0);
            while (at <= scope.Clause.Last && matched < stems.Count)
            {
                var token = scope.Tokens[at];
                if (matched > 0 && token.Is("-"))
                    at++;
                else if (token.Is(words[matched]) || (token.IsWord && token.Text.Length > 2 && Synonyms.Head(token.Stem) == stems[matched])
                    || IsSameNumber(token, words[matched]) || IsSameUnit(token, words[matched]))
                    (at, matched) = (at + 1, matched + 1);
                else
                    break;
            }
            if (matched == stems.Count && !(stems.Count == 1 && words[0].Length == 1 && scope.Tokens[i].Text is "a" or "i"))
                return (i, at - 1);
        }
        return null;
    }

    private static bool IsSameNumber(Token token, string word) =>
        token.IsWord && word.Length < 3 && char.IsAsciiDigit(word[0])
            && NumberWords.Read(new MentionContext(token.Text, [token], default, [null]), 0) is { Count: 1 } read
        && read.Value.ToString(System.Globalization.CultureInfo.InvariantCulture) == word;

    private static bool IsSameUnit(Token token, string word) =>
        token.IsWord && token.Text.Length > 1 && word.Length > 1 && Units.Find(token.Text) is { } unit && unit == Units.Find(word);
}
