using System.Text.RegularExpressions;

namespace AgentFlow.Output.Text;

/// <summary>What a regular expression finds.</summary>
internal sealed class RegexParser<T>(Regex regex, Func<Match, T> read, OutputPrompts? prompts) : OutputParser<T>(prompts)
{
    public override string FormatInstructions => Prompts.PatternInstructions.Format(("pattern", regex.ToString()));

    public override T Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            if (regex.Match(text) is { Success: true } match)
                return read(match);
        }
        catch (RegexMatchTimeoutException error)
        {
            throw NoMatch(text, error);
        }
        throw NoMatch(text, null);
    }

    private OutputParserException NoMatch(string text, Exception? error) =>
        new(text, Prompts.NoMatch.Format(("pattern", regex.ToString())), error);
}
