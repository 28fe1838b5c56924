using AgentFlow.Chains.Steps;
using AgentFlow.Output;
using Microsoft.Extensions.AI;

namespace AgentFlow.Chains;

public static partial class ChainExtensions
{
    private const string ParserName = "parser";

    /// <summary>A parser as a chain from text to what it holds. Streamed, it shows partial values while the text arrives.</summary>
    /// <typeparam name="T">What the text holds.</typeparam>
    /// <param name="parser">The parser.</param>
    /// <param name="name">What errors, events and drawings call it.</param>
    public static Chain<string, T> AsChain<T>(this OutputParser<T> parser, string name = ParserName)
    {
        ArgumentNullException.ThrowIfNull(parser);
        return new ParserChain<string, T>(parser, null, static text => text, name);
    }

    /// <summary>This chain, and behind it a parser of its text.</summary>
    /// <typeparam name="TIn">What the chain takes.</typeparam>
    /// <typeparam name="T">What the text holds.</typeparam>
    /// <param name="first">The chain.</param>
    /// <param name="parser">The parser.</param>
    /// <param name="name">What errors, events and drawings call it.</param>
    public static Chain<TIn, T> Then<TIn, T>(this Chain<TIn, string> first, OutputParser<T> parser, string name = ParserName) => first.Then(parser.AsChain(name));

    /// <summary>This chain, and behind it a parser of the text of its response.</summary>
    /// <inheritdoc cref="Then{TIn, T}(Chain{TIn, string}, OutputParser{T}, string)"/>
    public static Chain<TIn, T> Then<TIn, T>(this Chain<TIn, ChatResponse> first, OutputParser<T> parser, string name = ParserName)
    {
        ArgumentNullException.ThrowIfNull(parser);
        return first.Then(new ParserChain<ChatResponse, T>(parser, null, static response => response.Text, name));
    }

    /// <summary>This chain, and behind it a parser of its text whose model writes again what it cannot read.</summary>
    /// <typeparam name="TIn">What the chain takes.</typeparam>
    /// <typeparam name="T">What the text holds.</typeparam>
    /// <param name="first">The chain.</param>
    /// <param name="parser">The parser, as <c>WithRetry</c> makes it.</param>
    /// <param name="name">What errors, events and drawings call it.</param>
    public static Chain<TIn, T> Then<TIn, T>(this Chain<TIn, string> first, RetryingParser<T> parser, string name = ParserName)
    {
        ArgumentNullException.ThrowIfNull(parser);
        return first.Then(new ParserChain<string, T>(parser.Parser, parser, static text => text, name));
    }

    /// <summary>This chain, and behind it a parser of the text of its response whose model writes again what it cannot read.</summary>
    /// <inheritdoc cref="Then{TIn, T}(Chain{TIn, string}, RetryingParser{T}, string)"/>
    public static Chain<TIn, T> Then<TIn, T>(this Chain<TIn, ChatResponse> first, RetryingParser<T> parser, string name = ParserName)
    {
        ArgumentNullException.ThrowIfNull(parser);
        return first.Then(new ParserChain<ChatResponse, T>(parser.Parser, parser, static response => response.Text, name));
    }

    extension<TIn, T>(Chain<TIn, string>)
    {
        /// <summary>The chain, and behind it a parser of its text.</summary>
        /// <param name="first">The chain.</param>
        /// <param name="parser">The parser.</param>
        public static Chain<TIn, T> operator |(Chain<TIn, string> first, OutputParser<T> parser) => first.Then(parser);
    }

    extension<TIn, T>(Chain<TIn, ChatResponse>)
    {
        /// <summary>The chain, and behind it a parser of the text of its response.</summary>
        /// <param name="first">The chain.</param>
        /// <param name="parser">The parser.</param>
        public static Chain<TIn, T> operator |(Chain<TIn, ChatResponse> first, OutputParser<T> parser) => first.Then(parser);
    }
}
