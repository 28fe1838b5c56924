using AgentFlow.Chains.Combinators;

namespace AgentFlow.Chains;

public abstract partial class Chain
{
    /// <summary>Chains on the same input at once, their results under their names. The first failure cancels the others.</summary>
    /// <typeparam name="TIn">What they take.</typeparam>
    /// <typeparam name="TValue">What each gives.</typeparam>
    /// <param name="branches">The chains, each with the name of its result; names differ.</param>
    public static Chain<TIn, IReadOnlyDictionary<string, TValue>> Parallel<TIn, TValue>(params IEnumerable<(string Name, Chain<TIn, TValue> Chain)> branches)
    {
        ArgumentNullException.ThrowIfNull(branches);
        ParallelBranch<TIn>[] all = [.. branches.Select(b => new ParallelBranch<TIn, TValue>(b.Name, b.Chain))];
        if (all.GroupBy(b => b.Label).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new ArgumentException($"Two branches are named '{twice.Key}'. Give each its own name.", nameof(branches));
        return new ParallelChain<TIn, IReadOnlyDictionary<string, TValue>>(all, Combine, isDictionary: true);

        IReadOnlyDictionary<string, TValue> Combine(object?[] values) => all.Index().ToDictionary(b => b.Item.Label!, b => (TValue)values[b.Index]!);
    }

    /// <summary>Two chains on the same input at once, their results put together, for example into a record. The first failure cancels the other.</summary>
    /// <typeparam name="TIn">What they take.</typeparam>
    /// <typeparam name="T1">What the first gives.</typeparam>
    /// <typeparam name="T2">What the second gives.</typeparam>
    /// <typeparam name="TOut">What is made of their results.</typeparam>
    /// <param name="first">The first.</param>
    /// <param name="second">The second.</param>
    /// <param name="combine">Puts the results together.</param>
    public static Chain<TIn, TOut> Parallel<TIn, T1, T2, TOut>(Chain<TIn, T1> first, Chain<TIn, T2> second, Func<T1, T2, TOut> combine)
    {
        ArgumentNullException.ThrowIfNull(combine);
        return new ParallelChain<TIn, TOut>([Unnamed(first), Unnamed(second)], v => combine((T1)v[0]!, (T2)v[1]!), isDictionary: false);
    }

    /// <summary>Three chains on the same input at once, their results put together. The first failure cancels the others.</summary>
    /// <typeparam name="TIn">What they take.</typeparam>
    /// <typeparam name="T1">What the first gives.</typeparam>
    /// <typeparam name="T2">What the second gives.</typeparam>
    /// <typeparam name="T3">What the third gives.</typeparam>
    /// <typeparam name="TOut">What is made of their results.</typeparam>
    /// <param name="first">The first.</param>
    /// <param name="second">The second.</param>
    /// <param name="third">The third.</param>
    /// <param name="combine">Puts the results together.</param>
    public static Chain<TIn, TOut> Parallel<TIn, T1, T2, T3, TOut>(Chain<TIn, T1> first, Chain<TIn, T2> second, Chain<TIn, T3> third, Func<T1, T2, T3, TOut> combine)
    {
        ArgumentNullException.ThrowIfNull(combine);
        return new ParallelChain<TIn, TOut>([Unnamed(first), Unnamed(second), Unnamed(third)], v => combine((T1)v[0]!, (T2)v[1]!, (T3)v[2]!), isDictionary: false);
    }

    /// <summary>The first chain whose condition holds for the input, or else the one for all others.</summary>
    /// <typeparam name="TIn">What they take.</typeparam>
    /// <typeparam name="TOut">What they give.</typeparam>
    /// <param name="otherwise">What is done when no condition holds.</param>
    /// <param name="cases">Conditions and what follows from them, in the order in which they are tried.</param>
    public static Chain<TIn, TOut> Branch<TIn, TOut>(Chain<TIn, TOut> otherwise, params IEnumerable<(Func<TIn, bool> When, Chain<TIn, TOut> Then)> cases) =>
        Branch(otherwise, cases.Select(c => (From(c.When, "condition"), c.Then)));

    /// <summary>The first chain whose condition holds for the input, or else the one for all others. Conditions are chains themselves.</summary>
    /// <typeparam name="TIn">What they take.</typeparam>
    /// <typeparam name="TOut">What they give.</typeparam>
    /// <param name="otherwise">What is done when no condition holds.</param>
    /// <param name="cases">Conditions and what follows from them, in the order in which they are tried.</param>
    public static Chain<TIn, TOut> Branch<TIn, TOut>(Chain<TIn, TOut> otherwise, params IEnumerable<(Chain<TIn, bool> When, Chain<TIn, TOut> Then)> cases)
    {
        ArgumentNullException.ThrowIfNull(otherwise);
        ArgumentNullException.ThrowIfNull(cases);
        return new BranchChain<TIn, TOut>([.. cases], otherwise);
    }

    private static ParallelBranch<TIn, T> Unnamed<TIn, T>(Chain<TIn, T> chain)
    {
        ArgumentNullException.ThrowIfNull(chain);
        return new ParallelBranch<TIn, T>(null, chain);
    }
}
