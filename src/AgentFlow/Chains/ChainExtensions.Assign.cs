namespace AgentFlow.Chains;

public static partial class ChainExtensions
{
    /// <summary>The chain, and what it gives once more through another chain, with whose result it is put together: <c>(order, price) => order with { Price = price }</c>.</summary>
    /// <typeparam name="TIn">What the chain takes.</typeparam>
    /// <typeparam name="TMiddle">What the chain gives.</typeparam>
    /// <typeparam name="TValue">What is added to it.</typeparam>
    /// <typeparam name="TOut">The two together.</typeparam>
    /// <param name="chain">The chain.</param>
    /// <param name="value">Makes what is added.</param>
    /// <param name="merge">Puts the two together; it makes something new and leaves its arguments as they are.</param>
    public static Chain<TIn, TOut> Assign<TIn, TMiddle, TValue, TOut>(this Chain<TIn, TMiddle> chain, Chain<TMiddle, TValue> value, Func<TMiddle, TValue, TOut> merge) =>
        chain.Then(Chain.Parallel(Chain.Passthrough<TMiddle>(), value, merge));

    /// <summary>The chain, and to its dictionary a copy with one more value, which another chain makes of it.</summary>
    /// <typeparam name="TIn">What the chain takes.</typeparam>
    /// <typeparam name="TValue">What is added.</typeparam>
    /// <param name="chain">The chain.</param>
    /// <param name="key">The name of the value; one of that name is replaced.</param>
    /// <param name="value">Makes the value.</param>
    public static Chain<TIn, IReadOnlyDictionary<string, object?>> Assign<TIn, TValue>(
        this Chain<TIn, IReadOnlyDictionary<string, object?>> chain, string key, Chain<IReadOnlyDictionary<string, object?>, TValue> value)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return chain.Assign(value, (all, added) => (IReadOnlyDictionary<string, object?>)new Dictionary<string, object?>(all) { [key] = added });
    }
}
