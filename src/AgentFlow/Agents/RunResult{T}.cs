using AgentFlow.Output;
using AgentFlow.Runs;

namespace AgentFlow.Agents;

/// <summary>What came of a run that was asked for a value.</summary>
/// <typeparam name="T">What the answer holds.</typeparam>
public sealed class RunResult<T> : RunResult
{
    private readonly T? _value;
    private readonly OutputParserException? _error;

    internal RunResult(RunResult result, JsonOutputParser<T> parser)
        : base(result)
    {
        if (Status != RunStatus.Completed)
            return;
        try
        {
            _value = parser.Parse(Text);
            HasValue = true;
        }
        catch (OutputParserException error)
        {
            _error = error;
        }
    }

    /// <summary>Whether the run ended with a value. Not so while it waits for decisions, and when the model never gave one that matches.</summary>
    public bool HasValue { get; }

    /// <summary>The answer.</summary>
    /// <exception cref="OutputParserException">The run ended without a value; the exception holds the last text and what is wrong with it.</exception>
    /// <exception cref="InvalidOperationException">The run waits for decisions and has no answer yet.</exception>
    public T Value => HasValue ? _value!
        : _error is not null ? throw new OutputParserException(_error.Text, _error.Errors, _error)
        : throw new InvalidOperationException($"Run '{RunId}' has no answer yet; it is {Status} and waits for decisions on {Pending.Count} calls. Look at {nameof(Pending)} and resume it.");
}
