using System.Text.RegularExpressions;
using AgentFlow.Models.Offline.Text;
using AgentFlow.Models.Offline.Tools;

namespace AgentFlow.Models.Offline.Filling;

/// <summary>Decides a boolean parameter: true when the clause names it, false when it names it with a negation, open otherwise.</summary>
internal static partial class FlagFiller
{
    private static readonly string[] Helpers = ["is", "has", "get", "includ", "return", "show", "with", "us", "enabl", "allow", "should",
        "do", "flag", "calcul", "need", "want", "requir", "only", "in", "for"];

    public static bool? Read(ParameterDescriptor parameter, Scope scope)
    {
        var stems = parameter.NameStems.Where(s => !Helpers.Contains(s)).ToList();
        if (stems.Count == 0)
            return null;
        // A word that the tool's own name has says nothing about one of its options.
        var telling = stems.Where(s => !scope.Tool.NameStems.Contains(s)).ToList();
        var (needed, found, at) = (telling.Count > 0 ? telling : stems, 0, -1);
        foreach (var stem in needed)
            for (var i = scope.Clause.First; i <= scope.Clause.Last; i++)
                if (scope.Tokens[i].IsWord && Synonyms.Head(scope.Tokens[i].Stem) == stem)
                {
                    found++;
                    at = i;
                    break;
                }
        if (found == 0 || found * 2 < needed.Count || telling.Count == 0)
            return null;
        return !IsNegated(scope, at);
    }

    /// <summary>What the description says about the value when nothing is asked for: "Default is true".</summary>
    public static bool? Default(ParameterDescriptor parameter)
    {
        var match = DefaultText().Match(parameter.Description);
        return match.Success ? string.Equals(match.Groups[1].Value, "true", StringComparison.OrdinalIgnoreCase) : null;
    }

    private static bool IsNegated(Scope scope, int at)
    {
        for (var i = at; i >= Math.Max(scope.Clause.First, at - 4); i--)
            if (Lexicon.Negations.Contains(scope.Tokens[i].Text))
                return true;
        return at + 2 <= scope.Clause.Last && (scope.Tokens[at + 1].Text is "=" or "is" or "to" or ":")
            && scope.Tokens[at + 2].Text is "false" or "off" or "False";
    }

    [GeneratedRegex("defaults?(?: value)?(?: is| to|:|=)*\\s*['\"]?(true|false)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DefaultText();
}
