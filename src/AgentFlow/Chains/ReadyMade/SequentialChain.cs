namespace AgentFlow.Chains;

/// <summary>
/// Makes what LangChain calls a SequentialChain: steps that share one dictionary, each of which adds its text to it under a name. Where a step takes what
/// the one before it gave, <c>first.Then(next)</c> does with types.
/// </summary>
public static class SequentialChain
{
    /// <summary>Steps on a growing dictionary.</summary>
    /// <param name="steps">Each step with the name under which what it gives is added, as variable for the prompts behind it; names differ.</param>
    /// <returns>
    /// A chain from the values that are given to those and all that were added. A step that lacks a value fails with its name. Streamed, the pieces of the
    /// last step show under its name as <see cref="ChainUpdate{T}.Branch"/>.
    /// </returns>
    public static Chain<IReadOnlyDictionary<string, object?>, IReadOnlyDictionary<string, object?>> Create(
        params IEnumerable<(string Output, Chain<IReadOnlyDictionary<string, object?>, string> Step)> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        var chain = Chain.Passthrough<IReadOnlyDictionary<string, object?>>();
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (var (output, step) in steps)
        {
            if (!names.Add(output))
                throw new ArgumentException($"Two steps give '{output}'. Give each its own name, or the second one would hide the first.", nameof(steps));
            chain = chain.Assign(output, step.WithConfig(output));
        }
        return names.Count > 0
            ? chain.WithConfig("sequential")
            : throw new ArgumentException("A sequential chain needs at least one step.", nameof(steps));
    }
}
