using System.Text.RegularExpressions;

namespace AgentFlow.Agents.Strategies;

/// <summary>Finds ReAct's labels as models spell them: in any case, bold, numbered, in a list, with another word, without the colon.</summary>
internal static partial class ReActLabels
{
    /// <param name="line">The line, or its beginning.</param>
    /// <param name="current">What the line before belongs to.</param>
    /// <param name="isWhole">Whether the line has ended.</param>
    /// <param name="isTool">Whether a text names a tool.</param>
    public static LabelMatch? Match(string line, ProtocolLabel current, bool isWhole, Func<string, bool> isTool)
    {
        if (WithColon().Match(line) is { Success: true } found)
            return LabelOf(found, current) is { } label ? new LabelMatch(label, found.Length) : null;
        if (!isWhole || WithoutColon().Match(line) is not { Success: true } bare || LabelOf(bare, current) is not { } bareLabel)
            return null;
        var rest = line[bare.Length..].Trim(" \t\r\n*_`".ToCharArray());
        var counts = rest.Length == 0 || bareLabel switch
        {
            ProtocolLabel.Input => true,
            ProtocolLabel.Action => isTool(rest),
            ProtocolLabel.Answer => char.IsUpper(bare.Groups["label"].Value[0]),
            _ => false,
        };
        return counts ? new LabelMatch(bareLabel, bare.Length) : null;
    }

    private static ProtocolLabel? LabelOf(Match match, ProtocolLabel current)
    {
        var word = string.Concat(match.Groups["label"].Value.Where(char.IsAsciiLetter)).ToUpperInvariant();
        return word switch
        {
            "THOUGHT" or "THOUGHTS" => ProtocolLabel.Thought,
            "ACTION" or "TOOL" => ProtocolLabel.Action,
            "ACTIONINPUT" or "TOOLINPUT" => ProtocolLabel.Input,
            "OBSERVATION" or "OBSERVATIONS" => ProtocolLabel.Observation,
            "FINALANSWER" or "THEFINALANSWER" => ProtocolLabel.Answer,
            // Plain words, and labels only where an input is due.
            _ => current == ProtocolLabel.Action ? ProtocolLabel.Input : null,
        };
    }

    [GeneratedRegex(@"^[ \t>#*_`-]*(?:\d+[.)][ \t]*)?[*_`]*(?<label>thoughts?|action[ _]?input|tool[ _]?input|action|tool|input|arguments|args|parameters|observations?|(?:the[ \t]+)?final[ _]?answer)(?:[ \t]+is)?(?:[ \t]*\#?\d+)?[*_`]*[ \t]*[:：]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex WithColon();

    [GeneratedRegex(@"^[ \t>#*_`-]*(?:\d+[.)][ \t]*)?[*_`]*(?:(?<label>thought|action[ _]?input|action|observation)(?:[ \t]*\#?\d+)?|(?<label>final[ _]?answer)(?:[ \t]+is\b)?)[*_`]*(?=\s|[{\[]|$)(?:[ \t]*[-=>]+)?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex WithoutColon();
}
