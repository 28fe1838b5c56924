using Microsoft.Extensions.AI;

namespace AgentFlow.Output;

/// <summary>Makes more of a parser.</summary>
public static class OutputParserExtensions
{
    /// <summary>Lets a model write again what the parser cannot read.</summary>
    /// <param name="parser">Reads each answer; its prompts have the texts <see cref="OutputPrompts.TryAgain"/> and <see cref="OutputPrompts.Fix"/>.</param>
    /// <param name="model">Who is asked; not owned.</param>
    /// <param name="maxRetries">How often, from 0; 2 by default.</param>
    /// <param name="options">Options for the model; null for none but the parser's response format.</param>
    public static RetryingParser<T> WithRetry<T>(
        this OutputParser<T> parser, IChatClient model, int maxRetries = RetryingParser<T>.DefaultMaxRetries, ChatOptions? options = null) =>
        new(parser, model, maxRetries, options);
}
