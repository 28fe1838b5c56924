using System.Runtime.CompilerServices;
using AgentFlow.Chains.Steps;

namespace AgentFlow.Chains;

public abstract partial class Chain
{
    private const string FunctionName = "function";

    /// <summary>A step that calls a function.</summary>
    /// <typeparam name="TIn">What it takes.</typeparam>
    /// <typeparam name="TOut">What it gives.</typeparam>
    /// <param name="function">The function.</param>
    /// <param name="name">What errors, events and drawings call it; by default the method's name, and <c>function</c> for a lambda.</param>
    public static Chain<TIn, TOut> From<TIn, TOut>(Func<TIn, TOut> function, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        return new FunctionChain<TIn, TOut>(function, name ?? NameOf(function));
    }

    /// <inheritdoc cref="From{TIn, TOut}(Func{TIn, TOut}, string?)"/>
    public static Chain<TIn, TOut> From<TIn, TOut>(Func<TIn, Task<TOut>> function, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        return new AsyncFunctionChain<TIn, TOut>((input, _, _) => new ValueTask<TOut>(function(input)), name ?? NameOf(function));
    }

    /// <inheritdoc cref="From{TIn, TOut}(Func{TIn, TOut}, string?)"/>
    public static Chain<TIn, TOut> From<TIn, TOut>(Func<TIn, CancellationToken, Task<TOut>> function, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        return new AsyncFunctionChain<TIn, TOut>((input, _, token) => new ValueTask<TOut>(function(input, token)), name ?? NameOf(function));
    }

    /// <inheritdoc cref="From{TIn, TOut}(Func{TIn, TOut}, string?)"/>
    [OverloadResolutionPriority(1)]
    public static Chain<TIn, TOut> From<TIn, TOut>(Func<TIn, CancellationToken, ValueTask<TOut>> function, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        return new AsyncFunctionChain<TIn, TOut>((input, _, token) => function(input, token), name ?? NameOf(function));
    }

    /// <summary>A step that calls a function which runs other chains in the context that it is given, so that their steps show too.</summary>
    /// <typeparam name="TIn">What it takes.</typeparam>
    /// <typeparam name="TOut">What it gives.</typeparam>
    /// <param name="function">The function.</param>
    /// <param name="name">What errors, events and drawings call it; by default the method's name, and <c>function</c> for a lambda.</param>
    public static Chain<TIn, TOut> From<TIn, TOut>(Func<TIn, ChainContext, CancellationToken, ValueTask<TOut>> function, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        return new AsyncFunctionChain<TIn, TOut>(function, name ?? NameOf(function));
    }

    /// <summary>A step that makes a stream out of a stream, as it comes.</summary>
    /// <typeparam name="TIn">What it takes.</typeparam>
    /// <typeparam name="TOut">What it gives.</typeparam>
    /// <param name="transform">Reads updates and yields updates, a final one last. Invoked without streaming it is given one final update.</param>
    /// <param name="name">What errors, events and drawings call it; by default the method's name, and <c>function</c> for a lambda.</param>
    public static Chain<TIn, TOut> Transform<TIn, TOut>(Func<IAsyncEnumerable<ChainUpdate<TIn>>, CancellationToken, IAsyncEnumerable<ChainUpdate<TOut>>> transform, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(transform);
        return new TransformChain<TIn, TOut>(transform, name ?? NameOf(transform));
    }

    /// <summary>A chain that gives what it takes, as a place to begin or as one of several in parallel. It shows in no event.</summary>
    /// <typeparam name="T">What it takes and gives.</typeparam>
    public static Chain<T, T> Passthrough<T>() => new PassthroughChain<T>();

    /// <summary>The compiler's names of lambdas have brackets in them and say nothing to a reader.</summary>
    private static string NameOf(Delegate function) => function.Method.Name is var name && name.Contains('<') ? FunctionName : name;
}
