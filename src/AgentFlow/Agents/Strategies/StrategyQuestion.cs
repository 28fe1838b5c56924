using AgentFlow.Agents.Planning;
using AgentFlow.Output;
using Microsoft.Extensions.AI;

namespace AgentFlow.Agents.Strategies;

/// <summary>A question whose answer is a value, asked again with what was wrong for so often as is allowed.</summary>
/// <param name="author">The author of the turns in which it is answered.</param>
/// <param name="parser">Reads the answer.</param>
/// <param name="maxRetries">How often it is asked again.</param>
internal sealed class StrategyQuestion<T>(string author, JsonOutputParser<T> parser, int maxRetries) where T : class
{
    public string Author => author;

    public ChatResponseFormat? Format => parser.ResponseFormat;

    /// <summary>The answer and how often it was asked in vain; a try too many is the end of it.</summary>
    /// <param name="turns">The tries so far.</param>
    /// <param name="findProblems">What the schema cannot say.</param>
    public StrategyReading<T> Read(IReadOnlyList<string> turns, Func<T, IReadOnlyList<string>>? findProblems = null)
    {
        if (turns.Count == 0)
            return new StrategyReading<T>(null, [], IsGivenUp: false);
        var output = new CheckedOutput<T>(parser, findProblems ?? (static _ => []));
        var problems = output.FindErrors(turns[^1]);
        return problems.Count == 0 ? new(output.Read(turns[^1]), [], IsGivenUp: false) : new(null, problems, turns.Count > maxRetries);
    }

    /// <summary>The messages that ask it, or ask it again.</summary>
    public IReadOnlyList<ChatMessage> Ask(StrategyTalk talk, string prompt, IReadOnlyList<string> turns, IReadOnlyList<string> problems)
    {
        var question = talk.Ask($"{prompt}\n\n{parser.FormatInstructions}");
        return turns.Count == 0 ? [.. talk.History, question]
            : [.. talk.History, question, .. OutputWords.TryAgain(parser, new OutputParserException(turns[^1], problems))];
    }
}
