namespace AgentFlow.Prompts;

/// <summary>Takes examples in their order for as long as they and the input fit into a budget, so that a long question gets fewer of them.</summary>
public sealed class LengthExampleSelector : IExampleSelector
{
    private readonly (IReadOnlyDictionary<string, object?> Values, int Length)[] _examples;
    private readonly Func<string, int> _measure;
    private readonly int _budget;

    /// <summary>Makes a selector; the examples are measured now.</summary>
    /// <param name="examples">The examples, the most useful first.</param>
    /// <param name="template">How an example is written.</param>
    /// <param name="budget">How long the examples and the input's values may be together, in the measure's unit. From 1.</param>
    /// <param name="measure">Measures a text, such as a tokenizer does; null counts words and punctuation marks.</param>
    public LengthExampleSelector(IEnumerable<IReadOnlyDictionary<string, object?>> examples, PromptTemplate template, int budget, Func<string, int>? measure = null)
    {
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentNullException.ThrowIfNull(template);
        ArgumentOutOfRangeException.ThrowIfLessThan(budget, 1);
        _measure = measure ?? ExampleText.CountWords;
        _budget = budget;
        _examples = [.. examples.Select(e => (e, _measure(template.Format(e))))];
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<IReadOnlyDictionary<string, object?>>> SelectAsync(IReadOnlyDictionary<string, object?> values, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        var left = _budget - _measure(ExampleText.Of(values, null));
        var fitting = _examples.TakeWhile(e => (left -= e.Length) >= 0).Select(e => e.Values);
        return ValueTask.FromResult<IReadOnlyList<IReadOnlyDictionary<string, object?>>>([.. fitting]);
    }
}
