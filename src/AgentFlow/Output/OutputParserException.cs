namespace AgentFlow.Output;

/// <summary>A model's text does not hold the value that was asked for.</summary>
public sealed class OutputParserException : Exception
{
    private const int QuotedLength = 300;

    /// <summary>Describes one problem.</summary>
    /// <param name="text">What the model wrote.</param>
    /// <param name="modelMessage">What is wrong and how to mend it, in words that the model can act on.</param>
    /// <param name="innerException">What was thrown, if anything.</param>
    public OutputParserException(string text, string modelMessage, Exception? innerException = null)
        : this(text, [modelMessage], innerException)
    {
    }

    /// <summary>Describes several problems.</summary>
    /// <param name="text">What the model wrote.</param>
    /// <param name="errors">What is wrong and how to mend it, one sentence for each problem, in words that the model can act on.</param>
    /// <param name="innerException">What was thrown, if anything.</param>
    public OutputParserException(string text, IReadOnlyList<string> errors, Exception? innerException = null)
        : base($"The model's answer could not be read. {string.Join(' ', errors)} The answer was '{Cut(text)}'.", innerException)
    {
        Text = text;
        Errors = errors;
    }

    /// <summary>What the model wrote, whole.</summary>
    public string Text { get; }

    /// <summary>What is wrong, one sentence for each problem; never empty.</summary>
    public IReadOnlyList<string> Errors { get; }

    /// <summary>The errors as one text, a line for each when there are several, to be sent to the model.</summary>
    public string ModelMessage => Errors.Count == 1 ? Errors[0] : string.Join('\n', Errors.Select(e => "- " + e));

    private static string Cut(string text) => text.Length <= QuotedLength ? text : string.Concat(text.AsSpan(0, QuotedLength), "...");
}
