using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using AgentFlow.Chains.Combinators;

namespace AgentFlow.Chains;

/// <summary>Puts chains together: each method makes a new chain and leaves those it is made of as they were.</summary>
[SuppressMessage("Naming", "CA1708:Identifiers should differ by more than case", Justification = "The analyser takes extension blocks for members of one name.")]
public static partial class ChainExtensions
{
    /// <summary>This chain, and behind it another that takes what this one gives. The same as <c>first | next</c>.</summary>
    /// <typeparam name="TIn">What the first takes.</typeparam>
    /// <typeparam name="TMiddle">What passes between them.</typeparam>
    /// <typeparam name="TOut">What the second gives.</typeparam>
    /// <param name="first">The first.</param>
    /// <param name="next">The second.</param>
    public static Chain<TIn, TOut> Then<TIn, TMiddle, TOut>(this Chain<TIn, TMiddle> first, Chain<TMiddle, TOut> next)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(next);
        return new SequenceChain<TIn, TMiddle, TOut>(first, next);
    }

    /// <summary>This chain, and behind it a function of what it gives.</summary>
    /// <typeparam name="TIn">What the chain takes.</typeparam>
    /// <typeparam name="TMiddle">What the function takes.</typeparam>
    /// <typeparam name="TOut">What the function gives.</typeparam>
    /// <param name="first">The chain.</param>
    /// <param name="function">The function.</param>
    /// <param name="name">What errors, events and drawings call it; by default the method's name, and <c>function</c> for a lambda.</param>
    public static Chain<TIn, TOut> Then<TIn, TMiddle, TOut>(this Chain<TIn, TMiddle> first, Func<TMiddle, TOut> function, string? name = null) =>
        first.Then(Chain.From(function, name));

    /// <inheritdoc cref="Then{TIn, TMiddle, TOut}(Chain{TIn, TMiddle}, Func{TMiddle, TOut}, string?)"/>
    public static Chain<TIn, TOut> Then<TIn, TMiddle, TOut>(this Chain<TIn, TMiddle> first, Func<TMiddle, Task<TOut>> function, string? name = null) =>
        first.Then(Chain.From(function, name));

    /// <inheritdoc cref="Then{TIn, TMiddle, TOut}(Chain{TIn, TMiddle}, Func{TMiddle, TOut}, string?)"/>
    public static Chain<TIn, TOut> Then<TIn, TMiddle, TOut>(this Chain<TIn, TMiddle> first, Func<TMiddle, CancellationToken, Task<TOut>> function, string? name = null) =>
        first.Then(Chain.From(function, name));

    /// <inheritdoc cref="Then{TIn, TMiddle, TOut}(Chain{TIn, TMiddle}, Func{TMiddle, TOut}, string?)"/>
    [OverloadResolutionPriority(1)]
    public static Chain<TIn, TOut> Then<TIn, TMiddle, TOut>(this Chain<TIn, TMiddle> first, Func<TMiddle, CancellationToken, ValueTask<TOut>> function, string? name = null) =>
        first.Then(Chain.From(function, name));

    extension<TIn, TMiddle, TOut>(Chain<TIn, TMiddle>)
    {
        /// <summary>The first chain, and behind it the second. The same as <c>first.Then(next)</c>.</summary>
        /// <param name="first">The first.</param>
        /// <param name="next">The second.</param>
        public static Chain<TIn, TOut> operator |(Chain<TIn, TMiddle> first, Chain<TMiddle, TOut> next) => first.Then(next);

        /// <summary>The chain, and behind it a function of what it gives.</summary>
        /// <param name="first">The chain.</param>
        /// <param name="function">The function.</param>
        public static Chain<TIn, TOut> operator |(Chain<TIn, TMiddle> first, Func<TMiddle, TOut> function) => first.Then(function);
    }
}
