using System.Collections.ObjectModel;
using AgentFlow.Chains.Combinators;

namespace AgentFlow.Chains;

public static partial class ChainExtensions
{
    /// <summary>The chain, tried again when it fails. A stream is tried again as long as nothing of it was shown.</summary>
    /// <typeparam name="TIn">What the chain takes.</typeparam>
    /// <typeparam name="TOut">What the chain gives.</typeparam>
    /// <param name="chain">The chain.</param>
    /// <param name="options">How often and when; copied. Null: three attempts with doubling waits.</param>
    /// <exception cref="ArgumentException">Options are out of range. All problems are reported together.</exception>
    public static Chain<TIn, TOut> WithRetry<TIn, TOut>(this Chain<TIn, TOut> chain, ChainRetryOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(chain);
        return new RetryChain<TIn, TOut>(chain, (options ?? new ChainRetryOptions()).ValidCopy());
    }

    /// <summary>
    /// The chain, and when it fails the next, and so on. When all have failed the error has each one's, the first first. A stream is replaced
    /// as long as nothing of it was shown.
    /// </summary>
    /// <typeparam name="TIn">What the chain takes; the same value goes to each.</typeparam>
    /// <typeparam name="TOut">What the chain gives.</typeparam>
    /// <param name="chain">The chain that is tried first.</param>
    /// <param name="others">What is tried next, in order.</param>
    public static Chain<TIn, TOut> WithFallback<TIn, TOut>(this Chain<TIn, TOut> chain, params IEnumerable<Chain<TIn, TOut>> others) =>
        chain.WithFallback(null, others);

    /// <summary>The chain, and when it fails with an error of a kind the next, and so on.</summary>
    /// <typeparam name="TIn">What the chain takes; the same value goes to each.</typeparam>
    /// <typeparam name="TOut">What the chain gives.</typeparam>
    /// <param name="chain">The chain that is tried first.</param>
    /// <param name="shouldFallBack">Which errors; it is given what the step threw. Null: all. An error that is not of the kind is thrown as it is.</param>
    /// <param name="others">What is tried next, in order.</param>
    public static Chain<TIn, TOut> WithFallback<TIn, TOut>(this Chain<TIn, TOut> chain, Func<Exception, bool>? shouldFallBack, params IEnumerable<Chain<TIn, TOut>> others)
    {
        ArgumentNullException.ThrowIfNull(chain);
        ArgumentNullException.ThrowIfNull(others);
        return new FallbackChain<TIn, TOut>([chain, .. others], shouldFallBack);
    }

    /// <summary>The chain within a time, by the context's clock. After it the chain is cancelled and a <see cref="TimeoutException"/> is the cause of the error.</summary>
    /// <typeparam name="TIn">What the chain takes.</typeparam>
    /// <typeparam name="TOut">What the chain gives.</typeparam>
    /// <param name="chain">The chain.</param>
    /// <param name="after">How long; positive. For a stream: until its end.</param>
    public static Chain<TIn, TOut> WithTimeout<TIn, TOut>(this Chain<TIn, TOut> chain, TimeSpan after)
    {
        ArgumentNullException.ThrowIfNull(chain);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(after, TimeSpan.Zero);
        return new TimeoutChain<TIn, TOut>(chain, after);
    }

    /// <summary>The chain, with what it gave kept in memory for equal inputs. What is kept belongs to the new chain, and is shared: do not change it.</summary>
    /// <typeparam name="TIn">What the chain takes; a record or another type that knows when two are equal.</typeparam>
    /// <typeparam name="TOut">What the chain gives.</typeparam>
    /// <param name="chain">The chain.</param>
    /// <param name="options">How much and how long; copied. Null: 1,000 results, for ever.</param>
    /// <exception cref="ArgumentException">Options are out of range. All problems are reported together.</exception>
    public static Chain<TIn, TOut> WithCache<TIn, TOut>(this Chain<TIn, TOut> chain, ChainCacheOptions<TIn>? options = null)
    {
        ArgumentNullException.ThrowIfNull(chain);
        return new CacheChain<TIn, TOut>(chain, (options ?? new ChainCacheOptions<TIn>()).ValidCopy());
    }

    /// <summary>The chain under a name, by which errors, events and drawings call it, with tags and metadata for the events of all its steps.</summary>
    /// <typeparam name="TIn">What the chain takes.</typeparam>
    /// <typeparam name="TOut">What the chain gives.</typeparam>
    /// <param name="chain">The chain.</param>
    /// <param name="name">The name; null for the one it has.</param>
    /// <param name="tags">Words without commas, added to those of the chains around it.</param>
    /// <param name="metadata">Names and values, added to those of the chains around it.</param>
    public static Chain<TIn, TOut> WithConfig<TIn, TOut>(
        this Chain<TIn, TOut> chain, string? name = null, IEnumerable<string>? tags = null, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(chain);
        string[] words = [.. tags ?? []];
        if (Array.Find(words, w => w.Contains(',', StringComparison.Ordinal)) is { } word)
            throw new ArgumentException($"Tag '{word}' has a comma; give two tags.", nameof(tags));
        return new ConfigChain<TIn, TOut>(chain, name ?? chain.Name, words, metadata?.ToDictionary() ?? (IReadOnlyDictionary<string, string>)ReadOnlyDictionary<string, string>.Empty);
    }

    /// <summary>The chain on each item of a list. The first item that fails cancels the others; for results per item see <c>BatchAsync</c>.</summary>
    /// <typeparam name="TIn">An item.</typeparam>
    /// <typeparam name="TOut">What the chain gives for an item.</typeparam>
    /// <param name="chain">The chain.</param>
    /// <param name="maxConcurrency">How many items at a time; at least 1.</param>
    public static Chain<IReadOnlyList<TIn>, IReadOnlyList<TOut>> Map<TIn, TOut>(this Chain<TIn, TOut> chain, int maxConcurrency = 4)
    {
        ArgumentNullException.ThrowIfNull(chain);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxConcurrency, 1);
        return new MapChain<TIn, TOut>(chain, maxConcurrency);
    }

    /// <summary>The chain, and behind it a look at what it gives, which changes nothing. A stream passes on as it comes; the look is at its end.</summary>
    /// <typeparam name="TIn">What the chain takes.</typeparam>
    /// <typeparam name="TOut">What the chain gives.</typeparam>
    /// <param name="chain">The chain.</param>
    /// <param name="look">What is done with it.</param>
    /// <param name="name">What errors, events and drawings call it.</param>
    public static Chain<TIn, TOut> Tap<TIn, TOut>(this Chain<TIn, TOut> chain, Action<TOut> look, string name = "tap")
    {
        ArgumentNullException.ThrowIfNull(look);
        return chain.Then(new TapChain<TOut>((value, _) =>
        {
            look(value);
            return ValueTask.CompletedTask;
        }, name));
    }

    /// <inheritdoc cref="Tap{TIn, TOut}(Chain{TIn, TOut}, Action{TOut}, string)"/>
    public static Chain<TIn, TOut> Tap<TIn, TOut>(this Chain<TIn, TOut> chain, Func<TOut, CancellationToken, ValueTask> look, string name = "tap")
    {
        ArgumentNullException.ThrowIfNull(look);
        return chain.Then(new TapChain<TOut>(look, name));
    }

    /// <summary>The chain on its own result, again and again, until that is good enough.</summary>
    /// <typeparam name="T">What the chain takes and gives.</typeparam>
    /// <param name="chain">The chain; it runs at least once.</param>
    /// <param name="isDone">Whether a result is good enough.</param>
    /// <param name="maxIterations">How often at most; at least 1.</param>
    /// <param name="atBound">What is returned when the last result is not good enough either, made of it. Null: it is an error.</param>
    public static Chain<T, T> LoopUntil<T>(this Chain<T, T> chain, Func<T, bool> isDone, int maxIterations, Func<T, T>? atBound = null) =>
        chain.LoopUntil(Chain.From(isDone), maxIterations, atBound);

    /// <inheritdoc cref="LoopUntil{T}(Chain{T, T}, Func{T, bool}, int, Func{T, T}?)"/>
    public static Chain<T, T> LoopUntil<T>(this Chain<T, T> chain, Chain<T, bool> isDone, int maxIterations, Func<T, T>? atBound = null)
    {
        ArgumentNullException.ThrowIfNull(chain);
        ArgumentNullException.ThrowIfNull(isDone);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxIterations, 1);
        return new LoopChain<T>(chain, isDone, maxIterations, atBound);
    }
}
