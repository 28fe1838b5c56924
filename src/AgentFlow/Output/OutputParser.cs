using Microsoft.Extensions.AI;

namespace AgentFlow.Output;

/// <summary>Reads a value out of a model's text. <see cref="AgentFlow.Output.Parse"/> makes those that come with the library.</summary>
/// <typeparam name="T">What the text holds.</typeparam>
/// <remarks>Those of the library are thread-safe and made once for many texts; so should others be.</remarks>
public abstract class OutputParser<T>
{
    /// <summary>Begins a parser.</summary>
    /// <param name="prompts">The texts for the model; null for the library's own.</param>
    /// <exception cref="ArgumentException">A text that was replaced has placeholders that it will not be given.</exception>
    protected OutputParser(OutputPrompts? prompts = null)
    {
        prompts?.ThrowIfInvalid();
        Prompts = prompts ?? OutputPrompts.Default;
    }

    /// <summary>The texts for the model: instructions, errors, and the request to try again.</summary>
    public OutputPrompts Prompts { get; }

    /// <summary>
    /// What to tell the model about the form; it lands in the prompt through a variable, <c>format_instructions</c> unless named otherwise.
    /// </summary>
    /// <value>Null: any text will do.</value>
    public virtual string? FormatInstructions => null;

    /// <summary>What to ask of a backend that can hold a model to a form.</summary>
    /// <value>Null: the backend is asked for text.</value>
    public virtual ChatResponseFormat? ResponseFormat => null;

    /// <summary>Reads the whole text.</summary>
    /// <param name="text">What the model wrote.</param>
    /// <exception cref="OutputParserException">The text does not hold the value; the exception says why, in words for the model.</exception>
    public abstract T Parse(string text);

    /// <summary>A reader that shows, while the text arrives, what is certain of the value.</summary>
    /// <returns>A new reader for one text; null when there is nothing to show before the end.</returns>
    public virtual IPartialReader<T>? CreatePartialReader() => null;
}
